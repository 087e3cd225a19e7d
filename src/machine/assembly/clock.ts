import { SETTINGS_CHANGED_AT, SIE_AT, SIP_AT, TIME_FREQUENCY } from "../layout";
import { requestCount } from "./mailbox";
import { compare, cycle, instructionsPerSecond } from "./state";

/** The timer's bit in `sip` and `sie`. */
export const TIMER_PENDING: u32 = 1 << 5;
/** The bit of external interrupts, pending while a request waits or a setting is new. */
const EXTERNAL_PENDING: u32 = 1 << 9;

const NEVER: u64 = u64.MAX_VALUE;

/** The guest's `time`: floor(cycle * 10^7 / instructionsPerSecond), and all ones once that has no room. */
export function time(): u64 {
  const rate = instructionsPerSecond();
  const seconds = cycle() / rate;
  const rest = ((cycle() % rate) * TIME_FREQUENCY) / rate;
  if (seconds > (NEVER - rest) / TIME_FREQUENCY) return NEVER;
  return seconds * TIME_FREQUENCY + rest;
}

/** The first cycle at which `time` has reached the timer compare, or all ones if none does. */
export let deadline: u64 = NEVER;

function computeDeadline(): u64 {
  const rate = instructionsPerSecond();
  const goal = compare();
  if (goal === NEVER) return NEVER;
  const seconds = goal / TIME_FREQUENCY;
  const rest = ((goal % TIME_FREQUENCY) * rate + TIME_FREQUENCY - 1) / TIME_FREQUENCY;
  if (seconds > (NEVER - rest) / rate) return NEVER;
  return seconds * rate + rest;
}

/** Must be called whenever the timer compare or the whole state may have changed. */
export function updateDeadline(): void {
  deadline = computeDeadline();
}

/** `sip`: the bits that software set, the timer's and the device block's. */
export function pending(): u32 {
  const timer: u32 = cycle() >= deadline ? TIMER_PENDING : 0;
  const external: u32 = requestCount() | load<u32>(SETTINGS_CHANGED_AT) ? EXTERNAL_PENDING : 0;
  return load<u32>(SIP_AT) | timer | external;
}

/** The pending interrupts that `sie` enables. */
export function pendingEnabled(): u32 {
  return pending() & load<u32>(SIE_AT);
}
