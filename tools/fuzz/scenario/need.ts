import {
  copiesInRounds,
  usesFile as hasFile,
  hasNoRounds,
  type Moved,
  STRATEGY_NAMES,
} from "../../../src/migration/strategy.ts";
import { numberAt } from "./knob-values.ts";
import type { ScenarioData } from "./scenario-data.ts";

/** Every knob that decides how long a migration takes or how much has to be simulated, in the scenario's units. */
const DEFAULTS = {
  "guest.ramMiB": 64,
  "guest.instructionsPerSecond": 20_000_000,
  "guest.settings.dirtyPagesPerSecond": 8192,
  "link.bandwidthMiBps": 32,
  "link.backBandwidthMiBps": 1_000_000,
  "link.latencyMs": 1,
  "link.jitterMs": 0,
  "link.loss": 0,
  "datastore.bandwidthMiBps": 100,
  "datastore.latencyMs": 5,
  "datastore.reservationConflicts": 0,
  "file.chunkKiB": 128,
  "file.chunks": 40,
  "file.pollMs": 5,
  "client.requestsPerSecond": 0,
  "migration.afterRounds": -1,
  "migration.maxRounds": 30,
  "migration.transmitToDirtyPercent": 130,
  "migration.pagesPerSend": 32,
  "migration.heartbeatMs": 1000,
  "migration.switchoverGoalMs": 500,
} as const;

export type CostKnob = keyof typeof DEFAULTS;
export const COST_KNOBS = Object.keys(DEFAULTS) as readonly CostKnob[];

const PAGE_KIB = 4104 / 1024;
const PAGES_OF_A_MEBIBYTE = 256;
/** Messages that have to wait for each other at the opening, the switchover and the end, with some room. */
const ROUND_TRIPS = 20;
/** Heartbeats that may pass until a silence is noticed, looked after and mended, with some room. */
const HEARTBEATS = 20;
/** Of so many messages one is lost so often as the tail of the losses says. */
const TAIL = 5;
/** Rounds in which what is left shrinks by 130 % each, until a page is left of 64 MiB. */
const SHRINKING_ROUNDS = 37;
const CONFLICT_PAUSE_MS = 10;
/** Chunk writes under way at a time, and operations that follow each other until a slot is free again. */
const CHUNKS_AT_ONCE = 4;
const OPERATIONS_PER_TURN = 5;

type Values = Readonly<Record<CostKnob, number>>;

/** What the knobs of a scenario are, defaults included. */
function valuesOf(data: ScenarioData): Values {
  return Object.fromEntries(
    COST_KNOBS.map((path) => [path, numberAt(data, path, DEFAULTS[path])]),
  ) as unknown as Values;
}

function strategyOf({ migration = {} }: ScenarioData): Moved {
  const given = STRATEGY_NAMES.find((name) => name === migration.strategy);
  return { strategy: given ?? "quickResume" };
}

/** Whether its strategy makes a Quick Resume file. */
export function usesFile(data: ScenarioData): boolean {
  return hasFile(strategyOf(data));
}

/** Virtual milliseconds after which a migration is over on paths that carry, from its data and with room. */
export function needMs(data: ScenarioData): number {
  const values = valuesOf(data);
  const heartbeats = HEARTBEATS * values["migration.heartbeatMs"];
  return heartbeats + linkMs(data, values) + storeMs(data, values);
}

/** The same for a migration that may go either way: then pages may have to cross by the slower way of the link. */
export function needEitherWayMs(data: ScenarioData): number {
  return Math.max(needMs(data), needMs(turned(data)));
}

/** The scenario with the ways of its link changed over. One that is given no speed of its own is as fast as the other. */
function turned(data: ScenarioData): ScenarioData {
  const { backBandwidthMiBps, bandwidthMiBps = DEFAULTS["link.bandwidthMiBps"], ...link } = data.link ?? {};
  if (backBandwidthMiBps === undefined) return data;
  return {
    ...data,
    link: { ...link, bandwidthMiBps: backBandwidthMiBps, backBandwidthMiBps: bandwidthMiBps },
  };
}

/** Pages that cross the link at most: all of them in each round and once more. */
function pagesSent(data: ScenarioData, values: Values): number {
  return (roundsOf(data, values) + 1) * values["guest.ramMiB"] * PAGES_OF_A_MEBIBYTE;
}

function roundsOf(data: ScenarioData, values: Values): number {
  const after = values["migration.afterRounds"];
  const moved = strategyOf(data);
  if (hasNoRounds(moved)) return 0;
  if (after >= 0) return after;
  if (!copiesInRounds(moved)) return 0;
  const isStuckEarly = usesFile(data) && values["migration.transmitToDirtyPercent"] > 100;
  return Math.min(values["migration.maxRounds"], isStuckEarly ? SHRINKING_ROUNDS : Infinity);
}

