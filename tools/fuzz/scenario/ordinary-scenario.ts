import { BREAKOUT_KEYS, OWN_PAGES, PROGRAM_NAMES, SCREEN_PAGES } from "../../../src/guests/programs.ts";
import type { StopRule } from "../../../src/migration/settings.ts";
import { STRATEGY_NAMES } from "../../../src/migration/strategy.ts";
import { type Draw, weightedBy } from "./draw.ts";
import { randomFaults } from "./random-faults.ts";
import type { FaultData, Fields, ScenarioData } from "./scenario-data.ts";

const LONGEST_MS = 5000;
const PAGES_OF_A_MEBIBYTE = 256;

/** How often each is drawn. */
const STRATEGIES = weightedBy(STRATEGY_NAMES, {
  stopAndCopy: 1,
  preCopy: 2,
  quickResume: 6,
  preCopySdps: 2,
  postCopy: 4,
  quickResumeConcurrent: 6,
});
const PROGRAMS = weightedBy(PROGRAM_NAMES, { dirty: 6, canvas: 2, keyvalue: 2, breakout: 1 });
const STOP_RULES = weightedBy<StopRule>([], { vsphere: 4, qemu: 1 });

/** A scenario as users have it: a small guest paced by its timer, usual paths and knobs, input, and up to six faults. */
export function ordinaryScenario(draw: Draw, seed: number): ScenarioData {
  const untilMs = draw.fork("until").between(1000, LONGEST_MS);
  const ramMiB = draw.fork("ram").pick([1, 1, 1, 2, 3, 4]);
  const bandwidthMiBps = randomBandwidth(draw.fork("bandwidth"), ramMiB, untilMs);
  const guest = randomGuest(draw.fork("guest"), ramMiB, bandwidthMiBps, untilMs);
  return {
    version: 1,
    seed,
    guest,
    client: randomClient(draw.fork("client"), guest.program),
    link: randomLink(draw.fork("link"), bandwidthMiBps),
    datastore: randomDatastore(draw.fork("datastore")),
    file: randomFile(draw.fork("file")),
    migration: randomMigration(draw.fork("migration")),
    faults: randomFaults(draw.fork("faults"), untilMs),
    untilMs,
  };
}

/** So many migrations more are drawn at most. */
const MOST_AGAIN = 3;

/**
 * Now and then the guest is moved again, by whatever strategy, soon after the migration before has ended; the faults
 * of a phase or a round are then of any of the migrations.
 */
export function movedAgain(draw: Draw, data: ScenarioData): ScenarioData {
  if (!draw.chance(0.25)) return data;
  const again = Array.from({ length: draw.between(1, MOST_AGAIN) }, () => randomEntry(draw));
  const faults = (data.faults ?? []).map((each): FaultData => {
    if ("ms" in each.at || draw.chance(0.3)) return each;
    return { ...each, at: { ...each.at, migration: draw.between(1, again.length + 1) } };
  });
  const untilMs = (data.untilMs ?? LONGEST_MS) * (1 + again.length);
  return { ...data, again, faults, untilMs };
}

function randomEntry(draw: Draw): Fields {
  const afterMs = draw.pick([0, 0, 1, 20, 300, draw.tenths(0, 1000)]);
  const { startMs: _, ...fields } = randomMigration(draw);
  const kept = Object.entries(fields).filter(() => draw.chance(0.4));
  return { afterMs, ...Object.fromEntries(kept) };
}

/** Mostly enough to carry the memory in a third of the run, so that most migrations come to their page-in. */
function randomBandwidth(draw: Draw, ramMiB: number, untilMs: number): number {
  const bandwidth = draw.pick([0.5, 1, 2, 4, 8, 16, draw.tenths(0.5, 16)]);
  return draw.chance(0.85) ? Math.max(bandwidth, Math.ceil((3000 * ramMiB) / untilMs)) : bandwidth;
}

