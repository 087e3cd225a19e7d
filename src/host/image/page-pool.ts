/**
 * The pages that the images of a host share. Users count their uses by hand, since the pool must tell at any time how
 * many bytes it takes, which the garbage collector would not.
 */

import { PAGE_BYTES } from "../../machine/layout.ts";
import { applyDelta, deltaOf, type PageDelta } from "./page-delta.ts";

/** What the pool itself needs for each page beside its bytes: its hash, its place and its count. An estimate. */
const OVERHEAD = 200;

/** A page in a pool: its bytes, or what makes it of a page that is kept as a whole. */
export type KeptPage = WholePage | LikePage;

interface WholePage {
  readonly hash: bigint;
  readonly bytes: Uint8Array;
  users: number;
}

interface LikePage {
  readonly hash: bigint;
  readonly base: WholePage;
  readonly delta: PageDelta;
  users: number;
}

/**
 * Pages by the xxHash64 of their content: equal pages are kept once, for as long as anybody uses them. A page that is
 * much like one that is here is kept as the difference, so that a run that writes a word into each of many pages can be
 * kept at many moments.
 */
export class PagePool {
  readonly #pages = new Map<bigint, KeptPage>();
  readonly #scratch = new Uint8Array(PAGE_BYTES);
  #bytes = 0;

  /** Bytes that all pages take in the pool, and what its users have counted. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Counts so many bytes more that a user of the pool takes for its own lists of pages; fewer where they are
   * negative.
   */
  count(bytes: number): void {
    this.#bytes += bytes;
  }

  /**
   * Takes a page in; `read` gives its bytes, to be looked at only now, where it is not here yet. It may be much like
   * another one. A page is recognised by its hash alone and its bytes are not compared: two different pages of one
   * run are not expected to share 64 bits.
   */
  keep(hash: bigint, read: () => Uint8Array, like: KeptPage | null = null): KeptPage {
    const kept = this.#pages.get(hash);
    return kept ? this.share(kept) : this.#add(hash, read(), like);
  }

  /** Whether somebody uses a page that was kept once. */
  isKept(page: KeptPage): boolean {
    return page.users > 0;
  }

  /** One user more of a page that is kept. */
  share<Page extends KeptPage>(page: Page): Page {
    page.users++;
    return page;
  }

  /** The bytes of a page that is kept, not to be changed. They are there until the next call. */
  bytesOf(page: KeptPage): Uint8Array {
    if ("bytes" in page) return page.bytes;
    applyDelta(page.base.bytes, page.delta, this.#scratch);
    return this.#scratch;
  }

  /** One user less; the last one takes the page with it. */
  drop(page: KeptPage): void {
    if (--page.users > 0) return;
    this.#pages.delete(page.hash);
    this.#bytes -= sizeOf(page);
    if ("base" in page) this.drop(page.base);
  }

  #add(hash: bigint, bytes: Uint8Array, like: KeptPage | null): KeptPage {
    const page = (like && this.#like(hash, bytes, like)) ?? { hash, bytes: bytes.slice(), users: 1 };
    this.#pages.set(hash, page);
    this.#bytes += sizeOf(page);
    return page;
  }

  /** The page as a difference, or null where it differs in too much. A difference is never one of a difference. */
  #like(hash: bigint, bytes: Uint8Array, like: KeptPage): LikePage | null {
    const base = "base" in like ? like.base : like;
    const delta = this.isKept(base) ? deltaOf(bytes, base.bytes) : null;
    return delta && { hash, base: this.share(base), delta, users: 1 };
  }
}

function sizeOf(page: KeptPage): number {
  return OVERHEAD + ("bytes" in page ? PAGE_BYTES : page.delta.byteLength);
}
