/** A point of virtual time, or a stretch of it, in nanoseconds. Always a whole number below 2^53. */
export type Tick = number;

/** Ticks in a millisecond. */
export const MILLISECOND = 1_000_000;

/** Ticks in a second. */
export const SECOND = 1_000_000_000;

/**
 * The ticks of a scenario's milliseconds, rounded up; scenarios may name fractions of a millisecond. What is a whole
 * number of ticks but for the rounding of the multiplication stays that number.
 */
export function fromMilliseconds(milliseconds: number): Tick {
  const ticks = milliseconds * MILLISECOND;
  const nearest = Math.round(ticks);
  return Math.abs(ticks - nearest) < 1e-4 ? nearest : Math.ceil(ticks);
}

/** The milliseconds of some ticks, fractions included. */
export function toMilliseconds(ticks: Tick): number {
  return ticks / MILLISECOND;
}

/** How long `cycles` of guest time last, in ticks, rounded up. Exact for any product: it computes in 64 bits. */
export function ticksOfCycles(cycles: number, cyclesPerSecond: number): Tick {
  const rate = BigInt(cyclesPerSecond);
  return Number((BigInt(cycles) * BigInt(SECOND) + rate - 1n) / rate);
}

/** How many whole cycles of guest time fit into `ticks`; the inverse of {@link ticksOfCycles}. */
export function cyclesInTicks(ticks: Tick, cyclesPerSecond: number): number {
  return Number((BigInt(ticks) * BigInt(cyclesPerSecond)) / BigInt(SECOND));
}

/** The bytes per second of a scenario's bandwidth: whole, so that the arithmetic stays exact, and at least one. */
export function fromMebibytesPerSecond(mebibytesPerSecond: number): number {
  return Math.max(1, Math.floor(mebibytesPerSecond * 1024 * 1024));
}

/** How long `bytes` take at `bytesPerSecond`, in ticks, rounded up. */
export function ticksOfBytes(bytes: number, bytesPerSecond: number): Tick {
  const rate = BigInt(bytesPerSecond);
  return Number((BigInt(bytes) * BigInt(SECOND) + rate - 1n) / rate);
}

/** How many whole bytes have passed after `ticks` at `bytesPerSecond`; the inverse of {@link ticksOfBytes}. */
export function bytesInTicks(ticks: Tick, bytesPerSecond: number): number {
  return Number((BigInt(ticks) * BigInt(bytesPerSecond)) / BigInt(SECOND));
}
