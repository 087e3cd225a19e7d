/**
 * How the past of a run is kept in little memory. The timeline keeps this thread's records with it, and the hosts'
 * archive theirs. It knows nothing of what they mean: it takes plain data apart and puts it together again. What was
 * kept must never be changed afterwards, as moments share it.
 */

/** Byte arrays from this length on are kept in parts, of which those that have not changed are shared. */
const PART_BYTES = 2048;

/** What the engine takes for a value, a field, and an object beside its fields: estimates. */
const VALUE_BYTES = 8;
const FIELD_BYTES = 24;
const OBJECT_BYTES = 48;

interface Part {
  readonly bytes: Uint8Array;
  /** How many kept records hold it; what none of them holds is no longer counted. */
  users: number;
}

type View = Uint8Array | Uint32Array | BigUint64Array;
type ViewMaker = new (buffer: ArrayBuffer) => View;

/** A long byte array in parts. */
class Parts {
  readonly make: ViewMaker;
  readonly length: number;
  readonly parts: readonly Part[];

  constructor(make: ViewMaker, length: number, parts: readonly Part[]) {
    this.make = make;
    this.length = length;
    this.parts = parts;
  }

  whole(): View {
    const bytes = new Uint8Array(this.length);
    for (const [index, part] of this.parts.entries()) bytes.set(part.bytes, index * PART_BYTES);
    return new this.make(bytes.buffer);
  }
}

/** Plain data that a keeper keeps. */
export interface Kept<Copied, Shared> {
  /** A copy of what may change, whose long arrays lie in parts; for the keeper only. */
  readonly tree: unknown;
  /** What never changes, as it was given. */
  readonly shared: Shared;
  /** Bytes of it that nobody shares. */
  readonly bytes: number;
  readonly parts: readonly Part[];
  readonly buffers: ReadonlySet<ArrayBufferLike>;
  /** Only for the type of what is given back. */
  readonly copied?: Copied;
}

/**
 * Keeps plain data as it was at several moments, and counts what all of that takes: records are copied, long byte arrays
 * are shared part by part with the moment before, and what never changes is only counted, once.
 */
export class Keeper<Copied, Shared> {
  #bytes = 0;
  #last: Kept<Copied, Shared> | null = null;
  readonly #users = new Map<ArrayBufferLike, number>();

  /** Bytes of all that is kept; an estimate where it is not made of byte arrays. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps a copy of `copied`, and `shared` itself, nothing of which may change any more. */
  keep(copied: Copied, shared: Shared): Kept<Copied, Shared> {
    const taking = new Taking();
    const tree = taking.copy(copied, this.#last?.tree);
    taking.count(shared);
    const { own, parts, buffers } = taking;
    const kept = { tree, shared, bytes: own, parts, buffers };
    this.#use(kept);
    const before = this.#last;
    // The last one is kept a second time, at no cost of its own, so that what is kept next can share its parts even if
    // it is dropped.
    this.#last = { ...kept, bytes: 0 };
    this.#use(this.#last);
    if (before) this.drop(before);
    return kept;
  }

  /** An independent copy of what was kept. */
  copyOf({ tree }: Kept<Copied, Shared>): Copied {
    return rebuilt(tree) as Copied;
  }

  /** It is of no more use. */
  drop({ bytes, parts, buffers }: Kept<Copied, Shared>): void {
    this.#bytes -= bytes;
    for (const part of parts) if (--part.users === 0) this.#bytes -= part.bytes.byteLength;
    for (const buffer of buffers) {
      const users = this.#users.get(buffer)! - 1;
      if (users > 0) this.#users.set(buffer, users);
      else this.#users.delete(buffer);
      if (users === 0) this.#bytes -= buffer.byteLength;
    }
  }

  #use({ bytes, parts, buffers }: Kept<Copied, Shared>): void {
    this.#bytes += bytes;
    for (const part of parts) if (part.users++ === 0) this.#bytes += part.bytes.byteLength;
    for (const buffer of buffers) {
      const users = this.#users.get(buffer) ?? 0;
      this.#users.set(buffer, users + 1);
      if (users === 0) this.#bytes += buffer.byteLength;
    }
  }
}

