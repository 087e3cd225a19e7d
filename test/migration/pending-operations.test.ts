import { describe, expect, it } from "vitest";
import { NOTHING_SEEN } from "../../src/migration/input.ts";
import type { Output } from "../../src/migration/output.ts";
import {
  createPendingOperations,
  forget,
  issue,
  retry,
  settle,
} from "../../src/migration/pending-operations.ts";

const PATIENCE = 100;

/** What is said of the path while something is done. */
function told(step: (out: Output[]) => void): boolean[] {
  const out: Output[] = [];
  step(out);
  return out.flatMap((output) => (output.kind === "path" ? [output.up] : []));
}

describe("pending operations", () => {
  it("declares the datastore silent once, and back with the first answer", () => {
    const pending = createPendingOperations(PATIENCE);
    const [one, other] = [
      issue(pending, { kind: "readOwner" }, 0, []),
      issue(pending, { kind: "deleteFile" }, 1, []),
    ];
    expect(told((out) => retry(pending, NOTHING_SEEN, PATIENCE, out))).toEqual([false]);
    expect(told((out) => retry(pending, NOTHING_SEEN, PATIENCE + 1, out))).toEqual([]);
    expect(told((out) => settle(pending, one, PATIENCE + 1, out))).toEqual([true]);
    expect(told((out) => settle(pending, other, PATIENCE + 1, out))).toEqual([]);
  });

  it("takes nothing back when another operation is late at the tick of the first answer", () => {
    const pending = createPendingOperations(PATIENCE);
    const first = issue(pending, { kind: "readOwner" }, 0, []);
    issue(pending, { kind: "deleteFile" }, 2 * PATIENCE, []);
    retry(pending, NOTHING_SEEN, PATIENCE, []);
    expect(told((out) => settle(pending, first, 3 * PATIENCE, out))).toEqual([true]);
    const out: Output[] = [];
    expect(told((each) => retry(pending, NOTHING_SEEN, 3 * PATIENCE, each))).toEqual([]);
    retry(pending, NOTHING_SEEN, 5 * PATIENCE, out);
    expect(out).toContainEqual({ kind: "path", path: "file", up: false });
  });

  it("knows how long an answer takes of late: the longest counts, and fades", () => {
    const pending = createPendingOperations(PATIENCE);
    const answeredAfter = (took: number) => {
      settle(pending, issue(pending, { kind: "readOwner" }, 1000, []), 1000 + took, []);
      return pending.roundTrip;
    };
    expect([5, 40, 8, 8, 29, 1].map(answeredAfter)).toEqual([5, 40, 30, 22, 29, 21]);
  });

  it("forgets operations of one kind", () => {
    const pending = createPendingOperations(PATIENCE);
    const read = issue(pending, { kind: "readOwner" }, 0, []);
    issue(pending, { kind: "deleteFile" }, 0, []);
    forget(pending, "readOwner", []);
    expect(settle(pending, read, 0, [])).toBeNull();
    expect(pending.pending).toHaveLength(1);
  });

  it("awaits what the datastore still has in its queue, for however long, and neither repeats it nor despairs", () => {
    const pending = createPendingOperations(PATIENCE);
    const operation = issue(pending, { kind: "readOwner" }, 0, []);
    const seen = { ...NOTHING_SEEN, underWay: [operation] };
    for (let now = PATIENCE; now < 100 * PATIENCE; now += PATIENCE) {
      const out: Output[] = [];
      expect(retry(pending, seen, now, out)).toBe(0);
      expect(out).toEqual([{ kind: "deadline", name: "store", at: now + PATIENCE }]);
    }
  });

  it("repeats what the datastore refused, and does not take that for silence", () => {
    const pending = createPendingOperations(PATIENCE);
    const operation = issue(pending, { kind: "readOwner" }, 0, []);
    const out: Output[] = [];
    expect(retry(pending, { ...NOTHING_SEEN, refused: [operation] }, PATIENCE, out)).toBe(0);
    expect(out.map(({ kind }) => kind)).toEqual(["store", "deadline", "deadline"]);
  });

  it("repeats one operation while the datastore is silent, ever more slowly, and all that were lost once it answers", () => {
    const pending = createPendingOperations(PATIENCE);
    const first = issue(pending, { kind: "readOwner" }, 0, []);
    issue(pending, { kind: "deleteFile" }, 0, []);
    const again: [number, number][] = [];
    const pass = (now: number, seen = NOTHING_SEEN) => {
      const out: Output[] = [];
      retry(pending, seen, now, out);
      for (const each of out) if (each.kind === "store") again.push([now / PATIENCE, each.operation]);
      return out.findLast((each) => each.kind === "deadline")!.at!;
    };
    let due = PATIENCE;
    while (due < 20 * PATIENCE) due = pass(due);
    expect(again).toEqual([1, 3, 7, 11, 15, 19].map((beat) => [beat, first]));
    again.length = 0;
    settle(pending, first, 20 * PATIENCE, []);
    pass(20 * PATIENCE);
    expect(again).toEqual([[20, 2]]);
  });
});
