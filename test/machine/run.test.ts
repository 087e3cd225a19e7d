import { expect, test } from "vitest";
import { addi, assemble, bne, ecall, li, to } from "../support/assembler.ts";
import { machineWith, register } from "../support/machine.ts";

test("a loop runs and shuts down", () => {
  const machine = machineWith(
    assemble(
      li("a0", 1000),
      "loop",
      addi("a0", "a0", -1),
      addi("a1", "a1", 3),
      to("loop", (o) => bne("a0", 0, o)),
      addi("a7", 0, 8),
      ecall(),
    ),
  );
  expect(machine.run(100)).toEqual({ kind: "budget" });
  expect(machine.cycle).toBe(100);
  expect(machine.run(1e6)).toEqual({ kind: "shutdown" });
  expect(register(machine, "a1")).toBe(3000);
  expect(machine.retired).toBe(3004);
  expect(machine.cycle).toBe(3004);
  expect(machine.isShutDown).toBe(true);
});
