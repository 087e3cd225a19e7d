import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ROW = /^\| (.+) \| (.+) \| (.+) \| `(src\/[^`]+)`: `([^`]+)` \|$/;
const rows = readFileSync(`${ROOT}docs/model.md`, "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Constant"));

describe("the model card", () => {
  it.each(rows)("names a constant as the code has it: %s", (row) => {
    const [, , , , file, snippet] = ROW.exec(row) ?? [];
    expect(file, "a row names a file and what stands in it").toBeDefined();
    expect(readFileSync(ROOT + file, "utf8")).toContain(snippet);
  });

  it("has the constants of all its chapters", () => {
    expect(rows.length).toBeGreaterThan(30);
  });
});
