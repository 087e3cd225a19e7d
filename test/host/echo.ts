import { PAGE_BYTES, RAM_START } from "../../src/machine/layout.ts";
import { Machine } from "../../src/machine/machine.ts";
import { add, addi, andi, assemble, bge, ecall, jal, li, slli, sw, to } from "../support/assembler.ts";
import { machineModule } from "../support/machine.ts";

/** Pages of the echo's RAM. Pages 8 to 15 are written all the time, those behind them never. */
export const ECHO_PAGES = 24;
export const ECHO_FIRST = 8;
export const ECHO_COUNT = 8;

/** Cycles in a second of the echo, so that one takes a microsecond. */
export const ECHO_RATE = 1_000_000;

/** A guest that prints what is typed and writes a running number into one of eight pages after the other. */
export const ECHO = assemble(
  ...[li("s1", RAM_START + ECHO_FIRST * PAGE_BYTES), "loop"],
  // The legacy calls of the SBI: 2 reads a byte or answers -1, 1 prints one.
  ...[addi("a7", 0, 2), ecall(), to("typed", (offset) => bge("a0", 0, offset))],
  ...[addi("s0", "s0", 1), andi("t0", "s0", ECHO_COUNT - 1), slli("t0", "t0", 12)],
  ...[add("t0", "t0", "s1"), sw("s0", 0, "t0"), to("loop", (offset) => jal(0, offset))],
  ...["typed", addi("a7", 0, 1), ecall(), to("loop", (offset) => jal(0, offset))],
);

/** A machine that runs the echo. */
export function echoMachine(): Machine {
  const ramBytes = ECHO_PAGES * PAGE_BYTES;
  const machine = Machine.create(machineModule, { ramBytes, instructionsPerSecond: ECHO_RATE });
  machine.writeRam(RAM_START, ECHO);
  machine.reset(RAM_START, 0);
  machine.collectDirty();
  return machine;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
