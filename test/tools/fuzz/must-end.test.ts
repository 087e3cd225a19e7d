import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { LONGEST_MS } from "../../../src/scenario/bounds.ts";
import { EXCUSES, mended, mustEnd, patienceMs } from "../../../tools/fuzz/must-end.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** What the model card lists under a heading, by the words in bold that each entry begins with. */
function entriesUnder(heading: string): string[] {
  const [, chapter] = readFileSync(`${ROOT}docs/model.md`, "utf8").split(`\n## ${heading}\n`);
  const [text] = chapter!.split("\n## ");
  return [...text!.matchAll(/^- \*\*(.+?)\*\*:/gms)].map(([, words]) => words!.replaceAll(/\s+/g, " "));
}

it("excuses what the model card names, and nothing else", () => {
  const named = entriesUnder("What need not end").map((words) => words.toLowerCase());
  expect(named.length).toBeGreaterThan(0);
  expect(EXCUSES.map(({ words }) => words.toLowerCase())).toEqual(named);
});

it("excuses a migration only where it stands, and only for its own reason", () => {
  const qemu = { version: 1, migration: { stopRule: "qemu" } } as const;
  const crash = { version: 1, faults: [{ kind: "crashDestination", at: { ms: 1 } }] } as const;
  const short = { version: 1, migration: { heartbeatMs: 1 }, link: { latencyMs: 10_000 } } as const;
  for (const phase of ["setup", "stun", "switchover", "pageIn"])
    for (const data of [qemu, crash, short]) expect(mustEnd(data, phase), phase).toBe(true);
  expect([qemu, crash, short].map((data) => mustEnd(data, "preCopy"))).toEqual([false, false, true]);
});

it("asks nothing for which a day does not suffice, and never runs for longer", () => {
  const slow = { kind: "slowDatastore", at: { ms: 1 }, bandwidthMiBps: 1, latencyMs: 10_000_000 } as const;
  const data = { version: 1, faults: [slow], untilMs: 80_000_000 } as const;
  expect(mustEnd(data, "pageIn")).toBe(false);
  expect(mustEnd({ ...data, untilMs: 10_000 }, "pageIn")).toBe(true);
  const short = { version: 1, untilMs: LONGEST_MS - 1 } as const;
  for (const each of [data, short])
    expect(mended(each, { events: [] }, "pageIn").untilMs).toBeLessThanOrEqual(LONGEST_MS);
});

it("leaves a migration that goes back the time that the link's other way takes", () => {
  const link = { bandwidthMiBps: 32, backBandwidthMiBps: 0.001 };
  const data = { version: 1, guest: { program: "breakout", ramMiB: 1 }, link } as const;
  const back = { ...data, again: [{ afterMs: 0, strategy: "quickResume", maxRounds: 1 }] };
  // A page is 4,104 bytes on the link.
  const onceMs = (256 * 4104 * 1000) / (0.001 * 2 ** 20);
  expect(patienceMs(data, "preCopy")).toBeLessThan(onceMs);
  expect(patienceMs(back, "preCopy")).toBeGreaterThan(2 * onceMs);
});
