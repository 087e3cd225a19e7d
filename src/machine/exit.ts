import * as L from "./layout.ts";
import type { MachineExports } from "./module.ts";

/** How the next instruction was going to access a page that is not present. */
export type PageAccess = "read" | "write" | "fetch";

/** Why `Machine.run` ended; see `docs/architecture.md`. */
export type RunExit =
  | { kind: "budget" }
  | { kind: "missingPage"; page: number; access: PageAccess }
  | { kind: "console"; byte: number }
  | { kind: "doorbell" }
  | { kind: "answer"; id: number; value: number; checksum: number }
  | { kind: "shutdown" };

const ACCESSES: Record<number, PageAccess> = {
  [L.ACCESS_READ]: "read",
  [L.ACCESS_WRITE]: "write",
  [L.ACCESS_FETCH]: "fetch",
};

/** The exit that the module's `run` has just returned as a number. */
export function describeExit(exit: number, exports: MachineExports): RunExit {
  switch (exit) {
    case L.EXIT_BUDGET:
      return { kind: "budget" };
    case L.EXIT_MISSING_PAGE:
      return {
        kind: "missingPage",
        page: exports.exitValue.value,
        access: ACCESSES[exports.exitAccess.value]!,
      };
    case L.EXIT_CONSOLE:
      return { kind: "console", byte: exports.exitValue.value };
    case L.EXIT_DOORBELL:
      return { kind: "doorbell" };
    case L.EXIT_ANSWER:
      return describeAnswer(exports);
    default:
      return { kind: "shutdown" };
  }
}

/** The answer lies in the state block, where the guest wrote it; the exit's value is the request's id. */
function describeAnswer({ exitValue, memory }: MachineExports): RunExit {
  const view = new DataView(memory.buffer, L.ANSWER_AT, 8);
  const [value, checksum] = [view.getUint32(0, true), view.getUint32(4, true)];
  return { kind: "answer", id: exitValue.value >>> 0, value, checksum };
}
