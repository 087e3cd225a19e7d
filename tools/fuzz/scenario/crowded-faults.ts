import { PHASES } from "../../../src/migration/output.ts";
import { UNTIL_MS } from "../../../src/scenario/scenario.ts";
import type { Draw } from "./draw.ts";
import { anyFault, randomFaults } from "./random-faults.ts";
import { type FaultData, type MomentData, number, type ScenarioData } from "./scenario-data.ts";

/** Flapping: a path fails and returns dozens of times, at gaps about as long as what the protocol waits for. */
export function flapping(draw: Draw, { migration = {}, untilMs = UNTIL_MS }: ScenarioData): FaultData[] {
  const heartbeat = number(migration, "heartbeatMs", 1000);
  const pairs = draw.pick([
    [["cutLink", "healLink"]],
    [["cutLink", "healLink"]],
    [["stopDatastore", "healDatastore"]],
    [
      ["cutLink", "healLink"],
      ["stopDatastore", "healDatastore"],
    ],
  ]);
  const gap = heartbeat * draw.pick([0.01, 0.1, 0.24, 0.26, 0.5, 0.9, 1, 1.1, 2.5]);
  const times = Array.from({ length: draw.between(6, 40) }, () => gap * draw.pick([0.1, 0.5, 1, 1, 1, 1.5]));
  const begin = draw.chance(0.5) ? null : draw.tenths(0, untilMs);
  const phase = draw.pick(PHASES);
  return pairs.flatMap((pair) => {
    let after = draw.chance(0.5) ? 0 : draw.tenths(0, Math.max(1, 2 * heartbeat));
    return times.map((time, index): FaultData => {
      const at: MomentData = begin === null ? { phase, afterMs: after } : { ms: begin + after };
      after += time;
      return { kind: pair[index % 2]!, at };
    });
  });
}

/** Many faults at one tick, in an order that is drawn; a second tick may follow. */
export function allAtOnce(draw: Draw, { untilMs = UNTIL_MS }: ScenarioData): FaultData[] {
  const moments = Array.from({ length: draw.between(1, 3) }, (): MomentData => {
    if (draw.chance(0.3)) return { ms: draw.tenths(0, untilMs) };
    if (draw.chance(0.2)) return { round: draw.between(1, 3) };
    return { phase: draw.pick(PHASES), afterMs: draw.pick([0, 0, draw.tenths(0, 300)]) };
  });
  return moments.flatMap((at) => Array.from({ length: draw.between(2, 12) }, () => anyFault(draw, at)));
}

/** A fault in every phase and some rounds. */
export function everywhere(draw: Draw, { untilMs = UNTIL_MS }: ScenarioData): FaultData[] {
  const phases = PHASES.map((phase): MomentData => ({ phase, afterMs: draw.pick([0, 0, 1, 20]) }));
  const rounds = [1, 2, 3].map((round): MomentData => ({ round }));
  const faults = [...phases, ...rounds].map((at) => anyFault(draw, at, 0.03));
  return [...faults, ...randomFaults(draw, untilMs)];
}
