import { afterEach, describe, expect, it, vi } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import type { HostCall, HostInput, HostPort } from "../../src/host/port.ts";
import { Machine } from "../../src/machine/machine.ts";
import { nodeFiles, nodeMachine } from "../../src/node/lab.ts";
import type { HostName } from "../../src/place/place.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { openInProcess } from "../../src/simulation/open.ts";
import { isOf } from "../../src/trace/event.ts";
import { addi, assemble, bge, bne, ecall, jal, to } from "../support/assembler.ts";
import { openLab } from "../support/lab.ts";

/** Echoes what is typed, a character in about 2 ms, and shuts down at a "q". */
const SLOW_ECHO = assemble(
  ...[
    "loop",
    addi("t1", 0, 1000),
    "wait",
    addi("t1", "t1", -1),
    to("wait", (offset) => bge("t1", 0, offset)),
  ],
  ...[addi("a7", 0, 2), ecall(), to("typed", (offset) => bge("a0", 0, offset))],
  ...[to("loop", (offset) => jal(0, offset))],
  ...["typed", addi("a7", 0, 1), addi("t2", "a0", -113), ecall()],
  ...[to("loop", (offset) => bne("t2", 0, offset)), addi("a7", 0, 8), ecall()],
);

type Typed = { readonly atMs: number; readonly text: string };

const scenarioOf = (input: readonly Typed[], changes: Record<string, unknown> = {}) => ({
  version: 1,
  guest: { image: "echo", ramMiB: 1, instructionsPerSecond: 1_000_000, input },
  link: { bandwidthMiBps: 1 },
  datastore: { bandwidthMiBps: 20, latencyMs: 2 },
  file: { chunkKiB: 16, chunks: 4, pollMs: 2 },
  migration: { startMs: 200, heartbeatMs: 100, strategy: "stopAndCopy" },
  untilMs: 3000,
  ...changes,
});

async function run(scenario: object) {
  const lab = await openLab(scenario, true, undefined, async () => SLOW_ECHO);
  const report = await runToEnd(lab);
  const { inputs } = await frameOf(lab.run, "memory", false);
  const lost = lab.run.trace.events.filter(isOf("typedLost")).map(({ bytes, why }) => [bytes, why]);
  return { lab, report, inputs, lost };
}

/** A key every 7 ms, so that some come at every moment of a migration. */
const ALPHABET = "abcdefghijklmnop";
const KEYS = Array.from({ length: 400 }, (_, index) => ({
  atMs: 100 + 7 * index,
  text: ALPHABET[index % ALPHABET.length]!,
}));
const ALL = KEYS.map(({ text }) => text).join("");
/** A link that needs half a second for the guest, though most of its pages are zero. */
const SLOW = { bandwidthMiBps: 0.02 };
const STRATEGIES = [
  "stopAndCopy",
  "preCopy",
  "preCopySdps",
  "postCopy",
  "quickResume",
  "quickResumeConcurrent",
];

