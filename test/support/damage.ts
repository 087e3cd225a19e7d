import type { Random } from "../../src/clock/random.ts";

/** How often each kind of damage was done, and how often it was met by who should refuse it. */
export class DamageCount {
  readonly done = new Map<string, number>();

  add(kind: string): void {
    this.done.set(kind, this.of(kind) + 1);
  }

  of(kind: string): number {
    return this.done.get(kind) ?? 0;
  }

  get total(): number {
    return [...this.done.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** A copy of bytes with one bit flipped. */
export function flipped(bytes: Uint8Array, random: Random, from = 0, to = bytes.length): Uint8Array {
  const copy = bytes.slice();
  copy[from + random.below(to - from)]! ^= 1 << random.below(8);
  return copy;
}

/** The beginning of bytes. */
export function truncated(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.slice(0, random.below(bytes.length));
}

/** A place in plain data that can be changed. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

/** Flips one bit of one number, letter or byte somewhere in a copy of plain data. */
export function flippedField<Data extends object>(data: Data, random: Random): Data {
  const copy = structuredClone(data);
  const { holder, name } = pick(placesOf(copy), random);
  const value = holder[name];
  if (value instanceof Uint32Array) value[random.below(value.length)]! ^= 1 << random.below(32);
  else if (typeof value === "number") holder[name] = value ^ (1 << random.below(31));
  else holder[name] = `${String(value)}!`;
  return copy;
}

/** Leaves one field, with all that is in it, out of a copy of plain data. */
export function withoutField<Data extends object>(data: Data, random: Random): Data {
  const copy = structuredClone(data);
  const { holder, name } = pick(placesOf(copy), random);
  if (Array.isArray(holder)) holder.length = Number(name);
  else delete holder[name];
  return copy;
}

function placesOf(value: object): Place[] {
  const holder = value as Record<string, unknown>;
  return Object.entries(value).flatMap(([name, field]) =>
    typeof field === "object" && field !== null && !ArrayBuffer.isView(field)
      ? placesOf(field)
      : [{ holder, name }],
  );
}

function pick(places: readonly Place[], random: Random): Place {
  return places[random.below(places.length)]!;
}
