import { shortDecimal } from "../../language/numbers.ts";

/** Below this many milliseconds a span is told in milliseconds: "0.02 s" would say too little. */
const SHORT_MS = 100;

/** A span of virtual time in as few signs as tell it: "23 ms", "0.66 s", "4.24 s". */
export function spanWords(ms: number): string {
  if (Math.round(ms) < SHORT_MS) return `${shortDecimal(ms, ms > 0 && ms < 10 ? 1 : 0)} ms`;
  return `${shortDecimal(ms / 1000, 2)} s`;
}

/** A limit that somebody has set, as exactly as it was set: "0.5 s", "10 ms", "0.505 s". */
export function limitWords(ms: number): string {
  return ms < SHORT_MS ? `${shortDecimal(ms, 3)} ms` : `${shortDecimal(ms / 1000, 6)} s`;
}

/**
 * A span that is set beside a limit: rounded away from it, so that one that is longer never reads as the limit itself, and
 * one that fits never as more.
 */
export function besideLimit(ms: number, limitMs: number): string {
  const step = Math.round(ms) < SHORT_MS ? (ms < 10 ? 0.1 : 1) : 10;
  const steps = ms / step;
  const isWhole = Math.abs(steps - Math.round(steps)) < 1e-6;
  const rounded = isWhole ? Math.round(steps) : ms > limitMs ? Math.ceil(steps) : Math.floor(steps);
  return spanWords(rounded * step);
}