describe("what is typed", () => {
  it.each(STRATEGIES)("reaches the guest once and in order, whenever it comes: %s", async (strategy) => {
    const migration = { startMs: 200, heartbeatMs: 1000, strategy, switchoverGoalMs: 0, afterRounds: 0 };
    const { report, inputs } = await run(scenarioOf(KEYS, { migration, link: SLOW }));
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [], message: "" });
    expect(report.console).toBe(ALL);
    expect(inputs.typed).toEqual({ entered: 400, delivered: 400, waiting: 0, lost: {} });
  });

  it("waits where the console has no room, and reaches the guest as it reads", async () => {
    const text = Array.from({ length: 1000 }, (_, index) => ALPHABET[index % 16]).join("");
    const input = [1, 2, 3].map((atMs) => ({ atMs, text }));
    const scenario = scenarioOf(input, {
      untilMs: 8000,
      migration: { startMs: 100, strategy: "quickResume" },
    });
    const { lab, report } = await run(scenario);
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [], message: "" });
    expect(report.console).toBe(text + text + text);
    const given = lab.run.trace.events.filter(({ kind }) => kind === "delivered");
    expect(new Set(given.map(({ who }) => who))).toEqual(new Set(["West", "East"]));
  });

  it("waits for room in the same way however finely the run is cut", async () => {
    const input = [1, 2, 3].map((atMs) => ({ atMs, text: ALPHABET.repeat(50) }));
    const scenario = scenarioOf(input, { untilMs: 1500 });
    const open = () => openLab(scenario, true, undefined, async () => SLOW_ECHO);
    const [one, other] = [await open(), await open()];
    for (let ms = 0; ms <= 1500; ms += 0.37) await other.advance(fromMilliseconds(ms));
    const report = await runToEnd(one);
    expect(await runToEnd(other)).toEqual(report);
    const told = (lab: typeof one) => lab.run.trace.events.filter(({ kind }) => kind !== "printed");
    expect(told(other)).toEqual(told(one));
  });

  it("waits while the guest is held, and goes on with it when both paths come back", async () => {
    const faults = [
      { kind: "cutLink", at: { phase: "switchover" } },
      { kind: "stopDatastore", at: { phase: "switchover" } },
      { kind: "healDatastore", at: { ms: 2600 } },
    ];
    const { report } = await run(scenarioOf(KEYS, { faults, untilMs: 6000 }));
    expect(report).toMatchObject({ outcome: "continued-on-source", identical: true, invariants: [] });
    expect(report.console).toBe(ALL);
  });

  it("is lost with the reason where the run ends while the guest is held", async () => {
    const faults = [
      { kind: "cutLink", at: { phase: "switchover" } },
      { kind: "stopDatastore", at: { phase: "switchover" } },
    ];
    const { report, inputs, lost } = await run(scenarioOf(KEYS, { faults }));
    expect(report).toMatchObject({ outcome: "held", invariants: [] });
    expect(inputs.typed.waiting).toBe(400 - inputs.typed.delivered);
    expect(lost).toEqual([[inputs.typed.waiting, "runEnded"]]);
    expect(report.message).toContain(`${inputs.typed.waiting} still waited when the run ended`);
  });

  it("is lost with the reason where the run ends before it is due", async () => {
    const { report, lost } = await run(scenarioOf([{ atMs: 5000, text: "late" }]));
    expect(report.invariants).toEqual([]);
    expect(lost).toEqual([[4, "notDue"]]);
    expect(report.message).toContain("4 were due after the run's end");
  });

  it("is lost with the reason after a crash has lost the guest", async () => {
    const faults = [{ kind: "crashSource", at: { ms: 150 } }];
    const { report, inputs, lost } = await run(scenarioOf(KEYS, { faults }));
    expect(report).toMatchObject({ outcome: "lost", invariants: [] });
    expect(inputs.typed.lost).toEqual({ guestLost: 400 - inputs.typed.delivered });
    expect(lost.every(([, why]) => why === "guestLost")).toBe(true);
    expect(report.message).toContain("were for a guest that was lost");
  });

  it("waits for a destination that takes over after its source has crashed", async () => {
    const faults = [{ kind: "crashSource", at: { phase: "switchover", afterMs: 1.5 } }];
    const keys = KEYS.filter(({ atMs }) => atMs < 2000);
    const { report } = await run(scenarioOf(keys, { faults }));
    expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [], message: "" });
    expect(report.console).toBe(keys.map(({ text }) => text).join(""));
  });

  it("is lost with the reason at a guest that shuts down, what waits at its console too", async () => {
    const input = [
      { atMs: 100, text: `q${"x".repeat(999)}` },
      { atMs: 101, text: "y".repeat(1000) },
      { atMs: 300, text: "z" },
    ];
    const migration = { startMs: 50, heartbeatMs: 1000, strategy: "preCopy" };
    const { report, lost } = await run(scenarioOf(input, { migration, link: SLOW }));
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    expect(lost.map(([, why]) => why)).toEqual(["guestOff", "guestOff"]);
    expect(lost.at(-1)).toEqual([1, "guestOff"]);
  });

  it("is lost with the reason where an HA restart boots another guest", async () => {
    const faults = [{ kind: "crashDestination", at: { phase: "pageIn", afterMs: 5 } }];
    const migration = { startMs: 200, heartbeatMs: 100, strategy: "postCopy" };
    const scenario = scenarioOf(KEYS, { faults, migration });
    const lab = await openLab(scenario, true, undefined, async () => SLOW_ECHO);
    await lab.advance(fromMilliseconds(1000));
    await lab.act("restart");
    const report = await runToEnd(lab);
    expect(report).toMatchObject({ outcome: "lost", invariants: [] });
    const { typed } = (await frameOf(lab.run, "memory", false)).inputs;
    expect(typed.delivered).toBeGreaterThan(250);
    expect(typed.delivered + typed.waiting + Object.values(typed.lost).reduce((sum, n) => sum + n, 0)).toBe(
      400,
    );
  });

  it("is accounted for after going back in time too", async () => {
    const lab = await openLab(scenarioOf(KEYS), true, undefined, async () => SLOW_ECHO);
    await lab.advance(fromMilliseconds(500));
    const { snapshot } = await lab.run.remember(1);
    await lab.advance(fromMilliseconds(2000));
    const before = await frameOf(lab.run, "memory", false);
    await lab.run.recall(1, snapshot!, 1);
    await lab.advance(fromMilliseconds(2000));
    expect(await frameOf(lab.run, "memory", false)).toEqual(before);
    expect(await runToEnd(lab)).toMatchObject({ identical: true, invariants: [], console: ALL });
  });
});

