import { describe, expect, test } from "vitest";
import { fromMilliseconds } from "../../../src/clock/tick.ts";
import { forecastOf } from "../../../src/forecast/forecast.ts";
import { alwaysRewrittenOf } from "../../../src/forecast/rewritten.ts";
import { withoutWait } from "../../../src/lab/waits.ts";
import type { Frame } from "../../../src/report/frame.ts";
import { frameOf } from "../../../src/report/frame-builder.ts";
import type { Action } from "../../../src/scenario/action.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { ratioText } from "../../../src/view/design/words.ts";
import { announcementOf } from "../../../src/view/page/announce.ts";
import { plainText, sentenceOf } from "../../../src/view/story/sentence.ts";
import { openLab } from "../../support/lab.ts";
import { SMALL } from "../../support/small.ts";

/** Setup is over, and round 1 is being sent. */
const IN_ROUND_1 = 230;

interface Told {
  readonly kind: string;
  readonly words: string;
  readonly frame: Frame;
  readonly before: Frame;
}

/** What is told right after deeds that are done at a moment of a run. */
async function toldAfter(deeds: readonly Action[], ms: number, changes: object = {}): Promise<Told> {
  const simulation = await openLab({ ...SMALL, ...changes });
  await simulation.advance(fromMilliseconds(ms));
  const before = withoutWait(await frameOf(simulation.run, "memory", false));
  for (const deed of deeds) await simulation.act(deed);
  const frame = withoutWait(await frameOf(simulation.run, "memory", false));
  const sentence = sentenceOf(frame);
  return { kind: sentence.kind, words: plainText(sentence), frame, before };
}

const slowLink = (bandwidthMiBps: number, latencyMs = 1, loss = 0): Action => ({
  kind: "slowLink",
  bandwidthMiBps,
  latencyMs,
  loss,
});
const dirty = (pagesPerSecond: number): Action => ({ kind: "setDirtyRate", pagesPerSecond });

/** The forecast of the same guest over another link, by another rate. */
function forecast(bandwidthMiBps: number, dirtyPagesPerSecond = 1000) {
  const settings = { ...SMALL.guest.settings, dirtyPagesPerSecond };
  const guest = { ...SMALL.guest, settings };
  const scenario = parseScenario({ ...SMALL, guest, link: { bandwidthMiBps } } as never);
  const result = forecastOf(scenario, alwaysRewrittenOf(scenario));
  if (result.basis !== "formula") throw new Error("There is a formula for this guest.");
  return result;
}

describe("a change while memory is copied", () => {
  test("of the link's bandwidth tells what it carries, how much is written, and that copying cannot catch up", async () => {
    const { kind, words } = await toldAfter([slowLink(1)], IN_ROUND_1);
    expect(kind).toBe("linkChanged");
    expect(words).toBe(
      `The cable now carries 1 MiB/s. The program writes ${ratioText(forecast(1).ratio)} pages for each one sent: copying cannot catch up.`,
    );
    expect(forecast(1)).toMatchObject({ catchesUp: false, rounds: null });
  });

  test("tells that copying can catch up, and where the working set is small, why", async () => {
    const fast = await toldAfter([slowLink(32)], IN_ROUND_1);
    expect(fast.words).toContain(
      `writes ${ratioText(forecast(32).ratio)} pages for each one sent: copying can`,
    );
    const few = { guest: { ...SMALL.guest, settings: { workingSetPages: 9, dirtyPagesPerSecond: 1000 } } };
    const small = await toldAfter([slowLink(1)], IN_ROUND_1, few);
    expect(small.words).toContain("writes faster, but 10 different pages only: copying can catch up");
  });

  test("of the dirty rate tells it, and what it means for the copy", async () => {
    const slow = await toldAfter([dirty(100)], IN_ROUND_1);
    expect(slow.kind).toBe("dirtyRateChanged");
    expect(slow.words).toBe(
      `The program now writes 100 pages a second, ${ratioText(forecast(2, 100).ratio)} for each one sent: copying can catch up.`,
    );
    const quiet = await toldAfter([dirty(0)], IN_ROUND_1);
    expect(quiet.words).toBe("The program now leaves its working set alone: copying can catch up.");
    const fast = await toldAfter([dirty(5000)], IN_ROUND_1, {
      migration: { ...SMALL.migration, strategy: "preCopySdps" },
    });
    expect(fast.words).toContain("so West will slow the guest");
  });

  test("of latency, loss or the datastore tells that copying goes on", async () => {
    const late = await toldAfter([slowLink(2, 40)], IN_ROUND_1);
    expect(late.words).toContain(
      "takes 40 ms by cable. Copying stays as fast; a page fault will take at least 80 ms",
    );
    expect((await toldAfter([slowLink(2, 1, 0.1)], IN_ROUND_1)).words).toContain(
      "now loses 10 % of its messages",
    );
    const store = await toldAfter([{ kind: "slowDatastore", bandwidthMiBps: 0.5, latencyMs: 2 }], IN_ROUND_1);
    expect(store.kind).toBe("datastoreChanged");
    expect(store.words).toContain("now carries 0.5 MiB/s. Copying goes by cable");
  });

  test("that changes nothing, or was taken back at once, is not told", async () => {
    for (const deeds of [[slowLink(2)], [slowLink(1), slowLink(2)]])
      expect((await toldAfter(deeds, IN_ROUND_1)).kind).toBe("preCopyFirst");
  });

  test("that a heal takes back is told again with the values of the scenario", async () => {
    const simulation = await openLab(SMALL);
    await simulation.advance(fromMilliseconds(IN_ROUND_1));
    await simulation.act("healLink");
    const sentence = async () => plainText(sentenceOf(await frameOf(simulation.run, "memory", false)));
    expect(await sentence()).toContain("All 256 pages are copied");
    await simulation.act(slowLink(0.5));
    expect(await sentence()).toContain("now carries 0.5 MiB/s");
    await simulation.act("healLink");
    expect(await sentence()).toContain("now carries 2 MiB/s");
  });

  test("gives way to the next round, which has reasons of its own", async () => {
    const simulation = await openLab(SMALL);
    await simulation.advance(fromMilliseconds(IN_ROUND_1));
    await simulation.act(slowLink(1.9));
    await simulation.advance(fromMilliseconds(5000), () => simulation.run.statistics.round > 1);
    expect(sentenceOf(await frameOf(simulation.run, "memory", false)).kind).not.toBe("linkChanged");
  });

  test("is heard once", async () => {
    const { before, frame, words } = await toldAfter([slowLink(1)], IN_ROUND_1);
    expect(announcementOf(before, frame)).toContain(words);
    expect(announcementOf(frame, { ...frame, now: frame.now + 1 })).toBeNull();
  });
});

