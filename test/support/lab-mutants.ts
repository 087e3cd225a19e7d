import type { ScenarioData } from "../../tools/fuzz/scenario/scenario-data.ts";
import type { Mistake } from "./mutant.ts";
import { SMALL } from "./small.ts";

/** A mistake outside of the protocol, or one of time, and the run in which it shows. */
export interface LabMutant extends Mistake {
  readonly name: string;
  readonly data: ScenarioData;
  /** The kind of finding by which it is caught, or how that begins. */
  readonly caughtBy: string;
}

const BASE = { ...SMALL, version: 1 } as const;
/** A guest that never reads its console nor its mailbox, so that all that it is given waits. */
const DEAF = { ...BASE, client: { requestsPerSecond: 100 } };
/** A guest that answers requests. */
const SERVER = {
  ...BASE,
  guest: { program: "keyvalue", ramMiB: 1, instructionsPerSecond: 1_000_000, settings: { valueBytes: 100 } },
  client: { requestsPerSecond: 200 },
};
/** The same, stunned for as long as an owner record takes that is slow. */
const SLOW_RECORD = {
  ...SERVER,
  datastore: { latencyMs: 50 },
  client: { requestsPerSecond: 200, latencyMs: 20 },
};
/** Keys every few milliseconds, from before the migration to its end. */
const TYPED = Array.from({ length: 300 }, (_, index) => ({ atMs: 100 + 5 * index, text: "quick" }));
/** More than the console has room for, before the migration. */
const LONG = [1, 2, 3].map((atMs) => ({ atMs, text: "quick".repeat(200) }));
const KEYS_LOST = "invariant: N bytes were typed";
const REQUESTS_LOST = "invariant: N requests came";

const withKeys = (data: ScenarioData): ScenarioData => ({ ...data, guest: { ...data.guest, input: TYPED } });

export const LAB_MUTANTS: readonly LabMutant[] = [
  {
    name: "typed bytes for which the console has no room are dropped",
    file: "src/host/inbox.ts",
    find: "    if (bytes.length < keys.length) inbox.typed.unshift(keys.subarray(bytes.length));\n",
    replace: "",
    data: withKeys(BASE),
    caughtBy: KEYS_LOST,
  },
  {
    name: "what is typed while the guest is held is dropped",
    file: "src/simulation/host-driver.ts",
    find: "    else this.#run.state.typedWhileHeld.push(bytes);\n",
    replace: "",
    data: withKeys(BASE),
    caughtBy: KEYS_LOST,
  },
  {
    name: "typed bytes that wait at the source do not follow the guest",
    file: "src/host/inbox.ts",
    find: '  return typed.splice(0).map((bytes) => ({ kind: "returned", bytes }));',
    replace: "  typed.splice(0);\n  return [];",
    data: { ...BASE, guest: { ...BASE.guest, input: LONG } },
    caughtBy: KEYS_LOST,
  },
  {
    name: "what was typed while the guest was held is given to it in another order",
    file: "src/simulation/host-driver.ts",
    find: "    else this.#run.state.typedWhileHeld.push(bytes);\n",
    replace: "    else this.#run.state.typedWhileHeld.unshift(bytes);\n",
    data: {
      ...BASE,
      guest: { ...BASE.guest, input: TYPED.map((each, index) => ({ ...each, text: `${index} ` })) },
      datastore: { latencyMs: 50 },
    },
    caughtBy: "invariant: The guest was given typed bytes that were not the next ones.",
  },
  {
    name: "requests for which the mailbox has no room are dropped",
    file: "src/host/inbox.ts",
    find: "  return requests.splice(0, machine.requestRoom).map(",
    replace: "  return requests.splice(0).slice(0, machine.requestRoom).map(",
    data: DEAF,
    caughtBy: REQUESTS_LOST,
  },
  {
    name: "requests that come to a stunned guest are dropped",
    file: "src/host/inbox.ts",
    find: '  if (state !== "running") return [];\n  return requests',
    replace:
      '  if (state !== "running") requests.length = 0;\n  if (state !== "running") return [];\n  return requests',
    data: SERVER,
    caughtBy: REQUESTS_LOST,
  },
  {
    name: "the longest switchover has no limit",
    file: "source-copy.ts",
    find: '  out.push({ kind: "deadline", name: "switchover", at: now + source.settings.maxSwitchover });\n',
    replace: "",
    data: {
      ...BASE,
      migration: { ...BASE.migration, maxSwitchoverMs: 60 },
      faults: [{ kind: "stopDatastore", at: { phase: "stun", afterMs: 0 } }],
    },
    caughtBy: "held for too long",
  },
  {
    name: "an operation that is still in the datastore's queue is taken for lost",
    file: "src/simulation/parts/store-scheduler.ts",
    find: "  return answerAt !== null || againAt !== null;",
    replace: "  return againAt !== null;",
    data: {
      ...BASE,
      datastore: { bandwidthMiBps: 0.05, latencyMs: 2 },
      migration: { ...BASE.migration, strategy: "quickResumeConcurrent" },
    },
    caughtBy: "disturbed without a fault",
  },
  {
    name: "the link is declared down while a message is still coming",
    file: "link-end.ts",
    find: "  if (seen.coming && now >= link.heardAt + link.heartbeat) link.heardAt = now;\n",
    replace: "",
    data: {
      ...BASE,
      link: { bandwidthMiBps: 0.5, latencyMs: 0 },
      migration: {
        ...BASE.migration,
        strategy: "stopAndCopy",
        pagesPerSend: 1,
        heartbeatMs: 6,
      },
    },
    caughtBy:
      "invariant: The destination declared the link down while something that was sent to it was on its way.",
  },
  {
    name: "requests that wait at a host which the guest has left stay there, and nobody is told",
    file: "src/simulation/host-driver.ts",
    find: 'await this.grant(left, this.#run.now, [{ kind: "guestLeft" }]);',
    replace: "void left;",
    data: SLOW_RECORD,
    caughtBy: "invariant: N requests wait where the guest never takes them",
  },
  {
    name: "requests that reach a host which the guest has left are lost without a word",
    file: "src/simulation/simulation.ts",
    find: '      return loseInputs(this.run, "lab", { typed: 0, requests: [id] }, whyUnheard(this.run, event.ports));',
    replace: "      return whyUnheard(this.run, event.ports) as never;",
    data: SLOW_RECORD,
    caughtBy: REQUESTS_LOST,
  },
  {
    name: "typed bytes stay at a host which the guest has left",
    file: "src/host/inbox.ts",
    find: '  return typed.splice(0).map((bytes) => ({ kind: "returned", bytes }));',
    replace: '  return typed.slice(0, 0).map((bytes) => ({ kind: "returned", bytes }));',
    data: { ...BASE, guest: { ...BASE.guest, input: LONG } },
    caughtBy: "invariant: N typed bytes wait where the guest never takes them",
  },
];