/** A server under load on a slow link; its client finds it late. */
const SERVER = {
  version: 1,
  guest: { program: "keyvalue", ramMiB: 1, instructionsPerSecond: 5_000_000 },
  link: { bandwidthMiBps: 0.5 },
  datastore: { bandwidthMiBps: 20, latencyMs: 2 },
  file: { chunkKiB: 16, chunks: 4, pollMs: 2 },
  client: { requestsPerSecond: 200, latencyMs: 2, lateMs: 100 },
  migration: { startMs: 1000, switchoverGoalMs: 50, heartbeatMs: 100 },
  untilMs: 6000,
};

/** How many requests were lost for each reason, in the trace. */
function reasons(events: readonly { readonly kind: string; readonly why?: unknown }[]) {
  const counts: Record<string, number> = {};
  for (const { kind, why } of events)
    if (kind === "requestLost") counts[String(why)] = (counts[String(why)] ?? 0) + 1;
  return counts;
}

describe("a request of the client", () => {
  it.each<[string, object, string[]]>([
    ["a short stun", {}, ["leftBehind"]],
    [
      "a long stun",
      { migration: { ...SERVER.migration, strategy: "stopAndCopy" } },
      ["leftBehind", "portFull"],
    ],
    ["a switch that hears nothing", { client: { ...SERVER.client, rarp: false } }, ["guestElsewhere"]],
    ["a crash of the source", { faults: [{ kind: "crashSource", at: { ms: 2000 } }] }, ["hostCrashed"]],
  ])("is delivered or reported as lost with the reason: %s", async (_, changes, expected) => {
    const lab = await openLab({ ...SERVER, ...changes });
    const report = await runToEnd(lab);
    expect(report.invariants).toEqual([]);
    const counts = reasons(lab.run.trace.events);
    for (const why of expected) expect(counts[why]).toBeGreaterThan(0);
    const { requests } = (await frameOf(lab.run, "memory", false)).inputs;
    const asked = lab.run.trace.events.filter(({ kind }) => kind === "asked");
    expect(asked).toHaveLength(requests.delivered);
    expect(report.message).toContain("Of the requests of the client some never reached the guest: ");
  });
});

type Spoil = (host: HostName, inputs: readonly HostInput[]) => readonly HostInput[];

/** A lab between whose run and hosts somebody spoils the inputs. */
async function spoiled(scenario: object, spoil: Spoil) {
  const between = (name: HostName, host: HostPort): HostPort =>
    new Proxy(host, {
      get: (target, key) => {
        if (key === "step")
          return (call: HostCall) => target.step({ ...call, inputs: spoil(name, call.inputs) });
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const files = { ...nodeFiles(), named: async () => SLOW_ECHO };
  const lab = await openInProcess(await nodeMachine(), parseScenario(scenario), files, {
    watch: ({ West, East }) => ({
      West: between("source", West),
      East: between("destination", East),
    }),
  });
  return (await runToEnd(lab)).invariants;
}

const isTyped = (input: HostInput) => input.kind === "typed";
const isRequest = (input: HostInput) => input.kind === "request";

/** Applies a change to the n-th input of a kind. */
function nth(
  n: number,
  kind: (input: HostInput) => boolean,
  change: (input: HostInput) => HostInput[],
): Spoil {
  let count = 0;
  return (_, inputs) => inputs.flatMap((input) => (kind(input) && ++count === n ? change(input) : [input]));
}

describe("an input that somebody", () => {
  afterEach(() => vi.restoreAllMocks());

  it.each<[string, object, Spoil]>([
    ["drops, a key", scenarioOf(KEYS), nth(30, isTyped, () => [])],
    ["doubles, a key", scenarioOf(KEYS), nth(30, isTyped, (input) => [input, input])],
    [
      "changes, a key",
      scenarioOf(KEYS),
      nth(30, isTyped, () => [{ kind: "typed", bytes: Uint8Array.of(33) }]),
    ],
    ["drops, a request", SERVER, nth(30, isRequest, () => [])],
    ["doubles, a request", SERVER, nth(30, isRequest, (input) => [input, input])],
  ])("%s, is noticed", async (_, scenario, spoil) => {
    expect(await spoiled(scenario, spoil)).not.toEqual([]);
  });

  it("drops at the very machine is noticed, a key and a request", async () => {
    const push = Machine.prototype.pushConsole;
    vi.spyOn(Machine.prototype, "pushConsole").mockImplementation(function (this: Machine, bytes) {
      push.call(this, bytes[0] === 99 ? new Uint8Array(0) : bytes);
    });
    expect((await run(scenarioOf(KEYS.slice(0, 5)))).report.invariants).not.toEqual([]);
    vi.spyOn(Machine.prototype, "pushRequest").mockImplementation(() => {});
    expect((await runToEnd(await openLab({ ...SERVER, untilMs: 900 }))).invariants).not.toEqual([]);
  });
});
