import { PAGE_BYTES } from "../machine/layout.ts";

interface Kept {
  readonly bytes: Uint8Array;
  users: number;
}

/** Pages by the xxHash64 of their content: equal pages are kept once, for as long as anybody uses them. */
export class PagePool {
  readonly #pages = new Map<bigint, Kept>();

  /** Bytes of all pages in the pool. */
  get bytes(): number {
    return this.#pages.size * PAGE_BYTES;
  }

  /** Takes a page in; `read` gives its bytes where it is not here yet. */
  keep(hash: bigint, read: () => Uint8Array): void {
    const kept = this.#pages.get(hash);
    if (kept) kept.users++;
    else this.#pages.set(hash, { bytes: read(), users: 1 });
  }

  /** The bytes of a page that is kept. Throws where it is not. */
  get(hash: bigint): Uint8Array {
    const kept = this.#pages.get(hash);
    if (!kept) throw new Error(`No page of hash ${hash.toString(16)} is kept.`);
    return kept.bytes;
  }

  /** One user less; the last one takes the page with it. */
  drop(hash: bigint): void {
    const kept = this.#pages.get(hash);
    if (kept && --kept.users === 0) this.#pages.delete(hash);
  }
}
