import { EXIT_MISSING_PAGE } from "../layout";

// What ended the straight execution of instructions. Instructions report it here, and the run loop acts on it.

export const EVENT_NONE = 0;
/** The instruction at pc did not complete; the trap is to be entered. */
export const EVENT_TRAP = 1;

export const CAUSE_FETCH_MISALIGNED: u32 = 0;
export const CAUSE_ILLEGAL: u32 = 2;
export const CAUSE_BREAKPOINT: u32 = 3;
export const CAUSE_LOAD_MISALIGNED: u32 = 4;
export const CAUSE_LOAD_ACCESS: u32 = 5;
export const CAUSE_STORE_MISALIGNED: u32 = 6;
export const CAUSE_STORE_ACCESS: u32 = 7;
export const CAUSE_CALL_FROM_USER: u32 = 8;

/** An access or an instruction that completed. */
export const DONE = 0;
/** It did not complete; the event says why, and nothing has changed. */
export const FAULT = 1;
/** It completed, and what comes after it has to be looked up anew. */
export const LEAVE = 2;

/** `EVENT_NONE`, `EVENT_TRAP`, or the exit with which `run` ends. */
export let event: i32 = EVENT_NONE;
export let trapCause: u32 = 0;
export let trapValue: u32 = 0;
/** The missing page's number, the byte that the guest printed, or the id of the request that it answered. */
export let exitValue: u32 = 0;
/** How the missing page was to be accessed. */
export let exitAccess: u32 = 0;

export function clearEvent(): void {
  event = EVENT_NONE;
}

/** Reports a trap. Returns `FAULT` so that callers can pass it on. */
export function trap(cause: u32, value: u32): i32 {
  event = EVENT_TRAP;
  trapCause = cause;
  trapValue = value;
  return FAULT;
}

/** Reports a page of RAM that is not present. Returns `FAULT`. */
export function missing(page: u32, access: u32): i32 {
  exitAccess = access;
  exitWith(EXIT_MISSING_PAGE, page);
  return FAULT;
}

/** Makes `run` end with `exit` as soon as the instruction has completed. Returns `LEAVE`. */
export function exitWith(exit: i32, value: u32): i32 {
  event = exit;
  exitValue = value;
  return LEAVE;
}
