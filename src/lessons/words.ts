/**
 * The words of a lesson in one language, as a small tree: whoever shows it can show nothing else, no address is fetched and
 * no markup of a stranger's comes through.
 */

/** Words within a paragraph. A `value` is an expression whose text stands there. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly expression: string; readonly line: number }
  | { readonly kind: "strong" | "emphasis"; readonly inlines: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  /** A term where it is explained, or looked up again: its name in `terms.ts`. */
  | { readonly kind: "term"; readonly id: string; readonly inlines: readonly Inline[] }
  /** A lesson, a view, a run of this page. */
  | { readonly kind: "link"; readonly to: string; readonly inlines: readonly Inline[] };

export type Block =
  | { readonly kind: "paragraph"; readonly inlines: readonly Inline[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] };

/** What stands under a heading of the file. */
export interface Section {
  /** The line of the heading, from 1 on. */
  readonly line: number;
  readonly blocks: readonly Block[];
}

/** All sections by their headings: `title`, `question`, `ask`, `option.ID`, `explain` and so on. */
export interface Words {
  readonly language: string;
  readonly title: string;
  readonly sections: Readonly<Record<string, Section>>;
}

/** What a list shows of a lesson: nothing of it comes from a run. */
export interface LessonHead {
  readonly id: string;
  /** The language of the words. */
  readonly language: string;
  readonly title: string;
  readonly question: readonly Block[];
}
