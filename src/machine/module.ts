/** What the compiled machine exports; the counterpart of `assembly/index.ts`. */
export interface MachineExports {
  readonly memory: WebAssembly.Memory;
  /** The missing page, the byte that was printed, or the answered request's id, after `run` has returned such an exit. */
  readonly exitValue: WebAssembly.Global<"i32">;
  readonly exitAccess: WebAssembly.Global<"i32">;
  run(budget: number): number;
  pushConsole(byte: number): number;
  pushRequest(id: number, operation: number, key: number, value: number): number;
  setAllPages(present: number): void;
  stateChanged(): void;
  pageArrived(page: number): void;
  pageCleared(page: number): void;
  pageLeft(page: number): void;
  markDirty(page: number): void;
  isZeroPage(page: number): number;
  presentCount(): number;
  writtenCount(): number;
  dirtyCount(): number;
  collectDirty(): number;
  collectChanged(): number;
  packFlag(flag: number): void;
  setDirty(): void;
  hashRange(start: number, length: number): bigint;
  hashPage(page: number): bigint;
  hashPages(): void;
  hashMachine(): bigint;
  setEngine(flags: number): void;
}

/** A machine without RAM. Throws what WebAssembly throws when there is no memory for it. */
export function instantiate(module: WebAssembly.Module): MachineExports {
  return new WebAssembly.Instance(module, {}).exports as unknown as MachineExports;
}
