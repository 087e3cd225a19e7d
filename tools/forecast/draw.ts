import { Random } from "../../src/clock/random.ts";
import { STRATEGY_NAMES } from "../../src/migration/strategy.ts";
import { parseScenario, type Scenario } from "../../src/scenario/scenario.ts";

/**
 * The ranges of the Conditions panel, in which every setting is interesting. Each is drawn as its slider is scaled:
 * evenly, by its logarithm, or by its square root.
 */
const RANGES = {
  ramMiB: [1, 64],
  dirtyPagesPerSecond: [0, 4000],
  bandwidthMiBps: [0.25, 64],
  latencyMs: [0, 500],
  loss: [0, 0.5],
  switchoverGoalMs: [10, 5000],
  chunkKiB: [4, 128],
  chunks: [2, 160],
  datastoreMiBps: [0.25, 64],
} as const;

const PROGRAMS = ["dirty", "canvas", "breakout"] as const;

/** One in so many scenarios has a lossy link, the others are plain. */
const LOSSY = 4;

/** Nobody looks on longer than that while memory is copied once, in seconds; what takes longer is drawn again. */
const LONGEST_PASS_S = 10;

/** Pages that the programs leave out of the largest working set: their own and the screen's. */
const NOT_IN_WORKING_SET = 52;

/** The scenario of a seed: a migration in which nothing fails. */
export function drawScenario(seed: number): Scenario {
  const random = Random.seeded(seed);
  for (;;) {
    const scenario = draw(random);
    if (scenario.guest.ramMiB / scenario.link.bandwidthMiBps <= LONGEST_PASS_S) return scenario;
  }
}

function draw(random: Random): Scenario {
  const ramMiB = 2 ** random.below(7);
  const most = ramMiB * 256 - NOT_IN_WORKING_SET;
  return parseScenario({
    version: 1,
    seed: random.below(1000),
    guest: {
      program: pick(random, PROGRAMS),
      ramMiB,
      settings: {
        workingSetPages: 1 + random.below(most),
        dirtyPagesPerSecond: Math.round(squared(random, RANGES.dirtyPagesPerSecond)),
      },
    },
    link: {
      bandwidthMiBps: logarithmic(random, RANGES.bandwidthMiBps),
      latencyMs: Math.round(squared(random, RANGES.latencyMs)),
      loss: random.below(LOSSY) === 0 ? even(random, RANGES.loss) : 0,
    },
    datastore: { bandwidthMiBps: logarithmic(random, RANGES.datastoreMiBps), latencyMs: 10 },
    file: {
      chunkKiB: 2 ** (2 + random.below(6)),
      chunks: Math.round(logarithmic(random, RANGES.chunks)),
      pollMs: 10,
    },
    migration: {
      strategy: pick(random, STRATEGY_NAMES),
      startMs: 1000,
      switchoverGoalMs: Math.round(logarithmic(random, RANGES.switchoverGoalMs)),
    },
    untilMs: 3_600_000,
  });
}

type Range = readonly [number, number];

function pick<Each>(random: Random, all: readonly Each[]): Each {
  return all[random.below(all.length)]!;
}

/** From 0 to 1 in thousandths. */
function share(random: Random): number {
  return random.below(1001) / 1000;
}

function even(random: Random, [low, high]: Range): number {
  return low + (high - low) * share(random);
}

function squared(random: Random, [low, high]: Range): number {
  return low + (high - low) * share(random) ** 2;
}

/** To two significant digits, as the sliders have it. */
function logarithmic(random: Random, [low, high]: Range): number {
  return Number((low * (high / low) ** share(random)).toPrecision(2));
}
