import { describeExit, type RunExit } from "./exit.ts";
import * as L from "./layout.ts";
import { instantiate, type MachineExports } from "./module.ts";
import { checkSettings, type MachineSettings } from "./settings.ts";
import { checkState } from "./state-check.ts";

export type { PageAccess, RunExit } from "./exit.ts";
export { PAGE_BYTES, RAM_START } from "./layout.ts";
export type { MachineSettings } from "./settings.ts";

/** A picture in guest RAM: 32-bit pixels, 0x00RRGGBB, row after row. */
export interface Framebuffer {
  /** Physical address of the first pixel. */
  readonly address: number;
  readonly width: number;
  readonly height: number;
}

/** A change of a settings word in the device block: which of the 16, from 0, and its new value of 32 bits. */
export interface SettingWrite {
  readonly index: number;
  readonly word: number;
}

/** A request of the client, as it lies in the guest's mailbox: four words of 32 bits. */
export interface GuestRequest {
  readonly id: number;
  readonly operation: number;
  readonly key: number;
  readonly value: number;
}

/** How many inputs have come into a machine's queues: bytes at its console, requests in its mailbox. */
export interface Received {
  readonly typed: number;
  readonly requests: number;
}

/** Linear memory grows in pages of this size, which WebAssembly fixes. */
const WASM_PAGE_BYTES = 65536;
/** Where the registers a0 and a1 lie: x10 and x11. */
const A0_AT = L.REGISTERS_AT + 4 * 10;
const A1_AT = L.REGISTERS_AT + 4 * 11;
const SUPERVISOR = 1;
const ALL_COUNTERS = 7;
/** Tells the hashes of two pieces of bytes in one order from those in the other; the first prime of xxHash32. */
const PIECE_PRIME = 0x9e3779b1;
/** What a copy of a machine knows of its pages; what was decoded from them or translated through them it does not. */
const COPIED_FLAGS = L.PAGE_PRESENT | L.PAGE_DIRTY | L.PAGE_CHANGED | L.PAGE_UNHASHED | L.PAGE_TOUCHED;

/** A RISC-V computer. All of its state lies in its own WebAssembly memory; see `docs/architecture.md`. */
export class Machine {
  readonly settings: MachineSettings;
  /** Pages of RAM. */
  readonly pageCount: number;
  /** Counted by the queues themselves and not by what was to be put there. It is no part of the guest's state. */
  received: Received = { typed: 0, requests: 0 };
  readonly #module: WebAssembly.Module;
  readonly #exports: MachineExports;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  /**
   * A machine whose RAM is zero, present and clean, reset to begin at the start of RAM.
   * Throws a RangeError for settings out of range, or when the platform has no memory left.
   */
  static create(module: WebAssembly.Module, settings: MachineSettings): Machine {
    checkSettings(settings);
    return new Machine(module, { ...settings });
  }

  private constructor(module: WebAssembly.Module, settings: MachineSettings) {
    this.settings = settings;
    this.pageCount = settings.ramBytes / L.PAGE_BYTES;
    this.#module = module;
    this.#exports = instantiate(module);
    this.#exports.memory.grow(Math.ceil(settings.ramBytes / WASM_PAGE_BYTES));
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#view = new DataView(this.#exports.memory.buffer);
    this.reset(L.RAM_START, 0);
    this.#exports.setAllPages(1);
  }

  /**
   * Sets CPU, counters and devices as they are when a guest starts at `entry`: supervisor mode, no translation,
   * a0 = 0 and a1 = `deviceTree`. RAM keeps its bytes. `settingsWords` are up to 16 words for the device block.
   */
  reset(entry: number, deviceTree: number, settingsWords: readonly number[] = []): void {
    if (entry & 3) throw new RangeError(`the entry 0x${entry.toString(16)} is not a multiple of 4`);
    if (settingsWords.length > L.SETTINGS_WORDS) {
      throw new RangeError(`${settingsWords.length} settings words given, at most ${L.SETTINGS_WORDS} fit`);
    }
    this.#bytes.fill(0, L.STATE_AT, L.STATE_AT + L.STATE_BYTES);
    this.#set(L.MAGIC_AT, L.MAGIC);
    this.#set(L.VERSION_AT, L.STATE_VERSION);
    this.#set(L.RAM_BYTES_AT, this.settings.ramBytes);
    this.#set64(L.INSTRUCTIONS_PER_SECOND_AT, BigInt(this.settings.instructionsPerSecond));
    this.#set64(L.COMPARE_AT, 0xffff_ffff_ffff_ffffn);
    this.#set(L.PC_AT, entry);
    this.#set(L.PRIVILEGE_AT, SUPERVISOR);
    // User mode may read the counters, as firmware leaves it: the C library reads `time` without a system call.
    this.#set(L.SCOUNTEREN_AT, ALL_COUNTERS);
    this.#set(A0_AT, 0);
    this.#set(A1_AT, deviceTree);
    settingsWords.forEach((word, index) => {
      this.#set(L.SETTINGS_AT + 4 * index, word);
    });
    this.#exports.stateChanged();
  }

