import { expect, test } from "vitest";
import { RAM_AT } from "../../src/machine/layout.ts";
import { compileMachine } from "../../src/node/assemble.ts";
import { machineModule } from "../support/machine.ts";

test("the module imports nothing, holds no data and is small", async () => {
  expect(WebAssembly.Module.imports(machineModule)).toEqual([]);
  const { exports } = new WebAssembly.Instance(machineModule);
  const memory = exports.memory as WebAssembly.Memory;
  expect(memory.buffer.byteLength).toBe(RAM_AT);
  expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
  expect((await compileMachine()).length).toBeLessThan(40 * 1024);
}, 60_000);
