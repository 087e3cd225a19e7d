/** Addresses that a run or a lesson of a widget is given to somebody by. Loaded when one is asked for. */
import type { Experiment } from "../../experiment/experiment.ts";
import { linkOf } from "../../experiment/link.ts";
import { t } from "../../language/words.ts";

/** Where the loader lies by its own name, or the page for frames that has it in it, the pages for frames are, too. */
const BESIDE_FRAMES = /\/(quick-resume-lab\.js|embed(-lesson)?(\.html)?)$/;

/**
 * The address at which a lesson of this name or a run opens, of which nothing is kept. Throws an error where it would lead nowhere:
 * the loader was put into a file of the page's own, beside which no page for frames is known.
 *
 * @param loader the address of the widget's loader
 */
export function shareAddress(loader: string, shared: { lesson: string } | { run: Experiment }): string {
  if (!URL.canParse(loader) || !BESIDE_FRAMES.test(new URL(loader).pathname))
    throw new Error(
      t`There is no address to share: the page has the lab in a file of its own, and not beside embed.html.`,
    );
  const rest = "lesson" in shared ? `?lesson=${shared.lesson}` : linkOf(shared.run);
  return new URL(`embed.html${rest}`, loader).href;
}
