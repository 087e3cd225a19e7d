import type { Input } from "../../src/migration/input.ts";
import type { Output } from "../../src/migration/output.ts";
import type { PendingOperations } from "../../src/migration/pending-operations.ts";
import { copyRecord, textOf } from "./record.ts";

/** What the explorer must know of a role to give its operations canonical numbers. */
interface Asking {
  readonly pending: PendingOperations;
  readonly file: object;
}

/** A role in one of its states. There is one of these for all worlds in which the role is in that state. */
export interface Kept<Role> {
  readonly id: number;
  readonly role: Role;
  readonly reactions: Map<string, Reaction<Role>>;
}

/** New numbers by old ones: of the operations that the role still knows, and of the chunks that it applies now. */
export interface Numbers {
  readonly known: ReadonlyMap<number, number>;
  readonly applied: ReadonlyMap<number, number>;
}

/** What a role did with an input. */
export interface Reaction<Role> {
  readonly next: Kept<Role>;
  readonly outputs: readonly Output[];
  readonly numbers: Numbers;
  /** What the transition code threw, or null. */
  readonly mistake: string | null;
}

/**
 * All states that a role was seen in, and what it did there. A transition is a function of state and input, so it
 * is computed once, however many worlds it happens in. All transitions happen at tick 0 with all times set to 0: then
 * every deadline is due as soon as it is set, and no state contains a tick.
 */
export class RoleTable<Role extends Asking> {
  readonly #handle: (role: Role, input: Input, now: number) => Output[];
  readonly #triesCap: number;
  readonly #states = new Map<string, Kept<Role>>();

  constructor(handle: (role: Role, input: Input, now: number) => Output[], triesCap: number) {
    this.#handle = handle;
    this.#triesCap = triesCap;
  }

  /** How many states of the role are known. */
  get size(): number {
    return this.#states.size;
  }

  keep(role: Role): Kept<Role> {
    const text = textOf(role);
    let kept = this.#states.get(text);
    if (!kept) {
      kept = { id: this.#states.size + 1, role, reactions: new Map() };
      this.#states.set(text, kept);
    }
    return kept;
  }

  /** What the role does in this state with this input; `text` names the input. */
  react(kept: Kept<Role>, text: string, input: () => Input): Reaction<Role> {
    let reaction = kept.reactions.get(text);
    if (!reaction) {
      reaction = this.#compute(kept, input());
      kept.reactions.set(text, reaction);
    }
    return reaction;
  }

  #compute(kept: Kept<Role>, input: Input): Reaction<Role> {
    const role = copyRecord(kept.role);
    try {
      const outputs = this.#handle(role, input, 0);
      const numbers = renumber(role, outputs);
      for (const pending of role.pending.pending) pending.tries = Math.min(pending.tries, this.#triesCap);
      return {
        next: this.keep(role),
        outputs: outputs.map((each) => renamed(each, numbers)),
        numbers,
        mistake: null,
      };
    } catch (error) {
      return {
        next: kept,
        outputs: [],
        numbers: { known: new Map(), applied: new Map() },
        mistake: (error as Error).message,
      };
    }
  }
}

/**
 * Numbers the operations that the role knows 1, 2, 3 in their order, so that a role that polls for ever comes back to
 * where it was. Chunks that are applied right now get the numbers after those.
 */
function renumber(role: Asking, outputs: readonly Output[]): Numbers {
  const underWay = (role.file as { underWay?: { operation: number }[] }).underWay ?? [];
  const pending = role.pending.pending as { operation: number }[];
  const old = new Set([...pending, ...underWay].map(({ operation }) => operation));
  const known = new Map(
    [...old].sort((one, other) => one - other).map((number, index) => [number, index + 1]),
  );
  role.pending.next = known.size + 1;
  for (const each of pending) each.operation = known.get(each.operation)!;
  for (const each of underWay) each.operation = known.get(each.operation)!;
  const applied = new Map<number, number>();
  for (const output of outputs)
    if (output.kind === "apply" && output.carrier.path === "file")
      applied.set(output.carrier.number, known.size + applied.size + 1);
  return { known, applied };
}

/** An operation that was given up at once has no number any more. */
function renamed(output: Output, { known, applied }: Numbers): Output {
  if (output.kind === "store") return { ...output, operation: known.get(output.operation) ?? 0 };
  if (output.kind !== "apply" || output.carrier.path !== "file") return output;
  return { ...output, carrier: { path: "file", number: applied.get(output.carrier.number)! } };
}
