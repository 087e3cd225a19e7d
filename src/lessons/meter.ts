/**
 * Counts what evaluating an expression costs. The language bounds how long an expression is, but loops within loops over all
 * events of a run would still go on for hours, and texts that are put together from themselves would fill all memory.
 */

import { t } from "../language/words.ts";

/** An expression that costs more than any lesson needs. */
export class TooCostlyError extends Error {
  override name = "TooCostlyError";
}

/** Steps that one evaluation may take: many times what the costliest of the lab's lessons does, and a fraction of a second. */
const MOST_STEPS = 500_000;

/** Putting together so many characters, or items of a list, is a step. */
const SIZE_OF_STEP = 8;

/** Nodes that pass on what others have made: one of two values, and the list that a loop goes on filling. */
const PASSES_ON = /^(\?:|accu.*)$/;

/** What the library makes of an expression, as far as it matters here; a node replaces its own `evaluate` when it is first used. */
interface Node {
  evaluate: (...parts: unknown[]) => unknown;
  readonly op: string;
  readonly args: unknown;
  readonly meta: object;
}

/** Counts the steps of evaluations. */
export class Meter {
  #left = 0;

  /** Evaluates something, which may take so many steps and no more. Throws {@link TooCostlyError}. */
  within<Made>(evaluate: () => Made): Made {
    this.#left = MOST_STEPS;
    return evaluate();
  }

  /** Has every node of an expression counted whenever it is evaluated. */
  count(root: object): void {
    const seen = new Set<object>();
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null || seen.has(value)) return;
      seen.add(value);
      for (const inner of Object.values(isNode(value) ? { args: value.args, ...value.meta } : value))
        visit(inner);
      if (isNode(value)) this.#countNode(value);
    };
    visit(root);
  }

  #countNode(node: Node): void {
    let evaluate = node.evaluate;
    const makes = !PASSES_ON.test(node.op);
    const counted = (...parts: unknown[]) => {
      this.#spend(1);
      const value = evaluate.apply(node, parts);
      if (makes && (typeof value === "string" || Array.isArray(value)))
        this.#spend(value.length / SIZE_OF_STEP);
      return value;
    };
    const set = (next: Node["evaluate"]) => {
      evaluate = next;
    };
    Object.defineProperty(node, "evaluate", { get: () => counted, set });
  }

  #spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new TooCostlyError(t`it takes more than ${MOST_STEPS} steps`);
  }
}

function isNode(value: object): value is Node {
  return "op" in value && "args" in value && "evaluate" in value && "meta" in value;
}
