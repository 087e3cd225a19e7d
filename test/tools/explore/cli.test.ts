import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

function run(...given: string[]) {
  const { status, stdout, stderr } = spawnSync("node", ["tools/run.mjs", "tools/cli/explore.ts", ...given], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("the explorer's command line", { timeout: 120_000 }, () => {
  it("prints the counts and exits with 0 where nothing is wrong", () => {
    const { status, stdout } = run("--strategy", "stopAndCopy", "--states", "500", "--cuts", "0");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^stopAndCopy from setup: 500 states.*, \d+ transitions, depth \d+, .* transitions\/s\n$/,
    );
  });

  for (const [given, words] of [
    [["--pages", "9"], "--pages takes a whole number from 1 to 4"],
    [["--states", "1.5"], "--states takes a whole number"],
    [["--strategy", "teleport"], "stopAndCopy, preCopy"],
    [["--crash"], "--crash takes one of source, destination, not nothing"],
    [["--cats", "1"], 'There is no option "--cats"'],
    [["--strategy", "stopAndCopy", "--from", "preCopy"], 'stopAndCopy never comes to "preCopy"'],
  ] as const)
    it(`refuses ${given.join(" ")} with exit code 2`, () => {
      const { status, stdout, stderr } = run(...given);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(words);
    });
});
