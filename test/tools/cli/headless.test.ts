import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { SMALL } from "../../support/small.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "headless-"));

function headless(...given: string[]) {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "-s", "headless", "--", ...given], {
    cwd: ROOT,
    encoding: "utf8",
  });
  // npm itself may warn about its configuration; that is not the runner's.
  return { status, stdout, stderr: stderr.replaceAll(/^npm warn .*\n/gm, "") };
}

function scenarioFile(content: unknown): string {
  const file = join(folder, `${Math.floor(performance.now() * 1000)}.json`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

describe("the headless runner", { timeout: 60_000 }, () => {
  it("recovers in the classroom scenario, the same bytes every time", () => {
    const first = headless("public/scenarios/quick-resume.json");
    const report = JSON.parse(first.stdout);
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
    expect(report.paths.link.pages).toBeGreaterThan(0);
    expect(report.paths.file.pages).toBeGreaterThan(0);
    expect(headless("public/scenarios/quick-resume.json").stdout).toBe(first.stdout);
  });

  it("writes the trace as one event a line", () => {
    const trace = join(folder, "trace.ndjson");
    const { status } = headless(scenarioFile(SMALL), "--trace", trace);
    const events = readFileSync(trace, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(events.map(({ kind }) => kind)).toContain("ended");
    expect(events.every(({ tick }, index) => index === 0 || tick >= events[index - 1].tick)).toBe(true);
  });

  it("exits with 1 where the guest is held", () => {
    const at = { phase: "pageIn", afterMs: 20 };
    const faults = [
      { kind: "cutLink", at },
      { kind: "stopDatastore", at },
    ];
    const { status, stdout } = headless(scenarioFile({ ...SMALL, faults }));
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "held", identical: null });
  });

  it("names a fault that never came due", () => {
    const { stdout } = headless(
      scenarioFile({ ...SMALL, faults: [{ kind: "cutLink", at: { round: 900 } }] }),
    );
    expect(JSON.parse(stdout).message).toContain("Fault 1 (cutLink, when round 900 begins) never came due.");
  });

  for (const [what, content, words] of [
    ["no JSON", "{", ["not JSON"]],
    ["an unknown field", { version: 1, cats: 1 }, ["cats"]],
    [
      "a working set larger than RAM",
      { version: 1, guest: { ramMiB: 1, settings: { workingSetPages: 241 } } },
      ["workingSetPages", "241", "240"],
    ],
    [
      "an image that is not there",
      { version: 1, guest: { image: "nowhere.elf" } },
      ["guest.image", "nowhere.elf"],
    ],
  ] as const)
    it(`refuses ${what} with exit code 2 and nothing on standard output`, () => {
      const { status, stdout, stderr } = headless(scenarioFile(content));
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      for (const word of words) expect(stderr).toContain(word);
    });
});
