import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { frameOf } from "../../src/entries/headless.ts";
import type { Frame } from "../../src/report/frame.ts";
import { Score, TICK_MS, WAIT_MS } from "../../src/sound/score.ts";
import { SILENCE, sounds } from "../../src/sound/sound.ts";
import { frameWith } from "../support/frame.ts";
import { type HeardPicture, hearRun } from "../support/heard.ts";
import { openLab } from "../support/lab.ts";

/** The report of the first frame, with so many pages that have come. */
function counted(link: number, file = 0): Pick<Frame["report"], "paths"> {
  return { paths: { link: { pages: link, bytes: 0 }, file: { pages: file, bytes: 0 } } };
}

const seen = (at: number) => ({ at, isJump: false, isRunning: true });
const shown = (now: number, report: Partial<Frame["report"]>) => frameWith({ now, phase: "pageIn", report });

/** A score that has seen the beginning of page-in. */
function begun(): Score {
  const score = new Score();
  score.hear(shown(0, counted(0)), seen(0));
  return score;
}

describe("a real run, at the pace of the page", () => {
  let heard: readonly HeardPicture[];
  beforeAll(async () => {
    const simulation = await openLab(JSON.parse(readFileSync("public/scenarios/quick-resume.json", "utf8")));
    const run = {
      advance: (until: number) => simulation.advance(until),
      frame: () => frameOf(simulation.run, "memory"),
    };
    heard = await hearRun(run, (frame) => frame.ended);
  });
  const during = (phase: Frame["phase"]) => heard.filter(({ frame }) => frame.phase === phase);

  test("pages tick by the link in pre-copy, and through the mailbox after the cut", () => {
    const precopy = during("preCopy").map(({ sound }) => sound);
    expect(precopy.some(({ link }) => link > 0)).toBe(true);
    expect(precopy.every(({ file }) => file === 0)).toBe(true);
    const noticed = heard.filter(({ frame }) => frame.phase === "pageIn" && !frame.link.declaredUp);
    expect(noticed.some(({ sound }) => sound.file > 0)).toBe(true);
    expect(noticed.every(({ sound }) => sound.link === 0)).toBe(true);
  });

  test("nothing sounds while the guest is handed over", () => {
    const stun = [...during("stun"), ...during("switchover")].map(({ sound }) => sound);
    expect(stun.length).toBeGreaterThan(10);
    expect(stun.filter(sounds)).toEqual([]);
    expect(stun.every(({ stands }) => stands)).toBe(true);
  });

  test("the low tone is there whenever the guest is seen to wait, and never before page-in", () => {
    const seen = heard.filter(({ frame }) => frame.destination.waitsFor !== null);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every(({ sound }) => sound.wait === "lasting")).toBe(true);
    const early = heard.filter(({ frame }) => frame.phase !== "pageIn" && frame.phase !== "finish");
    expect(early.every(({ sound }) => sound.wait === "none")).toBe(true);
    // A guest that runs is not heard as waiting.
    expect(heard.at(-1)!.sound.wait).toBe("none");
    expect(during("pageIn").some(({ sound }) => sound.wait === "none")).toBe(true);
  });

  test("the cut and the end are heard once, in their order", () => {
    const figures = heard.flatMap(({ sound }) => sound.figure ?? []);
    expect(figures).toEqual(["cut", "identical"]);
  });

  test("ticks are never denser than their bound", () => {
    const ticks = heard.filter(({ sound }) => sound.link > 0 || sound.file > 0).map(({ at }) => at);
    expect(ticks.length).toBeGreaterThan(100);
    for (const [index, at] of ticks.slice(1).entries())
      expect(at - ticks[index]!).toBeGreaterThanOrEqual(TICK_MS);
  });
});

describe("two pictures", () => {
  test("more pages are a fuller tick, and never more than full", () => {
    const ticks = [1, 2, 8, 64, 1000].map(
      (pages) => begun().hear(shown(1, counted(pages)), seen(TICK_MS)).link,
    );
    expect(ticks[0]).toBeGreaterThan(0);
    expect(ticks).toEqual([...ticks].sort());
    expect(ticks.slice(-2)).toEqual([1, 1]);
  });

  test("what comes too soon after a tick is in the next one, not in a queue", () => {
    const score = begun();
    expect(score.hear(shown(1, counted(4)), seen(100)).link).toBeGreaterThan(0);
    expect(score.hear(shown(2, counted(8)), seen(110))).toEqual(SILENCE);
    expect(score.hear(shown(3, counted(8)), seen(160)).link).toBeGreaterThan(0);
    expect(score.hear(shown(4, counted(8)), seen(260))).toEqual(SILENCE);
  });

  test("a jump, a way back and a new migration are silent, and nothing of before is heard later", () => {
    const score = begun();
    const jump = { at: 1000, isJump: true, isRunning: false };
    expect(score.hear(shown(9, counted(500, 20)), jump)).toEqual(SILENCE);
    expect(score.hear(shown(10, counted(500, 20)), seen(2000))).toEqual(SILENCE);
    expect(score.hear(shown(2, counted(90)), seen(3000))).toEqual(SILENCE);
    expect(score.hear(shown(3, counted(90)), seen(4000))).toEqual(SILENCE);
    const again = frameWith({ now: 4, migration: 2, phase: "preCopy", report: counted(0) });
    expect(score.hear(again, seen(5000))).toEqual(SILENCE);
    const first = frameWith({ now: 5, migration: 2, phase: "preCopy", report: counted(1) });
    expect(score.hear(first, seen(6000)).link).toBeGreaterThan(0);
  });

  test("the low tone goes on over waits that follow each other, and only while time runs", () => {
    const waits = (stalled: number): Partial<Frame["report"]> => {
      const { report } = frameWith();
      return { ...counted(0), guest: { ...report.guest, "stall-time": stalled } };
    };
    const score = begun();
    expect(score.hear(shown(10e6, waits(5)), seen(20)).wait).toBe("lasting");
    expect(score.hear(shown(20e6, waits(6)), seen(40)).wait).toBe("lasting");
    expect(score.hear(shown(30e6, waits(6)), seen(20 + WAIT_MS)).wait).toBe("none");
    const still = { ...seen(400), isRunning: false };
    expect(score.hear(shown(40e6, waits(16)), still).wait).toBe("short");
    expect(score.hear(shown(41e6, waits(16)), { ...still, at: 410 }).wait).toBe("none");
    expect(score.hear(shown(50e6, { ...waits(25), outcome: "lost" }), seen(600)).wait).toBe("none");
  });

  test("the end of a lost guest, a cable that heals, and a different guest have their own notes", () => {
    const [cut, whole] = [false, true].map((isWhole) =>
      frameWith({ now: 1, phase: "pageIn", link: { whole: isWhole } }),
    );
    const score = new Score();
    score.hear(cut!, seen(0));
    expect(score.hear({ ...whole!, now: 2 }, seen(100)).figure).toBe("healed");
    expect(begun().hear(shown(2, { outcome: "lost" }), seen(100)).figure).toBe("lost");
    const verdict = { identical: false, pagesEqual: 1, pagesTotal: 2, firstDifference: 1, hash: "00" };
    expect(begun().hear(frameWith({ now: 2, phase: "finish", ended: true, verdict }), seen(100)).figure).toBe(
      "different",
    );
  });
});
