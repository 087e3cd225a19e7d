import guests from "virtual:widget-guests";
import machine from "virtual:widget-machine";
import type { LabFiles } from "../../browser/lab-files.ts";
import { t } from "../../language/words.ts";
import { quote } from "../../text/quote.ts";

let compiled: Promise<WebAssembly.Module> | null = null;

/**
 * The lab's files as parts of its code: a page may forbid a stranger's script every connection, but not what it lets it
 * import. They are deflated, in letters of base64.
 */
export const packedFiles: LabFiles = {
  machine() {
    compiled ??= inflated(machine).then((bytes) => WebAssembly.compile(bytes));
    return compiled;
  },
  async read(path) {
    const load = guests[path];
    if (!load) throw new Error(t`${quote(path)} is no file in the lab's own folder; it is not fetched.`);
    return inflated((await load()).default);
  },
};

async function inflated(packed: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
