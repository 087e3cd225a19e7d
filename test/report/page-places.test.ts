import { describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { PageState } from "../../src/host/page-state.ts";
import type { HostView } from "../../src/host/port.ts";
import { has } from "../../src/migration/page-set.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { paintMaps } from "../../src/report/page-places.ts";
import { isDivided, underWayOf } from "../../src/report/quantities.ts";
import type { UnderWay } from "../../src/simulation/parts/census.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const HERE: readonly number[] = [PageState.present, PageState.dirty, PageState.byLink, PageState.byFile];

/** The rule, page by page: what each of both maps must show. */
function painted(
  simulation: Simulation,
  source: HostView,
  destination: HostView,
  { onLink, inFile }: UnderWay,
  page: number,
): [number, number] {
  const [here, there] = [source.pages[page]!, destination.pages[page]!];
  const { census, recoverability, statistics } = simulation.run;
  const { lacking, adrift, landed } = census.state;
  if (statistics.phase === null || source.role === "freed") return [here, there];
  const older = has(landed, page) ? PageState.stale : PageState.empty;
  const outdated = HERE.includes(there) ? older : there;
  if (!isDivided(simulation.run)) return [here, outdated];
  for (const [way, state] of [
    [onLink, PageState.inFlightByLink],
    [inFile, PageState.inFlightByFile],
  ] as const)
    if (way.has(page)) return [state, there === PageState.faulted ? there : state];
  const isOwing = source.role === "setup" || here === PageState.owed || here === PageState.dirty;
  const isGone = recoverability.crashed.has("destination") && recoverability.owner.owner === "source";
  const isOwed = isGone || (lacking ? has(lacking, page) : isOwing || has(adrift, page));
  if (isOwed) return [here === PageState.dirty ? here : PageState.owed, outdated];
  const isLeft = ["committing", "serving"].includes(source.role ?? "");
  return [here === PageState.stale || isLeft ? PageState.stale : PageState.present, there];
}

/** Compares both maps with the rule all along a run; returns how often. */
async function expectPainted(scenario: object): Promise<number> {
  const run = await openLab({ ...SMALL, ...scenario });
  let looks = 0;
  for (let at = 200; at < 2200; at += 9) {
    await run.advance(fromMilliseconds(at));
    const source = await run.run.hosts.source.view(false);
    const destination = await run.run.hosts.destination.view(false);
    const underWay = underWayOf(run.run);
    const rule = Array.from(source.pages, (_, page) => painted(run, source, destination, underWay, page));
    paintMaps(run.run, source, destination);
    expect([...source.pages]).toEqual(rule.map(([here]) => here));
    expect([...destination.pages]).toEqual(rule.map(([, there]) => there));
    looks++;
  }
  return looks;
}

const cut = { kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } };
const RUNS: Record<string, object> = {
  "a quick resume": {},
  "a cut in page-in": { faults: [cut] },
  "a cut in the first round": {
    faults: [
      { kind: "cutLink", at: { round: 1 } },
      { kind: "healLink", at: { ms: 900 } },
    ],
  },
  "a destination that crashes in pre-copy": { faults: [{ kind: "crashDestination", at: { ms: 300 } }] },
  "a source that crashes in page-in": {
    faults: [{ kind: "crashSource", at: { phase: "pageIn", afterMs: 30 } }],
  },
  "a post-copy over a lossy link": {
    migration: { ...SMALL.migration, strategy: "postCopy" },
    link: { bandwidthMiBps: 2, loss: 0.2, jitterMs: 5 },
  },
  "both paths at once": { migration: { ...SMALL.migration, strategy: "quickResumeConcurrent" } },
};

it("shows nothing of a source that has given its memory back", async () => {
  const run = await openLab(SMALL);
  await run.advance(fromMilliseconds(2900));
  const { source, ended } = await frameOf(run.run, "memory", false);
  expect([ended, source.role, new Set(source.pages)]).toEqual([true, "freed", new Set([PageState.empty])]);
});

describe("the maps are painted by the rule of the places", () => {
  for (const [name, scenario] of Object.entries(RUNS))
    it(`in ${name}`, async () => {
      expect(await expectPainted(scenario)).toBeGreaterThan(200);
    });
});