/** One taking of data. */
class Taking {
  /** Bytes that nobody shares. */
  own = 0;
  readonly parts: Part[] = [];
  readonly buffers = new Set<ArrayBufferLike>();

  /** A copy that shares the parts of long arrays with `before`, which was copied at the same place. */
  copy(value: unknown, before: unknown): unknown {
    this.own += VALUE_BYTES;
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof BigUint64Array) return this.#sharedView(value);
    if (ArrayBuffer.isView(value)) return this.#view(value as View, before);
    this.own += OBJECT_BYTES;
    if (Array.isArray(value))
      return value.map((each, index) => this.copy(each, (before as unknown[] | undefined)?.[index]));
    if (value instanceof Map) return this.#map(value, before);
    if (value instanceof Set) return new Set([...value].map((each) => this.copy(each, undefined)));
    return this.#record(value as Record<string, unknown>, before as Record<string, unknown> | undefined);
  }

  /** Counts what is not copied. */
  count(value: unknown): void {
    this.own += VALUE_BYTES;
    if (typeof value !== "object" || value === null) return;
    if (ArrayBuffer.isView(value)) {
      this.buffers.add(value.buffer);
      return;
    }
    this.own += OBJECT_BYTES;
    if (value instanceof Map) for (const [key, each] of value) this.#countBoth(key, each);
    else for (const each of value instanceof Set ? value : Object.values(value)) this.count(each);
  }

  #countBoth(key: unknown, value: unknown): void {
    this.count(key);
    this.count(value);
  }

  #map(value: ReadonlyMap<unknown, unknown>, before: unknown): Map<unknown, unknown> {
    const last = before instanceof Map ? before : undefined;
    this.own += FIELD_BYTES * value.size;
    return new Map([...value].map(([key, each]) => [key, this.copy(each, last?.get(key))]));
  }

  #record(value: Record<string, unknown>, before: Record<string, unknown> | undefined): unknown {
    const copied: Record<string, unknown> = {};
    for (const [key, each] of Object.entries(value)) copied[key] = this.copy(each, before?.[key]);
    return copied;
  }

  /** Nothing in the lab changes a list of big integers once it is made. */
  #sharedView(view: BigUint64Array): BigUint64Array {
    this.buffers.add(view.buffer);
    return view;
  }

  #view(view: View, before: unknown): unknown {
    if (view.byteLength < PART_BYTES) {
      this.own += OBJECT_BYTES + view.byteLength;
      return view.slice();
    }
    // Arrays of other lengths have no places in common.
    const last = before instanceof Parts && before.length === view.byteLength ? before.parts : [];
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const parts: Part[] = [];
    for (let from = 0; from < bytes.length; from += PART_BYTES)
      parts.push(partOf(bytes.subarray(from, from + PART_BYTES), last[parts.length]));
    this.own += (OBJECT_BYTES + VALUE_BYTES) * parts.length;
    this.parts.push(...parts);
    return new Parts(view.constructor as ViewMaker, view.byteLength, parts);
  }
}

/** The part from before where it holds the same bytes, else a new one. */
function partOf(bytes: Uint8Array, before: Part | undefined): Part {
  return before && isEqual(bytes, before.bytes) ? before : { bytes: bytes.slice(), users: 0 };
}

/** Whether two pieces hold the same bytes; four at a time where they lie on borders of words. */
function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.byteOffset % 4 !== 0 || one.byteLength % 4 !== 0)
    return one.every((byte, at) => byte === other[at]);
  const here = new Uint32Array(one.buffer, one.byteOffset, one.byteLength / 4);
  const there = new Uint32Array(other.buffer, other.byteOffset, other.byteLength / 4);
  for (let at = 0; at < here.length; at++) if (here[at] !== there[at]) return false;
  return true;
}

/** A copy of a tree with its long arrays in one piece again. */
function rebuilt(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof BigUint64Array) return value;
  if (value instanceof Parts) return value.whole();
  if (Array.isArray(value)) return value.map(rebuilt);
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, rebuilt(each)]));
  if (value instanceof Set) return new Set(value);
  if (ArrayBuffer.isView(value)) return (value as View).slice();
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rebuilt(each)]));
}
