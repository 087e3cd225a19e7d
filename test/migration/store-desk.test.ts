import { describe, expect, it } from "vitest";
import type { Output } from "../../src/migration/output.ts";
import { createStoreDesk, forget, issue, retry, settle } from "../../src/migration/store-desk.ts";

const PATIENCE = 100;

/** What is said of the path while something is done. */
function told(step: (out: Output[]) => void): boolean[] {
  const out: Output[] = [];
  step(out);
  return out.flatMap((output) => (output.kind === "path" ? [output.up] : []));
}

describe("the desk", () => {
  it("declares the datastore silent once, and back with the first answer", () => {
    const desk = createStoreDesk(PATIENCE);
    const [one, other] = [
      issue(desk, { kind: "readOwner" }, 0, []),
      issue(desk, { kind: "deleteFile" }, 1, []),
    ];
    expect(told((out) => retry(desk, PATIENCE, out))).toEqual([false]);
    expect(told((out) => retry(desk, PATIENCE + 1, out))).toEqual([]);
    expect(told((out) => settle(desk, one, out))).toEqual([true]);
    expect(told((out) => settle(desk, other, out))).toEqual([]);
  });

  it("takes nothing back when another operation is late at the tick of the first answer", () => {
    const desk = createStoreDesk(PATIENCE);
    const first = issue(desk, { kind: "readOwner" }, 0, []);
    issue(desk, { kind: "deleteFile" }, 2 * PATIENCE, []);
    retry(desk, PATIENCE, []);
    expect(told((out) => settle(desk, first, out))).toEqual([true]);
    const out: Output[] = [];
    expect(told((each) => retry(desk, 3 * PATIENCE, each))).toEqual([]);
    retry(desk, 5 * PATIENCE, out);
    expect(out).toContainEqual({ kind: "path", path: "file", up: false });
  });

  it("forgets operations of one kind", () => {
    const desk = createStoreDesk(PATIENCE);
    const read = issue(desk, { kind: "readOwner" }, 0, []);
    issue(desk, { kind: "deleteFile" }, 0, []);
    forget(desk, "readOwner", []);
    expect(settle(desk, read, [])).toBeNull();
    expect(desk.pending).toHaveLength(1);
  });
});
