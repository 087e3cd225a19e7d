import { type Program, settingsWords } from "../guests/programs.ts";
import { boot } from "../machine/boot.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import { Machine } from "../machine/machine.ts";
import type { AlwaysRewritten } from "./rates.ts";

/** The stretches of guest time that are looked at, in milliseconds. */
const STRETCHES_MS = [5, 10, 20, 40, 60, 100, 200, 500, 1000, 2000];
/** Each is looked at so many times, one after the other, since a frame may begin anywhere in it; the median counts. */
const LOOKS = 9;

/** The machine on which it is measured: the least RAM and the scenario's default speed. */
const RAM_BYTES = 256 * PAGE_BYTES;
const INSTRUCTIONS_PER_SECOND = 20_000_000;

/**
 * How many pages a program rewrites beside its working set, by running it: its working set is one page, which is taken
 * out of the count. `isWriting` says whether its workload runs at all; each write then costs it a page of its own.
 */
export function measureRewritten(
  module: WebAssembly.Module,
  program: Program,
  elf: Uint8Array,
  isWriting: boolean,
): AlwaysRewritten {
  const settings = { workingSetPages: 1, dirtyPagesPerSecond: isWriting ? 1000 : 0 };
  const machine = Machine.create(module, {
    ramBytes: RAM_BYTES,
    instructionsPerSecond: INSTRUCTIONS_PER_SECOND,
  });
  boot(machine, {
    kind: "program",
    bytes: elf,
    settingsWords: settingsWords(program, RAM_BYTES / PAGE_BYTES, settings),
  });
  runFor(machine, 1000);
  return STRETCHES_MS.map((ms) => ({ ms, pages: medianDirtied(machine, ms) - (isWriting ? 1 : 0) }));
}

function medianDirtied(machine: Machine, ms: number): number {
  const counts = Array.from({ length: LOOKS }, () => {
    machine.collectDirty();
    runFor(machine, ms);
    return machine.dirtyCount;
  });
  return counts.sort((one, other) => one - other)[(LOOKS - 1) / 2]!;
}

/** Whatever the guest prints meanwhile is not heard. */
function runFor(machine: Machine, ms: number): void {
  const until = machine.cycle + (INSTRUCTIONS_PER_SECOND / 1000) * ms;
  while (machine.cycle < until) machine.run(until - machine.cycle);
}