  /**
   * Writes a settings word, 32 bits, between two cycles. The supervisor's external interrupt is pending until the guest has
   * taken note of it.
   */
  writeSetting({ index, word }: SettingWrite): void {
    if (!Number.isInteger(index) || index < 0 || index >= L.SETTINGS_WORDS)
      throw new RangeError(`there is no settings word ${index}; there are ${L.SETTINGS_WORDS}`);
    this.#set(L.SETTINGS_AT + 4 * index, word);
    this.#set(L.SETTINGS_CHANGED_AT, 1);
  }

  /**
   * Runs the guest until `cycles` have passed or something happens before. A whole number below 2^53.
   * A machine that has shut down passes no cycles and says so again.
   */
  run(cycles: number): RunExit {
    if (!Number.isSafeInteger(cycles) || cycles < 0) throw new RangeError(`cannot run ${cycles} cycles`);
    let left = cycles;
    for (;;) {
      // The module returns after so many instructions even where nothing happened; that is no exit of the guest.
      const before = this.cycle;
      const exit = this.#exports.run(left);
      if (exit !== L.EXIT_SLICE) return describeExit(exit, this.#exports);
      left -= this.cycle - before;
    }
  }

  /** Cycles that have passed since the reset. */
  get cycle(): number {
    return this.#count(L.CYCLE_AT);
  }

  /** Instructions that have retired since the reset. */
  get retired(): number {
    return this.#count(L.RETIRED_AT);
  }

  /** Whether the guest has shut itself down. */
  get isShutDown(): boolean {
    return this.#get(L.SHUT_DOWN_AT) !== 0;
  }

  /** Bytes for which the console input has room. */
  get consoleRoom(): number {
    return L.CONSOLE_BYTES - this.#get(L.CONSOLE_COUNT_AT);
  }

  /** Appends to the console input. Throws a RangeError, and appends nothing, when not all of it has room. */
  pushConsole(bytes: Uint8Array): void {
    const room = this.consoleRoom;
    if (bytes.length > room) {
      throw new RangeError(`the console input has room for ${room} bytes, not for ${bytes.length}`);
    }
    for (const byte of bytes) this.#exports.pushConsole(byte);
    const { typed, requests } = this.received;
    this.received = { typed: typed + room - this.consoleRoom, requests };
  }

  /** Requests for which the mailbox has room. */
  get requestRoom(): number {
    return L.REQUESTS_MAX - this.#get(L.REQUEST_COUNT_AT);
  }

  /** Puts a request into the guest's mailbox. Throws a RangeError where there is no room for it. */
  pushRequest({ id, operation, key, value }: GuestRequest): void {
    const room = this.requestRoom;
    if (!this.#exports.pushRequest(id, operation, key, value))
      throw new RangeError(`the mailbox is full: ${L.REQUESTS_MAX} requests wait already`);
    const { typed, requests } = this.received;
    this.received = { typed, requests: requests + room - this.requestRoom };
  }

  /** Writes bytes at a physical address, as a boot loader does. The pages must be present; they become dirty. */
  writeRam(address: number, bytes: Uint8Array): void {
    const offset = address - L.RAM_START;
    if (offset < 0 || offset + bytes.length > this.settings.ramBytes) {
      throw new RangeError(`0x${address.toString(16)} and ${bytes.length} bytes from there are not all RAM`);
    }
    if (!bytes.length) return;
    const first = Math.floor(offset / L.PAGE_BYTES);
    const last = Math.floor((offset + bytes.length - 1) / L.PAGE_BYTES);
    // Before a byte is written, so that it is all of them or none.
    for (let page = first; page <= last; page++) {
      if (!this.isPresent(page)) throw new RangeError(`page ${page} is not present`);
    }
    this.#bytes.set(bytes, L.RAM_AT + offset);
    for (let page = first; page <= last; page++) {
      this.#exports.pageArrived(page);
      this.#exports.markDirty(page);
    }
  }

  /** A copy of a page's bytes. */
  readPage(page: number): Uint8Array {
    const at = this.#pageAt(page);
    return this.#bytes.slice(at, at + L.PAGE_BYTES);
  }

  /** A page's bytes where they lie, to be read before anything else is done with the machine. */
  lookAtPage(page: number): Uint8Array {
    const at = this.#pageAt(page);
    return this.#bytes.subarray(at, at + L.PAGE_BYTES);
  }

  /** Copies a page's bytes into `target`, from `offset` on. */
  readPageInto(page: number, target: Uint8Array, offset: number): void {
    const at = this.#pageAt(page);
    target.set(this.#bytes.subarray(at, at + L.PAGE_BYTES), offset);
  }

  /** Gives a page its bytes; it is then present and clean. Throws a RangeError unless there are 4096 of them. */
  writePage(page: number, bytes: Uint8Array): void {
    if (bytes.length !== L.PAGE_BYTES) throw new RangeError(`a page has 4096 bytes, not ${bytes.length}`);
    this.#bytes.set(bytes, this.#pageAt(page));
    this.#exports.pageArrived(page);
  }

  /** Gives a page zeros; it is then present and clean. */
  clearPage(page: number): void {
    const at = this.#pageAt(page);
    // Untouched memory is zero already; leaving it untouched costs the platform no memory.
    if (!this.#exports.isZeroPage(page)) this.#bytes.fill(0, at, at + L.PAGE_BYTES);
    this.#exports.pageCleared(page);
  }

  /** Whether all bytes of a page are zero. */
  isZeroPage(page: number): boolean {
    this.#pageAt(page);
    return this.#exports.isZeroPage(page) !== 0;
  }

  /** Whether the guest can access a page without a `missingPage` exit. */
  isPresent(page: number): boolean {
    return this.#hasFlag(page, L.PAGE_PRESENT);
  }

  /** Takes a page away from the guest. It is then clean, and its bytes mean nothing. */
  setAbsent(page: number): void {
    this.#pageAt(page);
    this.#exports.pageLeft(page);
  }

  /** Takes all pages away from the guest. */
  setAllAbsent(): void {
    this.#exports.setAllPages(0);
  }

  /** How many pages are present. */
  get presentCount(): number {
    return this.#exports.presentCount();
  }

  /** How many pages were ever written, and may not be all zero. */
  get writtenCount(): number {
    return this.#exports.writtenCount();
  }

  /** The pages that were written since the last call, in ascending order. */
  collectDirty(): Uint32Array {
    const count = this.#exports.collectDirty();
    return new Uint32Array(this.#bytes.buffer, L.PAGE_LIST_AT, count).slice();
  }

  /** The pages whose bytes or presence may have changed since the last call; a log of its own beside the dirty one. */
  collectChanged(): Uint32Array {
    const count = this.#exports.collectChanged();
    return new Uint32Array(this.#bytes.buffer, L.PAGE_LIST_AT, count).slice();
  }

  /** A bit for each page whether it is present: 32 pages a word, the first in its lowest bit. */
  presentBits(): Uint32Array {
    return this.#packed(L.PAGE_PRESENT);
  }

  /** A bit for each page whether it is dirty, as in {@link presentBits}. */
  dirtyBits(): Uint32Array {
    return this.#packed(L.PAGE_DIRTY);
  }

  /** Makes exactly the pages dirty whose bits are set, as if the others had never been written. */
  setDirtyBits(bits: Uint32Array): void {
    new Uint32Array(this.#bytes.buffer, L.PAGE_LIST_AT, bits.length).set(bits);
    this.#exports.setDirty();
  }

  #packed(flag: number): Uint32Array {
    this.#exports.packFlag(flag);
    return new Uint32Array(this.#bytes.buffer, L.PAGE_LIST_AT, Math.ceil(this.pageCount / 32)).slice();
  }

  /** Whether a page was written since the last {@link collectDirty}. */
  isDirty(page: number): boolean {
    return this.#hasFlag(page, L.PAGE_DIRTY);
  }

  /** Makes a page dirty, as if it had been written. */
  markDirty(page: number): void {
    this.#pageAt(page);
    this.#exports.markDirty(page);
  }

  /** How many pages {@link collectDirty} would return. */
  get dirtyCount(): number {
    return this.#exports.dirtyCount();
  }

  /** How many dirty pages are not in a bitmap of pages, 32 to a word from the lowest bit up. */
  dirtyOutside(words: Uint32Array): number {
    let count = 0;
    for (let page = 0; page < this.pageCount; page++) {
      const isInside = ((words[page >>> 5]! >>> (page & 31)) & 1) === 1;
      if ((this.#bytes[L.PAGE_FLAGS_AT + page]! & L.PAGE_DIRTY) !== 0 && !isInside) count++;
    }
    return count;
  }

  /** A copy of the state block: all that the guest can observe beside its RAM. */
  saveState(): Uint8Array {
    return this.#bytes.slice(L.STATE_AT, L.STATE_AT + L.STATE_BYTES);
  }

  /** Takes over a saved state block. Throws an error that names both values where it does not fit this machine. */
  loadState(bytes: Uint8Array): void {
    checkState(bytes, this.settings);
    this.#bytes.set(bytes, L.STATE_AT);
    this.#exports.stateChanged();
  }

  /** An independent copy, with the same pages present, dirty and changed. Pages that were never written cost nothing. */
  fork(): Machine {
    const copy = new Machine(this.#module, this.settings);
    copy.loadState(this.saveState());
    copy.#copyPages(this);
    return copy;
  }

  #copyPages(from: Machine): void {
    const here = this.#bytes;
    const there = from.#bytes;
    here.set(there.subarray(L.PAGE_HASHES_AT, L.PAGE_HASHES_AT + 8 * this.pageCount), L.PAGE_HASHES_AT);
    for (let page = 0; page < this.pageCount; page++) {
      const flags = there[L.PAGE_FLAGS_AT + page]!;
      here[L.PAGE_FLAGS_AT + page] = flags & COPIED_FLAGS;
      const at = L.RAM_AT + page * L.PAGE_BYTES;
      if (flags & L.PAGE_TOUCHED) here.set(there.subarray(at, at + L.PAGE_BYTES), at);
    }
    this.setDirtyBits(from.dirtyBits());
  }

  /**
   * xxHash64 of the state block followed by the xxHash64 of each page, as 16 hexadecimal digits. Equal guests have equal
   * hashes. Every page is hashed anew, since guests are compared by it: a page that changed behind the back of the logs is
   * found too, and {@link pageHashes} knows of it afterwards.
   */
  hash(): string {
    return BigInt.asUintN(64, this.#exports.hashMachine()).toString(16).padStart(16, "0");
  }

  /** xxHash64 of every page, in order. Only pages that were written since they were last hashed are hashed. */
  pageHashes(): BigUint64Array {
    this.#exports.hashPages();
    return new BigUint64Array(this.#bytes.buffer, L.PAGE_HASHES_AT, this.pageCount).slice();
  }

  /** xxHash64 of a page. */
  pageHash(page: number): bigint {
    this.#pageAt(page);
    return BigInt.asUintN(64, this.#exports.hashPage(page));
  }

  /**
   * A hash of any bytes, from 0 to 2^32 - 1: the two halves of xxHash64 of each MiB, exclusive or. They are copied into
   * the module's memory, where they are hashed several times as fast as outside of it. The guest notices nothing.
   */
  readonly hashBytes = (bytes: Uint8Array): number => {
    let sum = 0;
    for (let from = 0; from < bytes.length || from === 0; from += L.SCRATCH_BYTES) {
      const piece = bytes.subarray(from, from + L.SCRATCH_BYTES);
      this.#bytes.set(piece, L.PAGE_LIST_AT);
      const hash = this.#exports.hashRange(L.PAGE_LIST_AT, piece.length);
      sum = Math.imul(sum, PIECE_PRIME) ^ Number(BigInt.asIntN(32, hash ^ (hash >> 32n)));
    }
    return sum >>> 0;
  };

  /** The picture that the guest has announced, or null unless all of it lies in RAM. */
  framebuffer(): Framebuffer | null {
    const address = this.#get(L.FRAMEBUFFER_AT);
    const width = this.#get(L.FRAMEBUFFER_AT + 4);
    const height = this.#get(L.FRAMEBUFFER_AT + 8);
    const end = L.RAM_START + this.settings.ramBytes;
    if (address < L.RAM_START || !width || !height || width * height > (end - address) / 4) return null;
    return { address, width, height };
  }

  /** What tests and measurements need beside the guest: the module's exports. */
  get internals(): MachineExports {
    return this.#exports;
  }

  #pageAt(page: number): number {
    if (!Number.isInteger(page) || page < 0 || page >= this.pageCount) {
      throw new RangeError(`there is no page ${page}, only ${this.pageCount} pages`);
    }
    return L.RAM_AT + page * L.PAGE_BYTES;
  }

  #hasFlag(page: number, flag: number): boolean {
    this.#pageAt(page);
    return (this.#bytes[L.PAGE_FLAGS_AT + page]! & flag) !== 0;
  }

  #get(at: number): number {
    return this.#view.getUint32(at, true);
  }

  /** A counter, which never reaches 2^53. It is read at every exit, so no bigint is made of it. */
  #count(at: number): number {
    return this.#view.getUint32(at, true) + this.#view.getUint32(at + 4, true) * 2 ** 32;
  }

  #set(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  #set64(at: number, value: bigint): void {
    this.#view.setBigUint64(at, value, true);
  }
}
