import type { Edit } from "./parts.ts";

/** The element of a saved page in which everything lies: a {@link Payload} as JSON, deflated, in base64. */
export const ELEMENT = "one-file";

/** What a saved page is made of. Scripts and files stand under their addresses below the folder that is no folder. */
export interface Payload {
  /** What it opens with where its address says nothing. */
  readonly hash: string;
  readonly language: string;
  /** The address of the script with which the page begins. */
  readonly entry: string;
  readonly styles: string;
  /** The texts of the scripts. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Each as a `data:` address. */
  readonly files: Readonly<Record<string, string>>;
}

/** A script of the build as a saved page has it. */
export function edited(code: string, edits: readonly Edit[]): string {
  let at = 0;
  let text = "";
  for (const [from, to, put] of edits) {
    text += code.slice(at, from) + put;
    at = to;
  }
  return text + code.slice(at);
}

const FONT = /url\((["']?)\.\/([\w.-]+)\1\)/g;

/** The files that a style sheet names beside itself. */
export function fontsIn(style: string): string[] {
  return [...style.matchAll(FONT)].map(([, , name]) => name!);
}

/** A style sheet with other addresses of those files. */
export function withFonts(style: string, addresses: ReadonlyMap<string, string>): string {
  return style.replaceAll(FONT, (_, __, name) => `url(${addresses.get(name)})`);
}
