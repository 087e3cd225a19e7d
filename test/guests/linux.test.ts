import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { boot } from "../../src/machine/boot.ts";
import { Machine } from "../../src/machine/machine.ts";
import { MACHINE_WASM } from "../../src/node/assemble.ts";

const root = new URL("../../", import.meta.url);
const built = new URL("public/guests/linux/build/", root);
const PROMPT = ":~# ";
/** More than any of these commands takes. */
const CYCLES_MAX = 100_000_000;

/** Runs Linux until it shows a prompt and returns what it printed. */
function toPrompt(machine: Machine): string {
  let printed = "";
  const end = machine.cycle + CYCLES_MAX;
  while (!printed.endsWith(PROMPT)) {
    const exit = machine.run(end - machine.cycle);
    if (exit.kind !== "console") throw new Error(`no prompt but ${exit.kind}: ${printed}`);
    printed += String.fromCharCode(exit.byte);
  }
  return printed;
}

function type(machine: Machine, line: string): string {
  machine.pushConsole(new TextEncoder().encode(`${line}\n`));
  return toPrompt(machine);
}

// Linux is never committed: without `public/guests/linux/build.sh` there is nothing to test.
describe.skipIf(!existsSync(new URL("Image", built)))("Linux", () => {
  it.each([4, 8, 16])("boots in %i MiB and answers at its prompt", (ramMiB) => {
    const module = new WebAssembly.Module(readFileSync(new URL(MACHINE_WASM, root)));
    const machine = Machine.create(module, { ramBytes: ramMiB << 20, instructionsPerSecond: 20_000_000 });
    const initrd = readFileSync(new URL("initrd.cpio", built));
    boot(machine, { kind: "kernel", kernel: readFileSync(new URL("Image", built)), initrd });
    expect(toPrompt(machine)).toContain("Run /init as init process");
    expect(machine.retired).toBeLessThan(12_000_000);
    expect(type(machine, "uname -sm")).toContain("Linux riscv32");
    expect(type(machine, "ls -p --color=never /")).toMatch(/bin\/\s+dev\/\s+etc\/\s+init\s+proc\//);
    expect(type(machine, "echo hello | md5sum")).toContain("b1946ac92492d2347c6235b4d2611184");
    expect(type(machine, "dirty 100 500 1")).toMatch(/500 writes into 100 pages, sum [0-9a-f]{8}/);
  });
});