function linkMs(data: ScenarioData, values: Values): number {
  const pageMs = (PAGE_KIB / 1.024) * (1 / values["link.bandwidthMiBps"]);
  const answerMs = 0.25 / values["link.backBandwidthMiBps"];
  const tripMs = 2 * values["link.latencyMs"] + values["link.jitterMs"];
  const again = (TAIL * values["link.loss"]) / (1 - values["link.loss"]);
  return pagesSent(data, values) * pageMs + ROUND_TRIPS * (tripMs + answerMs + again * (tripMs + 10));
}

/** How long an operation without bytes takes, reservation conflicts included. */
function operationMs(values: Values): number {
  const conflicts = values["datastore.reservationConflicts"];
  const tries = 1 / (1 - conflicts);
  return tries * (values["datastore.latencyMs"] + (tries - 1) * CONFLICT_PAUSE_MS);
}

function storeMs(data: ScenarioData, values: Values): number {
  const headMs = 4 / 1.024 / values["datastore.bandwidthMiBps"];
  const operation = operationMs(values) + headMs;
  if (!usesFile(data)) return ROUND_TRIPS * operation;
  const pages = values["guest.ramMiB"] * PAGES_OF_A_MEBIBYTE;
  const chunkPages = values["file.chunkKiB"] / 4;
  const chunks = Math.ceil(pages / chunkPages);
  const turns = Math.ceil(chunks / Math.min(CHUNKS_AT_ONCE, values["file.chunks"]));
  const bytesMs = ((2 * pages * 4 + 24 * chunks) / 1.024) * (1 / values["datastore.bandwidthMiBps"]);
  const turnMs = OPERATIONS_PER_TURN * operation + 2 * values["file.pollMs"];
  return (ROUND_TRIPS + OPERATIONS_PER_TURN) * operation + turns * turnMs + bytesMs;
}

/** Guest instructions that cost as much real time as one step of a host. */
const INSTRUCTIONS_PER_STEP = 4000;
/** What a program does for each page that it writes, and a picture for each virtual millisecond. */
const INSTRUCTIONS_PER_PAGE = 25;
export const INSTRUCTIONS_PER_PICTURE_MS = 1500;
const STEPS_PER_HEARTBEAT = 24;
const STEPS_PER_POLL = 6;
const STEPS_PER_REQUEST = 6;

/** Steps of hosts, and what costs as much, in a virtual millisecond of a migration, from above. */
export function stepsPerMs(data: ScenarioData): number {
  const values = valuesOf(data);
  const signs = STEPS_PER_HEARTBEAT / values["migration.heartbeatMs"];
  const pause = values["file.pollMs"] + values["datastore.latencyMs"];
  const polls = usesFile(data) ? STEPS_PER_POLL / pause : 0;
  const requests = (STEPS_PER_REQUEST * values["client.requestsPerSecond"]) / 1000;
  return signs + polls + requests + guestStepsPerMs(data, values);
}

/** The same where no migration is under way. */
export function idleStepsPerMs(data: ScenarioData): number {
  const values = valuesOf(data);
  return (
    (STEPS_PER_REQUEST * values["client.requestsPerSecond"]) / 1000 + guestStepsPerMs(data, values) + 1 / 100
  );
}

function guestStepsPerMs(data: ScenarioData, values: Values): number {
  const paints = data.guest?.program === "canvas" || data.guest?.program === "breakout";
  const writes = data.guest?.program === "keyvalue" ? 0 : values["guest.settings.dirtyPagesPerSecond"] / 1000;
  const wanted = writes * INSTRUCTIONS_PER_PAGE + (paints ? INSTRUCTIONS_PER_PICTURE_MS : 0);
  return Math.min(wanted, values["guest.instructionsPerSecond"] / 1000) / INSTRUCTIONS_PER_STEP;
}

/** Pages that cost as much real time as one step: they are hashed, copied and compared. */
const PAGES_PER_STEP = 4;

/** Steps that carrying the pages takes, whatever time it takes. */
export function carryingSteps(data: ScenarioData): number {
  const values = valuesOf(data);
  const sent = pagesSent(data, values);
  const chunks = usesFile(data)
    ? (values["guest.ramMiB"] * PAGES_OF_A_MEBIBYTE * 4) / values["file.chunkKiB"]
    : 0;
  const batch = Math.min(values["migration.pagesPerSend"], 256);
  return (2 * sent) / batch + sent / PAGES_PER_STEP + 8 * chunks;
}

/** The slowest latency that a fault brings, in milliseconds: what is on its way when paths heal keeps it. */
export function slowestFaultMs({ faults = [] }: ScenarioData): number {
  return Math.max(0, ...faults.map(({ latencyMs }) => (typeof latencyMs === "number" ? latencyMs : 0)));
}
