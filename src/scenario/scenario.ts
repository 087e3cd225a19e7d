/**
 * The format of scenarios, with a default and limits for every field; `docs/model.md` says where the numbers come
 * from. Units stand in the names: MiB and KiB are 2^20 and 2^10 bytes, Ms are virtual milliseconds. The limits keep a
 * run finite, and every sum of ticks within the whole numbers that a double holds.
 */

import * as v from "valibot";
import { DEFAULT_PROGRAM, PROGRAM_NAMES } from "../guests/programs.ts";
import { t } from "../language/words.ts";
import { STRATEGY_NAMES } from "../migration/strategy.ts";
import { quote } from "../text/quote.ts";
import { BadScenarioError } from "./bad-scenario.ts";
import { LONGEST_MS } from "./bounds.ts";
import { dirtyRateWordOf, WITH_DIRTY_RATE } from "./dirty-rate.ts";
import { FAULT_KNOBS, fault } from "./fault.ts";
import { type Knob, knobsOf } from "./knobs.ts";
import { check, choice, flag, list, number, record, text, whole } from "./schema.ts";

/** How long a run is where its scenario does not say. */
export const UNTIL_MS = 60_000;

/** More inputs, faults or migrations than anybody writes or draws; each is looked at before a run begins. */
const MOST_INPUTS = 10_000;
const MOST_FAULTS = 1000;
const MOST_AGAIN = 1000;
/** More settings than any program has. */
const MOST_SETTINGS = 64;

/** A guest setting belongs to its program, which checks it when the guest is loaded. */
const SETTING = v.custom<number | string>(
  (value) => typeof value === "number" || typeof value === "string",
  t`a number or a word`,
);

/** Whether a value is an object of so few fields. */
function isFew(value: unknown, most: number): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length <= most;
}

/** At most one of `program`, `image` and `kernel`; `parseScenario` checks what a field alone cannot say. */
const guest = record({
  program: v.optional(choice(PROGRAM_NAMES)),
  image: v.optional(text(4096)),
  kernel: v.optional(text(4096)),
  initrd: v.optional(text(4096)),
  ramMiB: v.optional(whole(1, 1024), 64),
  instructionsPerSecond: v.optional(whole(1000, 1_000_000_000), 20_000_000),
  settings: v.optional(
    v.pipe(
      v.custom<object>(
        (value) => isFew(value, MOST_SETTINGS),
        t`an object of at most ${MOST_SETTINGS} fields`,
      ),
      v.record(v.string(), SETTING, t`an object`),
    ),
    {},
  ),
  input: v.optional(list(record({ atMs: number(0, LONGEST_MS), text: text(1000) }), MOST_INPUTS), []),
});

/**
 * The vMotion link. `loss` is the probability of a message being lost and sent again; the urgent channel lets pages
 * that the guest waits for pass those in the send queue.
 */
const link = record({
  bandwidthMiBps: v.optional(number(0.001, 1_000_000), 32),
  backBandwidthMiBps: v.optional(number(0.001, 1_000_000)),
  latencyMs: v.optional(number(0, 10_000), 1),
  jitterMs: v.optional(number(0, 10_000), 0),
  loss: v.optional(number(0, 0.9), 0),
  queueKiB: v.optional(number(8, 1_048_576), 208),
  urgentChannel: v.optional(flag(), true),
});

/**
 * The shared datastore; `reservationConflicts` is the probability that an operation meets the other host's
 * reservation.
 */
const datastore = record({
  bandwidthMiBps: v.optional(number(0.001, 1_000_000), 100),
  latencyMs: v.optional(number(0, 60_000), 5),
  reservationConflicts: v.optional(number(0, 0.9), 0),
});

/**
 * The Quick Resume file, with the defaults of ESXi's `DiskOpsChunkSize` and `DiskOpsStreamChunks`: 40 chunks of 128
 * KiB are 5 MiB. A chunk is whole pages. With at least two chunks one can be written while the other is read.
 */
const file = record({
  chunkKiB: v.optional(whole(4, 2048, 4), 128),
  chunks: v.optional(whole(2, 1024), 40),
  pollMs: v.optional(number(0.1, 10_000), 5),
});

/**
 * The guest's client; no requests by default. `rarp` says whether the host announces the guest's new port at the
 * resume.
 */
const client = record({
  requestsPerSecond: v.optional(number(0, 10_000), 0),
  latencyMs: v.optional(number(0, 10_000), 1),
  lateMs: v.optional(number(0, 60_000), 1000),
  rarp: v.optional(flag(), true),
});

/**
 * ESXi's `Migrate` options where they have a counterpart: the switchover goal of 500 ms, 130 % transmit to dirty, 32
 * pages a send, 1 page a fault, and 100 s for the longest switchover. `afterRounds` replaces the stop rule by a
 * number of rounds.
 */
