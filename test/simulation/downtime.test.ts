import { expect, it } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { openLab } from "../support/lab.ts";

const LINK_MIB = 1024;

/** A guest that dirties half of its memory faster than the link copies it, on a link that carries a GiB in a second. */
async function quickResume(ramMiB: number): Promise<Report> {
  const workingSetPages = ramMiB * 128;
  const lab = await openLab({
    version: 1,
    guest: {
      program: "dirty",
      ramMiB,
      instructionsPerSecond: 4_000_000,
      settings: { workingSetPages, dirtyPagesPerSecond: 20_000 },
    },
    link: { bandwidthMiBps: LINK_MIB },
    migration: { startMs: 500, afterRounds: 1, pagesPerSend: 256 },
    untilMs: 500 + 4 * ramMiB + 600,
  });
  return runToEnd(lab);
}

it("stuns the guest no longer for a thousand times the memory, but for the longer bitmap", {
  timeout: 300_000,
}, async () => {
  let smallest: number | null = null;
  for (const ramMiB of [1, 16, 256, 1024]) {
    const report = await quickResume(ramMiB);
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    expect(report.ram["postcopy-bytes"]).toBeGreaterThan(0);
    smallest ??= report.downtime;
    const bitmapMs = ((ramMiB * 256) / 8 / (LINK_MIB * 2 ** 20)) * 1000;
    expect(report.downtime - smallest).toBeLessThan(bitmapMs + 0.01);
  }
});
