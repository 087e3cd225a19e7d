/** What the widget's build makes of files (tools/widget). */

/** The style of all components, for a shadow root. */
declare module "virtual:widget-style" {
  const css: string;
  export default css;
}

/** The style of all that is in a lesson. */
declare module "virtual:widget-style/lesson" {
  const css: string;
  export default css;
}

/** What a widget is led through a lesson by; null where a page has no lessons in it. */
declare module "virtual:widget-lesson" {
  const load: (() => Promise<typeof import("./lesson.ts")>) | null;
  export default load;
}

/** The lessons by their names: poster, and data with words. */
declare module "virtual:widget-lessons" {
  import type { Lesson } from "../../lessons/lesson.ts";
  import type { Poster } from "../../widget/poster.ts";

  export const lessons: Readonly<
    Record<
      string,
      {
        readonly poster: () => Promise<{ readonly default: Poster }>;
        readonly lesson: () => Promise<{ readonly default: Lesson }>;
      }
    >
  >;
}

/** The machine's WebAssembly, deflated and in base64. */
declare module "virtual:widget-machine" {
  const packed: string;
  export default packed;
}

/** The guests' files by their paths, each deflated and in base64. */
declare module "virtual:widget-guests" {
  const guests: Readonly<Record<string, () => Promise<{ readonly default: string }>>>;
  export default guests;
}

/** The examples by their names: scenario and poster. */
declare module "virtual:widget-examples" {
  import type { Poster } from "../../widget/poster.ts";

  const examples: Readonly<Record<string, () => Promise<{ readonly default: Poster }>>>;
  export default examples;
}

/** The colours of the themes, as rules for a shadow root. */
declare module "virtual:widget-colours" {
  const css: string;
  export default css;
}
