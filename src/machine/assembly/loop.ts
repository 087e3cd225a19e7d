import {
  ENGINE_PLAIN,
  EXIT_BUDGET,
  EXIT_SHUTDOWN,
  EXIT_SLICE,
  SHUT_DOWN_AT,
  SIE_AT,
  SLICE_INSTRUCTIONS,
  WAITING_AT,
} from "../layout";
import { deadline, pendingEnabled, TIMER_PENDING, updateDeadline } from "./clock";
import { clearEvent, EVENT_NONE, EVENT_TRAP, event } from "./event";
import { runFast } from "./fast";
import { runPlainly } from "./plain";
import { cycle, passCycles } from "./state";
import { enterInterrupt, enterTrap, takesInterrupts } from "./traps";

let engine: u32 = 0;

export function useEngine(flags: u32): void {
  engine = flags;
}

/** How many cycles may pass until the timer's interrupt becomes pending; all ones if it is or never will be. */
function cyclesToTimer(): u64 {
  return deadline > cycle() ? deadline - cycle() : u64.MAX_VALUE;
}

/** Waits for an enabled interrupt. Only the timer's can become pending meanwhile: requests come between two calls of `run`. */
function idle(left: u64): void {
  passCycles(load<u32>(SIE_AT) & TIMER_PENDING ? min(left, cyclesToTimer()) : left);
}

function execute(count: u32): void {
  const plainCount = engine & ENGINE_PLAIN ? count : runFast(count);
  if (plainCount) runPlainly(plainCount);
  if (event === EVENT_TRAP) enterTrap();
}

/** Passes at least one and at most `left` cycles, of which at most `slice` execute instructions, or ends at an event. */
function advance(left: u64, slice: u32): void {
  const interrupts = pendingEnabled();
  if (load<u32>(WAITING_AT)) {
    if (!interrupts) return idle(left);
    store<u32>(WAITING_AT, 0);
  }
  if (interrupts && takesInterrupts()) return enterInterrupt(interrupts);
  execute(<u32>min(min(left, <u64>slice), cyclesToTimer()));
}

/** Passes up to `budget` cycles and returns an `EXIT_*` number. */
export function run(budget: f64): i32 {
  let left = <u64>budget;
  let slice: u32 = SLICE_INSTRUCTIONS;
  clearEvent();
  updateDeadline();
  while (true) {
    if (load<u32>(SHUT_DOWN_AT)) return EXIT_SHUTDOWN;
    if (!left) return EXIT_BUDGET;
    if (!slice) return EXIT_SLICE;
    const before = cycle();
    advance(left, slice);
    const passed = cycle() - before;
    left -= passed;
    slice -= <u32>min(passed, <u64>slice);
    if (event !== EVENT_NONE) return event;
  }
}
