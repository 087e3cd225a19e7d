/**
 * Where a page begins that was saved as one file: it takes out what it has with it, gives each script an address, and begins
 * with the one that every page begins with. The build puts this into the saved page as a script of its own
 * (`tools/one-file`).
 */
import { ENCLOSED, type Enclosed } from "../one-file/enclosed.ts";
import { ELEMENT, type Payload } from "../one-file/payload.ts";

const { nonce } = document.currentScript!;

async function begin(): Promise<void> {
  const { hash, language, entry, styles, scripts, files } = await payload();
  // Before anything reads the address.
  if (!location.hash) history.replaceState(null, "", hash);
  (globalThis as { [ENCLOSED]?: Enclosed })[ENCLOSED] = { language, files };
  nameAll(scripts);
  await applied(styles);
  await import(/* @vite-ignore */ entry);
}

async function payload(): Promise<Payload> {
  const element = document.getElementById(ELEMENT)!;
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  element.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}

/** Tells the browser which script is meant by which name. */
function nameAll(scripts: Payload["scripts"]): void {
  const named = Object.entries(scripts).map(([name, text]) => [name, addressOf(text, "text/javascript")]);
  const map = document.createElement("script");
  map.type = "importmap";
  map.nonce = nonce;
  map.textContent = JSON.stringify({ imports: Object.fromEntries(named) });
  document.head.append(map);
}

function addressOf(text: string, type: string): string {
  return URL.createObjectURL(new Blob([text], { type }));
}

/** Resolves when the page looks as it should: what is drawn takes its measures and colours from there. */
function applied(styles: string): Promise<unknown> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = addressOf(styles, "text/css");
  const isThere = new Promise((resolve) => link.addEventListener("load", resolve));
  document.head.append(link);
  return isThere;
}

void begin();
