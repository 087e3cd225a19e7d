/**
 * The border between TypeScript and the compiled machine. `Machine` alone calls across it, and tests and measurements
 * do by its `internals`. Booleans cross as 0 and 1; a number of 64 bits crosses as a bigint, which may come out
 * negative.
 */

/** What the compiled machine exports; the counterpart of `assembly/index.ts`. */
export interface MachineExports {
  readonly memory: WebAssembly.Memory;
  /** The missing page, the byte that was printed, or the answered request's id, after `run` has returned such an exit. */
  readonly exitValue: WebAssembly.Global<"i32">;
  /** How the missing page was to be accessed: one of the `ACCESS_*` numbers. */
  readonly exitAccess: WebAssembly.Global<"i32">;
  /** Passes at most so many cycles; returns one of the `EXIT_*` numbers. */
  run(budget: number): number;
  pushConsole(byte: number): number;
  pushRequest(id: number, operation: number, key: number, value: number): number;
  /** Makes all pages present and clean, or absent. */
  setAllPages(present: number): void;
  /** Must follow every change that the host makes to the state block: what was derived from it is dropped. */
  stateChanged(): void;
  /** Must follow every change that the host makes to a page's bytes: it is then present and clean. */
  pageArrived(page: number): void;
  /** The same where all of its bytes were made zero. */
  pageCleared(page: number): void;
  /** Makes a page absent, whatever its bytes are. */
  pageLeft(page: number): void;
  markDirty(page: number): void;
  isZeroPage(page: number): number;
  presentCount(): number;
  writtenCount(): number;
  dirtyCount(): number;
  /** These two list pages from `PAGE_LIST_AT` on, begin their log anew, and return how many there are. */
  collectDirty(): number;
  collectChanged(): number;
  /** Writes a bit for every page, whether it has the flag, from `PAGE_LIST_AT` on; `setDirty` reads such bits there. */
  packFlag(flag: number): void;
  setDirty(): void;
  /**
   * xxHash64 of a range of linear memory, of a page, and of the whole machine; `hashPages` brings the kept ones up to
   * date.
   */
  hashRange(start: number, length: number): bigint;
  hashPage(page: number): bigint;
  hashPages(): void;
  hashMachine(): bigint;
  /** Chooses among the `ENGINE_*` bits; guests run alike under all of them. */
  setEngine(flags: number): void;
}

/** A machine without RAM. Throws what WebAssembly throws when there is no memory for it. */
export function instantiate(module: WebAssembly.Module): MachineExports {
  return new WebAssembly.Instance(module, {}).exports as unknown as MachineExports;
}
