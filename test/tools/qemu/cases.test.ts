import { beforeAll, describe, expect, it } from "vitest";
import type { QemuCase } from "../../../tools/qemu/case.ts";
import { judge } from "../../../tools/qemu/judge.ts";
import { readCases } from "../../../tools/qemu/read-cases.ts";
import { runCase } from "../../../tools/qemu/run-case.ts";

/** Some of each kind that are far from any boundary; `compare:qemu` runs them all. */
const CHOSEN: Record<string, number[]> = {
  "pre-copy": [1, 6, 38, 53, 59, 180, 184],
  "that does not converge": [20, 65],
  "auto-converge": [114],
  "post-copy": [69, 76, 88],
  "a cut in post-copy": [138],
};

describe("with QEMU's stop rule the lab does what QEMU did", () => {
  let cases: QemuCase[];
  beforeAll(async () => {
    cases = await readCases();
  });

  for (const [what, ids] of Object.entries(CHOSEN))
    for (const id of ids)
      it(`in case ${id}, ${what}`, { timeout: 60_000 }, async () => {
        const each = cases.find((one) => one.id === id)!;
        const outside = judge(each, await runCase(each)).filter(({ within }) => !within);
        expect(outside).toEqual([]);
      });
});