const MIGRATION = {
  strategy: choice(STRATEGY_NAMES),
  switchoverGoalMs: number(0, 100_000),
  stopRule: choice(["vsphere", "qemu"]),
  afterRounds: v.nullable(whole(0, 1000)),
  maxRounds: whole(1, 1000),
  transmitToDirtyPercent: number(0, 100_000),
  pageOrder: choice(["ascending", "aroundFault", "restartAtFault"]),
  pagesPerSend: whole(1, 1024),
  pagesPerFault: whole(1, 1000),
  heartbeatMs: number(1, 100_000),
  maxSwitchoverMs: number(1, 1_000_000),
};

const migration = record({
  strategy: v.optional(MIGRATION.strategy, "quickResume"),
  startMs: v.optional(number(0, LONGEST_MS), 1000),
  switchoverGoalMs: v.optional(MIGRATION.switchoverGoalMs, 500),
  stopRule: v.optional(MIGRATION.stopRule, "vsphere"),
  afterRounds: v.optional(MIGRATION.afterRounds, null),
  maxRounds: v.optional(MIGRATION.maxRounds, 30),
  transmitToDirtyPercent: v.optional(MIGRATION.transmitToDirtyPercent, 130),
  pageOrder: v.optional(MIGRATION.pageOrder, "aroundFault"),
  pagesPerSend: v.optional(MIGRATION.pagesPerSend, 32),
  pagesPerFault: v.optional(MIGRATION.pagesPerFault, 1),
  heartbeatMs: v.optional(MIGRATION.heartbeatMs, 1000),
  maxSwitchoverMs: v.optional(MIGRATION.maxSwitchoverMs, 100_000),
});

/** One more migration, begun so long after the one before has ended. What is left out is as it was in that one. */
const again = record({
  afterMs: number(0, LONGEST_MS),
  strategy: v.optional(MIGRATION.strategy),
  switchoverGoalMs: v.optional(MIGRATION.switchoverGoalMs),
  stopRule: v.optional(MIGRATION.stopRule),
  afterRounds: v.optional(MIGRATION.afterRounds),
  maxRounds: v.optional(MIGRATION.maxRounds),
  transmitToDirtyPercent: v.optional(MIGRATION.transmitToDirtyPercent),
  pageOrder: v.optional(MIGRATION.pageOrder),
  pagesPerSend: v.optional(MIGRATION.pagesPerSend),
  pagesPerFault: v.optional(MIGRATION.pagesPerFault),
  heartbeatMs: v.optional(MIGRATION.heartbeatMs),
  maxSwitchoverMs: v.optional(MIGRATION.maxSwitchoverMs),
});

const schema = record({
  version: v.custom<1>((value) => value === 1, "1"),
  seed: v.optional(whole(0, Number.MAX_SAFE_INTEGER), 1),
  guest: v.optional(guest, {}),
  link: v.optional(link, {}),
  datastore: v.optional(datastore, {}),
  file: v.optional(file, {}),
  client: v.optional(client, {}),
  migration: v.optional(migration, {}),
  again: v.optional(list(again, MOST_AGAIN), []),
  faults: v.optional(list(fault, MOST_FAULTS), []),
  untilMs: v.optional(number(0, LONGEST_MS), UNTIL_MS),
});

/**
 * Every field of a scenario that somebody may set, with what is allowed in it. A fault's are `faults.KIND.FIELD`, its
 * moment's `faults.at.KIND.FIELD`, and an input's `guest.input.FIELD`.
 */
export const KNOBS: readonly Knob[] = [...knobsOf(schema, ""), ...FAULT_KNOBS];

/** The initial data of a run: nothing else decides what happens in it, but the learner's actions. */
export type Scenario = v.InferOutput<typeof schema>;

/** A scenario as a file holds it: what is left out has its default. A {@link Scenario} is one too. */
export type ScenarioInput = v.InferInput<typeof schema>;

/**
 * A scenario with all its defaults. Throws {@link BadScenarioError}, which names the field, its value and what is
 * allowed.
 */
export function parseScenario(input: unknown): Scenario {
  const scenario = check(schema, input);
  const { program, image, kernel, initrd } = scenario.guest;
  const given = [program, image, kernel].filter((each) => each !== undefined).length;
  if (given > 1)
    throw new BadScenarioError(t`guest names more than one of program, image and kernel; allowed is one.`);
  if (initrd !== undefined && kernel === undefined)
    throw new BadScenarioError(t`guest.initrd is ${quote(initrd)}; allowed is an initrd only with a kernel.`);
  if (given === 0) scenario.guest.program = DEFAULT_PROGRAM;
  requireDirtyRate(scenario);
  return scenario;
}

/** Only some guests of the lab have a dirty rate that can be set. */
function requireDirtyRate({ guest, faults }: Scenario): void {
  const index = faults.findIndex(({ kind }) => kind === "setDirtyRate");
  if (index < 0 || dirtyRateWordOf(guest) !== null) return;
  throw new BadScenarioError(
    t`faults.${index}.kind is "setDirtyRate"; allowed is that only with a guest whose dirty rate can be set: ${WITH_DIRTY_RATE.join(", ")}.`,
  );
}
