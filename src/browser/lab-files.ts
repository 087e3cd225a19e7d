import { t } from "../language/words.ts";
import wasmUrl from "../machine/build/machine.wasm?url";
import { fetchOwn } from "./own-files.ts";

/** The lab's own files, wherever a page has them. Both reject with the reason where a file cannot be had. */
export interface LabFiles {
  /** The machine, compiled. */
  machine(): Promise<WebAssembly.Module>;
  /** The bytes of a file by its path in the lab's folder. */
  read(path: string): Promise<Uint8Array>;
}

/** The files that lie beside a page at `base`, or in it where it was saved as one file. The machine is compiled once. */
export function filesBeside(base: string): LabFiles {
  let compiled: Promise<WebAssembly.Module> | null = null;
  return {
    machine() {
      compiled ??= fetchBytes(wasmUrl, base)
        .then((bytes) => WebAssembly.compile(bytes))
        .catch((error) => {
          // What failed is tried again by the next session.
          compiled = null;
          throw error;
        });
      return compiled;
    },
    read: (path) => fetchBytes(path, base),
  };
}

async function fetchBytes(path: string, base: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(path, base);
  const answer = await fetchOwn(url).catch(() => null);
  if (answer?.ok) return new Uint8Array(await answer.arrayBuffer());
  const reason = answer ? t`status ${answer.status}` : t`the server cannot be reached`;
  throw new Error(t`The lab's file ${url.pathname} could not be loaded (${reason}).`);
}