describe("a change while the last pages come", () => {
  /** The first milliseconds after the guest has resumed. */
  async function inPageIn(deed: Action): Promise<Told> {
    const simulation = await openLab(SMALL);
    await simulation.advance(fromMilliseconds(3000), () => simulation.run.statistics.phase === "pageIn");
    return toldAfter([deed], Math.ceil(simulation.run.now / 1_000_000) + 2);
  }

  test("of the link tells how long they take", async () => {
    const { words, frame } = await inPageIn(slowLink(0.25));
    const rest = frame.sum.total - frame.sum.arrived;
    const ms = (rest * 4104 * 1000) / (0.25 * 2 ** 20);
    expect(words).toBe(
      `The cable now carries 0.25 MiB/s. The guest runs; its last ${rest} pages take about ${(ms / 1000).toFixed(2).replace(/0+$/, "")} s.`,
    );
  });

  test("of the datastore tells that they do not need it", async () => {
    const { words } = await inPageIn({ kind: "slowDatastore", bandwidthMiBps: 0.5, latencyMs: 2 });
    expect(words).toMatch(/The guest does not feel it: its last \d+ pages come by cable\.$/);
  });

  test("of the dirty rate tells that the guest waits for what it has not got", async () => {
    expect((await inPageIn(dirty(10))).words).toContain(
      "10 pages a second, and waits where a page has not come",
    );
  });
});

test("a guest whose writes follow no formula is not judged before the round's end", async () => {
  const keyvalue = { guest: { program: "keyvalue", ramMiB: 1 } };
  const { words } = await toldAfter([slowLink(1)], IN_ROUND_1, keyvalue);
  expect(words).toBe(
    "The cable now carries 1 MiB/s. How much is written meanwhile, West sees at the end of the round.",
  );
});

test("no sentence of a change has more than 22 words", async () => {
  const deeds: Action[] = [
    slowLink(1),
    slowLink(32),
    slowLink(2, 40),
    slowLink(2, 1, 0.25),
    dirty(0),
    dirty(3),
    dirty(9999),
    { kind: "slowDatastore", bandwidthMiBps: 0.5, latencyMs: 2 },
    { kind: "slowDatastore", bandwidthMiBps: 20, latencyMs: 90 },
  ];
  for (const strategy of ["preCopySdps", "quickResume", "stopAndCopy", "postCopy", "quickResumeConcurrent"]) {
    const simulation = await openLab({ ...SMALL, migration: { ...SMALL.migration, strategy } });
    for (const ms of [201, IN_ROUND_1, 420, 700, 900]) {
      await simulation.advance(fromMilliseconds(ms));
      for (const deed of deeds) {
        await simulation.act(deed);
        const sentence = sentenceOf(withoutWait(await frameOf(simulation.run, "memory", false)));
        const words = plainText(sentence);
        expect(words).not.toMatch(/undefined|NaN|null|Infinity/);
        if (sentence.kind.endsWith("Changed")) expect(words.split(" ").length, words).toBeLessThanOrEqual(22);
      }
    }
  }
});
