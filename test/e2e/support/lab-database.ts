import type { Page } from "@playwright/test";

/** What the database of a lab holds, slot by slot. */
export interface DatabaseContents {
  readonly owner: { readonly owner: string; readonly epoch: number };
  /** Null where no Quick Resume file is there. */
  readonly shape: { readonly epoch: number; readonly chunks: number; readonly chunkBytes: number } | null;
  readonly forward: readonly Buffer[];
  readonly back: readonly Buffer[];
}

/** Reads the one lab database of a page with the browser's own interface, not with the lab's code. */
export async function readLabDatabase(page: Page): Promise<DatabaseContents> {
  const { forward, back, ...records } = await page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const labs = names.filter((name) => name.startsWith("quick-resume-lab "));
    if (labs.length !== 1) throw new Error(`One lab has one database; found ${JSON.stringify(names)}.`);
    const database = await settled(indexedDB.open(labs[0]!));
    const transaction = database.transaction(["owner", "file", "forward", "back"]);
    const base64 = (bytes: Uint8Array) =>
      btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    const slots = async (ring: "forward" | "back") =>
      (await settled<Uint8Array[]>(transaction.objectStore(ring).getAll())).map(base64);
    const [owner, shape, forward, back] = await Promise.all([
      settled(transaction.objectStore("owner").get("record")),
      settled(transaction.objectStore("file").get("shape")),
      slots("forward"),
      slots("back"),
    ]);
    database.close();
    return { owner, shape: shape ?? null, forward, back };
  });
  const bytesOf = (text: string) => Buffer.from(text, "base64");
  return { ...records, forward: forward.map(bytesOf), back: back.map(bytesOf) };
}
