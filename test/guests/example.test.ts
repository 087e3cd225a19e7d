import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boot } from "../../src/machine/boot.ts";
import { Machine } from "../../src/machine/machine.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { findCompiler } from "../support/clang.ts";
import { openLab } from "../support/lab.ts";
import { machineModule } from "../support/machine.ts";
import { pages } from "./running.ts";

const document = readFileSync(new URL("../../docs/guests.md", import.meta.url), "utf8");

/** The first block of code in the document that is in this language. */
function block(language: string): string {
  return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(document)![1]!;
}

const compiler = findCompiler();
if (!compiler)
  console.log("guests: the example of docs/guests.md was left out, clang and lld are not installed");

function build(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "guest-"));
  try {
    writeFileSync(join(folder, "counter.c"), block("c"));
    const [, ...words] = block("sh").trim().split(" ");
    execFileSync(compiler!, words, { cwd: folder, stdio: "pipe" });
    return readFileSync(join(folder, "counter.elf"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the example of docs/guests.md", () => {
  it("has ten lines", () => {
    expect(block("c").trim().split("\n")).toHaveLength(10);
  });

  it.skipIf(!compiler)(
    "builds with the command that stands there, boots, prints and dirties its pages",
    () => {
      const machine = Machine.create(machineModule, { ramBytes: 4 << 20, instructionsPerSecond: 20_000_000 });
      boot(machine, { kind: "image", bytes: build() });
      machine.collectDirty();
      let text = "";
      while (machine.cycle < 20_000) {
        const exit = machine.run(20_000 - machine.cycle);
        if (exit.kind === "console") text += String.fromCharCode(exit.byte);
        else expect(exit.kind).toBe("budget");
      }
      expect(text).toBe("hello from a guest of my own\n");
      expect([...machine.collectDirty()]).toEqual(expect.arrayContaining(pages(512, 768)));
    },
  );

  it.skipIf(!compiler)("moves in the scenario that stands there", async () => {
    const scenario = JSON.parse(block("json"));
    const image = build();
    const lab = await openLab(scenario, true, undefined, async () => image);
    const report = await runToEnd(lab);
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    expect(report.console).toBe("hello from a guest of my own\n");
  });
});
