import { toBase64 } from "../experiment/base64.ts";
import { deflate } from "../experiment/deflate.ts";
import { FOLDER } from "./enclosed.ts";
import type { Parts } from "./parts.ts";
import { edited, fontsIn, type Payload, withFonts } from "./payload.ts";

/** What a saved page is to be. */
export interface Wanted extends Pick<Payload, "hash" | "language"> {
  /** By this one word alone the page's own scripts are known: digits and letters that nobody can guess. */
  readonly nonce: string;
  /** Texts beside the files of the build, by their paths below its folder. */
  readonly beside: Readonly<Record<string, string>>;
}

/** The bytes of a file of the build, by its path. Rejects where it cannot be had. */
export type ReadPart = (file: string) => Promise<Uint8Array>;

/** The largest that a saved page may be, in bytes: it goes by messenger and lies on a memory stick. */
export const MOST_BYTES = 1_500_000;

const TYPES: Readonly<Record<string, string>> = {
  woff2: "font/woff2",
  wasm: "application/wasm",
  json: "application/json",
};

/** The whole lab as the text of one HTML file, which needs nothing beside it. Rejects where a part cannot be read. */
export async function oneFile(parts: Parts, wanted: Wanted, read: ReadPart): Promise<string> {
  const { hash, language, nonce, beside } = wanted;
  const [styles, scripts, files] = await Promise.all([
    stylesOf(parts, read),
    Promise.all(
      parts.scripts.map(async ({ file, edits }) => [FOLDER + file, edited(textOf(await read(file)), edits)]),
    ),
    Promise.all(parts.files.map(async (file) => [FOLDER + file, dataOf(file, await read(file))])),
  ]);
  const texts = Object.entries(beside).map(([file, text]) => [FOLDER + file, dataOf(file, bytesOf(text))]);
  const payload: Payload = {
    hash,
    language,
    entry: FOLDER + parts.entry,
    styles,
    scripts: Object.fromEntries(scripts),
    files: Object.fromEntries([...files, ...texts]),
  };
  const [beforeNonce, beforePayload, ...rest] = parts.page;
  const packed = base64Of(await deflate(bytesOf(JSON.stringify(payload))));
  return [beforeNonce, nonce, beforePayload, packed, rest.join(nonce)].join("");
}

/** All style sheets as one, with the fonts in it. */
async function stylesOf({ styles }: Parts, read: ReadPart): Promise<string> {
  const text = (await Promise.all(styles.map(async (file) => textOf(await read(file))))).join("\n");
  const fonts = [...new Set(fontsIn(text))];
  const addresses = await Promise.all(
    fonts.map(async (font) => [font, dataOf(font, await read(`assets/${font}`))] as const),
  );
  return withFonts(text, new Map(addresses));
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (text: string) => new TextEncoder().encode(text);

function dataOf(file: string, bytes: Uint8Array): string {
  const type = TYPES[file.slice(file.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return `data:${type};base64,${base64Of(bytes)}`;
}

/** In the digits that `atob` and `data:` addresses take. */
function base64Of(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("-", "+").replaceAll("_", "/");
}
