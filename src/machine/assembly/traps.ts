import { SCAUSE_AT, SEPC_AT, SSTATUS_AT, STVAL_AT, STVEC_AT } from "../layout";
import { clearEvent, trapCause, trapValue } from "./event";
import {
  dropReservation,
  passCycles,
  pc,
  privilege,
  SSTATUS_SIE,
  SSTATUS_SPIE,
  SSTATUS_SPP,
  SUPERVISOR,
  setPc,
  setPrivilege,
  sstatus,
} from "./state";
import { forgetPlainFetch } from "./translation";

const INTERRUPT: u32 = 0x80000000;
const SOFTWARE: u32 = 1;
const TIMER: u32 = 5;
const EXTERNAL: u32 = 9;

/** Enters the trap handler, which takes a cycle, so that even a handler that traps at once uses up its budget. */
function enter(cause: u32, value: u32, handler: u32): void {
  const status = sstatus();
  const kept = status & ~(SSTATUS_SIE | SSTATUS_SPIE | SSTATUS_SPP);
  const wasEnabled = status & SSTATUS_SIE ? SSTATUS_SPIE : 0;
  const cameFrom = privilege() === SUPERVISOR ? SSTATUS_SPP : 0;
  store<u32>(SSTATUS_AT, kept | wasEnabled | cameFrom);
  store<u32>(SEPC_AT, pc());
  store<u32>(SCAUSE_AT, cause);
  store<u32>(STVAL_AT, value);
  setPrivilege(SUPERVISOR);
  setPc(handler);
  dropReservation();
  forgetPlainFetch();
  passCycles(1);
}

function handlers(): u32 {
  return load<u32>(STVEC_AT) & ~3;
}

/** Enters the trap that an instruction has reported. */
export function enterTrap(): void {
  clearEvent();
  enter(trapCause, trapValue, handlers());
}

/** Enters the most urgent of some pending interrupts. */
export function enterInterrupt(interrupts: u32): void {
  const cause = (interrupts >>> EXTERNAL) & 1 ? EXTERNAL : (interrupts >>> SOFTWARE) & 1 ? SOFTWARE : TIMER;
  const isVectored = load<u32>(STVEC_AT) & 1;
  enter(INTERRUPT | cause, 0, handlers() + (isVectored ? cause << 2 : 0));
}

/** Whether the current mode takes interrupts at all. */
export function takesInterrupts(): bool {
  return privilege() !== SUPERVISOR || (sstatus() & SSTATUS_SIE) !== 0;
}

/** `sret`: goes back to where the trap came from. */
export function returnFromTrap(): void {
  const status = sstatus();
  const kept = status & ~(SSTATUS_SIE | SSTATUS_SPP);
  store<u32>(SSTATUS_AT, kept | SSTATUS_SPIE | (status & SSTATUS_SPIE ? SSTATUS_SIE : 0));
  setPrivilege(status & SSTATUS_SPP ? SUPERVISOR : 0);
  setPc(load<u32>(SEPC_AT) & ~3);
  forgetPlainFetch();
}
