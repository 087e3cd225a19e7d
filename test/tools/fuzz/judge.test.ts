import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../../src/report/report.ts";
import type { FaultKind } from "../../../src/scenario/fault.ts";
import { examine } from "../../../tools/fuzz/examine.ts";
import { isUndecided, judge } from "../../../tools/fuzz/judge.ts";
import { LAB, type LabRun, type LabRunner, type Watching } from "../../../tools/fuzz/lab-run.ts";
import type { ScenarioData } from "../../../tools/fuzz/scenario/scenario-data.ts";
import { SMALL } from "../../support/small.ts";
import { traceEvent } from "../../support/trace-event.ts";

const data = { ...SMALL, version: 1 } as const;
const DECISIONS = ["resume", "ended"];
const LATE = { tick: 200e9, who: "West" } as const;
let good: LabRun;

beforeAll(async () => {
  good = await LAB.run(data, { everyMs: 500 });
});

const kindsOf = (run: LabRun) => judge(data, run).map(({ kind }) => kind);
const withReport = (changes: Partial<Report>): LabRun => ({
  ...good,
  report: { ...good.report, ...changes },
});
const withRam = (changes: Partial<Report["ram"]>) => withReport({ ram: { ...good.report.ram, ...changes } });

describe("the judge", () => {
  it("finds nothing in a good run", () => {
    expect(judge(data, good)).toEqual([]);
    expect(isUndecided(good)).toBe(false);
  });

  const BAD: [string, () => LabRun, string][] = [
    [
      "a broken invariant",
      () => withReport({ invariants: ["Page 17 is old."] }),
      "invariant: Page N is old.",
    ],
    ["a different guest", () => withReport({ identical: false }), "different from the twin"],
    ["a missing comparison", () => withReport({ identical: null }), "not compared"],
    ["a guest lost by nothing", () => withReport({ outcome: "lost" }), "lost without a crash"],
    ["two running hosts", () => ({ ...good, doubles: ["Both."] }), "both hosts run"],
    ["another owner", () => ({ ...good, owner: { owner: "West", epoch: 3 } }), "owner and guest apart"],
    ["bytes of no phase", () => withRam({ "precopy-bytes": 1 }), "bytes do not add up"],
    ["a lost event", () => ({ ...good, events: [] }), "bytes differ from the trace"],
    ["a negative time", () => withReport({ "setup-time": -1 }), "negative number"],
    ["a number that is none", () => withReport({ downtime: Number.NaN }), "negative number"],
    ["a downtime beyond the whole", () => withReport({ downtime: 1e6 }), "times do not add up"],
    [
      "owed pages of nobody",
      () => withReport({ owed: { pages: 3, holder: null } }),
      "owed pages do not add up",
    ],
    [
      "a page sent twice",
      () => ({ ...good, sentSince: [...good.sentSince, good.sentSince[0]!] }),
      "pages sent twice or never",
    ],
    [
      "a page never sent",
      () => ({ ...good, sentSince: good.sentSince.slice(1) }),
      "pages sent twice or never",
    ],
    [
      "a sum that does not balance",
      () => ({
        ...good,
        frames: good.frames.map((frame) => ({ ...frame, sum: { ...frame.sum, owed: 1e9 } })),
      }),
      "frame does not balance",
    ],
    [
      "a path that changes by itself",
      () => ({ ...good, events: [...good.events, traceEvent(3e9, "West", "path")] }),
      "disturbed without a fault",
    ],
    ["pages owed again by themselves", () => ({ ...good, disturbed: true }), "disturbed without a fault"],
    ["a queue that grows", () => ({ ...good, mostQueued: 21 }), "the datastore's queue grows"],
    [
      "a guest that is held without end",
      () => ({
        ...good,
        events: [
          ...good.events.filter(({ kind }) => !DECISIONS.includes(kind)),
          traceEvent(LATE.tick, LATE.who, "send"),
        ],
      }),
      "held for too long",
    ],
    ["a downtime of its own", () => withReport({ downtime: 1 }), "numbers differ from the trace"],
    ["rounds that nobody made", () => withReport({ rounds: 99 }), "numbers differ from the trace"],
    [
      "waits beyond the whole",
      () => withReport({ guest: { ...good.report.guest, "stall-time": 1e6 } }),
      "times do not add up",
    ],
    [
      "time that runs backwards",
      () => ({ ...good, events: [...good.events, traceEvent(0, "lab", "cutLink")] }),
      "time runs backwards",
    ],
  ];
  for (const [what, bad, kind] of BAD)
    it(`finds ${what}`, () => {
      expect(kindsOf(bad())).toContain(kind);
    });

  it("excuses a disturbance by what took something away, and by nothing else", () => {
    const at = { ms: 1 };
    const runAfter = (kind: FaultKind): LabRun => ({
      ...good,
      disturbed: true,
      events: [...good.events, traceEvent(3e9, "lab", kind, { at })],
    });
    expect(kindsOf(runAfter("cutLink"))).toEqual([]);
    for (const kind of ["healLink", "slowLink", "slowDatastore", "healDatastore"] as const)
      expect(kindsOf(runAfter(kind))).toEqual(["disturbed without a fault"]);
  });

  it("holds nothing against a source that crashes after it gave its memory back", async () => {
    const faults = [{ kind: "crashSource", at: { phase: "finish", afterMs: 0 } }];
    expect((await examine(LAB, { ...data, faults, seed: 3 })).findings).toEqual([]);
  });

  it("takes what the lab throws for a finding", async () => {
    const broken = { run: () => Promise.reject(new Error("There is no page 12.")) } as unknown as LabRunner;
    const { outcome, findings } = await examine(broken, data);
    expect(outcome).toBe("exception");
    expect(findings).toMatchObject([{ kind: "exception: There is no page N." }]);
  });

  it("finds a run that is not repeated", async () => {
    const fickle = {
      run: (given: ScenarioData, watching: Watching | null = null) =>
        LAB.run(watching ? { ...given, untilMs: 2900 } : given),
    } as unknown as LabRunner;
    expect((await examine(fickle, data)).findings.map(({ kind }) => kind)).toContain("unrepeatable");
  });

  it("finds a run that hangs though every path, or the file alone, has come back", async () => {
    const kindsWhere = async (hangs: (longer: ScenarioData) => boolean, given: ScenarioData) => {
      const settle = (longer: ScenarioData) =>
        hangs(longer) ? { ended: false, identical: null, phase: "pageIn" } : LAB.settle(longer);
      const hanging = { run: LAB.run, settle } as unknown as LabRunner;
      return (await examine(hanging, given)).findings.map(({ kind }) => kind);
    };
    const faults = ["cutLink", "stopDatastore"].map((kind) => ({
      kind,
      at: { phase: "pageIn", afterMs: 9 },
    }));
    const patient = { ...data, migration: { ...data.migration, heartbeatMs: 400 }, faults };
    const isLinkHealed = ({ faults = [] }: ScenarioData) => faults.some(({ kind }) => kind === "healLink");
    expect(await kindsWhere(isLinkHealed, patient)).toEqual(["stuck in pageIn"]);
    expect(await kindsWhere((longer) => !isLinkHealed(longer), patient)).toEqual(["stuck without the link"]);
    expect(await kindsWhere(() => false, patient)).toEqual([]);
    const postCopy = { ...patient, migration: { ...patient.migration, strategy: "postCopy" } };
    expect(await kindsWhere((longer) => !isLinkHealed(longer), postCopy)).toEqual([]);
  });

  it("gives a migration that leaves a phase in which it may stay the time for the rest", async () => {
    const endless = { ...data, migration: { ...data.migration, stopRule: "qemu" } };
    const answers = [
      { ended: false, identical: null, phase: "pageIn" },
      { ended: true, identical: true, phase: "finish" },
    ];
    const given: ScenarioData[] = [];
    const settle = async (longer: ScenarioData) => answers[given.push(longer) - 1]!;
    const leaving = { run: LAB.run, settle } as unknown as LabRunner;
    expect((await examine(leaving, endless)).findings).toEqual([]);
    expect(given[1]!.untilMs! - given[0]!.untilMs!).toBeGreaterThan(10_000);
  });
});