function randomGuest(draw: Draw, ramMiB: number, bandwidthMiBps: number, untilMs: number): Fields {
  const program = draw.weighted(PROGRAMS).word;
  const settings =
    program === "keyvalue"
      ? { valueBytes: draw.pick([16, 200, 960, 4000]) }
      : randomWorkload(draw, program, ramMiB * PAGES_OF_A_MEBIBYTE, bandwidthMiBps);
  const input = Array.from({ length: draw.chance(0.5) ? 0 : draw.between(1, 4) }, () => ({
    atMs: draw.tenths(0, untilMs),
    text: program === "breakout" ? draw.pick(Object.values(BREAKOUT_KEYS)) : draw.word(),
  }));
  return { program, ramMiB, instructionsPerSecond: draw.between(1, 4) * 1_000_000, settings, input };
}

function randomWorkload(draw: Draw, program: string, ramPages: number, bandwidthMiBps: number): Fields {
  const linkPages = Math.ceil(bandwidthMiBps * PAGES_OF_A_MEBIBYTE);
  const most = ramPages - OWN_PAGES - (program === "dirty" ? 0 : SCREEN_PAGES);
  return {
    workingSetPages: draw.between(1, draw.pick([8, 64, most, most])),
    dirtyPagesPerSecond: draw.pick([
      0,
      draw.between(1, 100),
      draw.between(1, linkPages),
      draw.between(linkPages, 3 * linkPages),
    ]),
    ...(program === "dirty" ? { order: draw.pick(["scattered", "ascending", "random"]) } : {}),
  };
}

/** Only the server answers; of other guests a client would learn nothing. */
function randomClient(draw: Draw, program: unknown): Fields {
  if (program !== "keyvalue") return {};
  return {
    requestsPerSecond: draw.between(1, 200),
    latencyMs: draw.pick([0, 1, 5, 40]),
    lateMs: draw.pick([50, 200, 1000]),
    rarp: draw.chance(0.8),
  };
}

function randomLink(draw: Draw, bandwidthMiBps: number): Fields {
  const latencyMs = draw.pick([0, 0.1, 1, 1, 5, 30]);
  return {
    bandwidthMiBps,
    latencyMs,
    jitterMs: draw.chance(0.5) ? 0 : draw.tenths(0, 2 * latencyMs + 1),
    loss: draw.pick([0, 0, 0, 0.01, 0.1, 0.3]),
    queueKiB: draw.pick([8, 16, 64, 208, 208, 1024]),
    urgentChannel: draw.chance(0.75),
  };
}

function randomDatastore(draw: Draw): Fields {
  return {
    bandwidthMiBps: draw.pick([1, 4, 20, 100, draw.tenths(0.5, 50)]),
    latencyMs: draw.pick([0, 0.5, 2, 5, 5, 20, 60]),
    reservationConflicts: draw.pick([0, 0, 0, 0.2, 0.6]),
  };
}

function randomFile(draw: Draw): Fields {
  return {
    chunkKiB: 4 * draw.between(1, draw.pick([1, 4, 32])),
    chunks: draw.between(2, draw.pick([2, 8, 40])),
    pollMs: draw.pick([0.5, 2, 5, 20, 60]),
  };
}

function randomMigration(draw: Draw): Fields {
  return {
    strategy: draw.weighted(STRATEGIES).word,
    startMs: draw.tenths(0, draw.pick([1, 100, 400])),
    switchoverGoalMs: draw.pick([0, 10, 50, 50, 200, 500]),
    stopRule: draw.weighted(STOP_RULES).word,
    afterRounds: draw.chance(0.6) ? null : draw.between(0, 3),
    maxRounds: draw.between(1, 6),
    transmitToDirtyPercent: draw.pick([0, 100, 130, 130, 300]),
    pageOrder: draw.pick(["ascending", "aroundFault", "restartAtFault"]),
    pagesPerSend: draw.pick([1, 4, 16, 32, 32, 64]),
    pagesPerFault: draw.pick([1, 1, 1, 4, 40, 500]),
    heartbeatMs: draw.pick([20, 50, 100, 100, 200, 300, 1000]),
    maxSwitchoverMs: draw.pick([20, 500, 100_000, 100_000, 100_000]),
  };
}
