/** What a widget is led through a lesson by: loaded when one is run. */
import { lessons } from "virtual:widget-lessons";
import css from "virtual:widget-style/lesson";
import { mount, unmount } from "svelte";
import type { OpenSession } from "../../lab/opener.svelte.ts";
import type { Embedded } from "../../view/widget/embedded.svelte.ts";
import type { Leading } from "../../view/widget/leading.ts";
import { Guide, type GuideParts } from "../../view/widget/lesson/guide.svelte.ts";
import Panel from "../../view/widget/lesson/Panel.svelte";

export interface LessonParts extends Pick<GuideParts, "tell"> {
  readonly embedded: Embedded;
  readonly open: OpenSession;
  /** Where the picture is put. */
  readonly target: HTMLElement;
}

/** The style of all that is in a lesson, beside that of the widget. */
const style = new CSSStyleSheet();
style.replaceSync(css);

/** What leads through a lesson by its name, which has to be known. Rejects where its part cannot be loaded. */
export async function leadingTo(
  name: string,
  { embedded, open, tell, target }: LessonParts,
): Promise<Leading> {
  const { adoptedStyleSheets } = target.getRootNode() as ShadowRoot;
  if (!adoptedStyleSheets.includes(style)) adoptedStyleSheets.push(style);
  const { default: lesson } = await lessons[name]!.lesson();
  const isFrozen = () => embedded.frozenBecause !== null;
  const guide = new Guide({ lesson, lab: embedded.lab, open, tell, isFrozen });
  const show = (place: HTMLElement) => {
    const panel = mount(Panel, { target: place, props: { guide } });
    return () => void unmount(panel);
  };
  return { guide, show };
}
