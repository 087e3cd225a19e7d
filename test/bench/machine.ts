/**
 * How fast guests run: millions of instructions per second of four programs, under the plain loop, with decoded pages,
 * with fusion, and with a bounds check in the place of tracked translations. Rounds are interleaved in one process, so
 * ratios are comparable even when the computer is busy.
 *
 * usage: node tools/run.mjs test/bench/machine.ts [rounds]
 */

import { boot } from "../../src/machine/boot.ts";
import { ENGINE_PLAIN, ENGINE_UNFUSED } from "../../src/machine/layout.ts";
import { Machine } from "../../src/machine/machine.ts";
import { compileMachine } from "../../src/node/assemble.ts";
import { KERNELS, readKernels } from "./kernels.ts";

const ROUNDS = Number(process.argv[2] ?? 9);
const SETTINGS = { ramBytes: 16 << 20, instructionsPerSecond: 20_000_000 };
interface Variant {
  readonly name: string;
  readonly engine: number;
  readonly tracking: boolean;
}

const VARIANTS: readonly Variant[] = [
  { name: "plain", engine: ENGINE_PLAIN, tracking: true },
  { name: "decoded", engine: ENGINE_UNFUSED, tracking: true },
  { name: "fused", engine: 0, tracking: true },
  { name: "untracked", engine: 0, tracking: false },
];

/**
 * Runs a program to its end and returns its speed in millions of instructions per second of processor time, which
 * depends less on what else the computer does than the time on the wall.
 */
function measure(module: WebAssembly.Module, engine: number, bytes: Uint8Array): number {
  const machine = Machine.create(module, SETTINGS);
  machine.internals.setEngine(engine);
  boot(machine, { kind: "program", bytes });
  const begin = process.cpuUsage();
  while (machine.run(1e9).kind !== "shutdown")
    if (machine.cycle > 1e9) throw new Error("a program does not end");
  const { user, system } = process.cpuUsage(begin);
  return machine.retired / (user + system);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

const modules = {
  tracked: new WebAssembly.Module(await compileMachine()),
  untracked: new WebAssembly.Module(await compileMachine({ tracking: false })),
};
const kernels = readKernels();
/** For each program, for each variant, the speeds of all rounds. */
const speeds = KERNELS.map(() => VARIANTS.map((): number[] => []));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [index, kernel] of kernels.entries()) {
    for (let turn = 0; turn < VARIANTS.length; turn++) {
      // Each round begins with another variant, so that none always comes after the same one.
      const place = (round + turn) % VARIANTS.length;
      const { engine, tracking } = VARIANTS[place]!;
      const speed = measure(tracking ? modules.tracked : modules.untracked, engine, kernel);
      // The first round only warms up.
      if (round) speeds[index]![place]!.push(speed);
    }
  }
}

/** The median over the rounds of the ratio between two variants in the same round. */
function ratio(index: number, above: string, below: string): number {
  const of = (name: string) => speeds[index]![VARIANTS.findIndex((variant) => variant.name === name)]!;
  return median(of(above).map((speed, round) => speed / of(below)[round]!));
}

function row(index: number): Record<string, string> {
  const cells = VARIANTS.map(({ name }, place) => {
    const values = speeds[index]![place]!;
    return [name, `${median(values).toFixed(0)} (${Math.max(...values).toFixed(0)})`];
  });
  return {
    ...Object.fromEntries(cells),
    "decoded/plain": ratio(index, "decoded", "plain").toFixed(2),
    "fused/plain": ratio(index, "fused", "plain").toFixed(2),
    "tracking cost": `${(100 * (1 - ratio(index, "fused", "untracked"))).toFixed(0)} %`,
  };
}

console.log(`guest MIPS: median (best) of ${ROUNDS} interleaved rounds; ratios: median of each round's`);
console.table(Object.fromEntries(KERNELS.map((name, index) => [name, row(index)])));
