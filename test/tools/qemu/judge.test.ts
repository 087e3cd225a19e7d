import { describe, expect, it } from "vitest";
import { isAtBoundary, type QemuCase } from "../../../tools/qemu/case.ts";
import { judge } from "../../../tools/qemu/judge.ts";
import { caseOf, type RawCase } from "../../../tools/qemu/raw.ts";
import { readCases } from "../../../tools/qemu/read-cases.ts";

const CASE: QemuCase = {
  id: 1,
  kind: "precopy",
  ramMiB: 64,
  linkMiBps: 64,
  workingSetPages: 16368,
  dirtyPagesPerSecond: 8192,
  order: "golden",
  latencyMs: 0,
  limitMs: 300,
  measured: { converged: true, pages: 20_000, totalMs: 1000, syncs: 6, downtimeMs: 290 },
};
const SAME = { ...CASE.measured, whole: true };

function outside(simulated: Partial<typeof SAME>, each = CASE): string[] {
  return judge(each, { ...SAME, ...simulated })
    .filter(({ within }) => !within)
    .map(({ quantity }) => quantity);
}

describe("a comparison with QEMU", () => {
  it("finds nothing where nothing differs", () => expect(outside({})).toEqual([]));

  it("finds each quantity that is outside its tolerance", () => {
    expect(outside({ pages: 20_401 })).toEqual(["pages"]);
    expect(outside({ totalMs: 979 })).toEqual(["totalMs"]);
    expect(outside({ downtimeMs: 307 })).toEqual(["downtimeMs"]);
    expect(outside({ downtimeMs: 224 })).toEqual(["downtimeMs"]);
    expect(outside({ syncs: 8 })).toEqual(["syncs"]);
    expect(outside({ whole: false })).toEqual(["whole"]);
    expect(outside({ converged: false })).toEqual(["converged"]);
  });

  it("allows more where the guest dirties nearly what the link carries", () => {
    const near = { ...CASE, dirtyPagesPerSecond: 14_746 };
    expect(outside({ pages: 21_900 }, near)).toEqual([]);
    expect(outside({ pages: 22_100 }, near)).toEqual(["pages"]);
  });

  it("leaves open what happens within 5 % of the boundary", () => {
    const at = (changes: Partial<QemuCase>) => isAtBoundary({ ...CASE, ...changes });
    expect(at({ dirtyPagesPerSecond: 16_384 })).toBe(true);
    expect(at({ dirtyPagesPerSecond: 14_746 })).toBe(false);
    expect(at({ dirtyPagesPerSecond: 16_384, workingSetPages: 2048 })).toBe(false);
    expect(at({ dirtyPagesPerSecond: 32_768, order: "random", workingSetPages: 9830 })).toBe(true);
  });

  it("reads what the measurement wrote as what the lab ships", async () => {
    const raw: RawCase = {
      id: 1,
      params: {
        mode: "precopy",
        ram_mib: 64,
        link_mib_s: 32,
        working_set_pages: 16368,
        dirty_pages_s: 0,
        write_order: "golden",
        link_kind: "shaped",
        one_way_latency_us: 0,
        downtime_limit_ms: 300,
        cap_s: 27,
      },
      results: {
        converged: true,
        pages_sent: { med: 16372 },
        rounds_dirty_sync_count: { med: 3 },
        total_time_ms: { med: 1996 },
        downtime_ms: { med: 282 },
      },
    };
    expect(caseOf(raw)).toEqual((await readCases()).find(({ id }) => id === 1));
  });
});
