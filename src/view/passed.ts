import type { Tick } from "../clock/tick.ts";
import type { TransitionTable } from "../migration/diagram.ts";
import type { Frame } from "../scenario/frame.ts";

/** A state of a role, and the first moment at which it was seen. */
export interface RoleStep {
  readonly at: Tick;
  readonly role: string;
}

/** The states of a role as they were seen, with the present one; what lies after the present moment is forgotten. */
export function noteRole(steps: readonly RoleStep[], role: string | null, now: Tick): readonly RoleStep[] {
  const before = steps.filter(({ at }) => at <= now);
  if (role === null || before.at(-1)?.role === role) return before.length === steps.length ? steps : before;
  return [...before, { at: now, role }];
}

type Roles = Readonly<Record<"source" | "destination", readonly RoleStep[]>>;

/** The states of both roles with those of a frame; the same object where nothing is new. */
export function noteRoles(
  roles: Roles,
  { source, destination, now }: Pick<Frame, "source" | "destination" | "now">,
): Roles {
  const seen = {
    source: noteRole(roles.source, source.role, now),
    destination: noteRole(roles.destination, destination.role, now),
  };
  return seen.source === roles.source && seen.destination === roles.destination ? roles : seen;
}

/** Every way through the table from one state to another, each as the states between them. */
function waysBetween(table: TransitionTable, from: string, to: string): string[][] {
  if (from === to) return [[]];
  const nexts = [...new Set(Object.values(table[from] ?? {}))];
  return nexts.flatMap((next) =>
    next === to ? [[]] : waysBetween(table, next, to).map((way) => [next, ...way]),
  );
}

/**
 * The states that a role has passed through, the present one with them. Pictures are taken at moments, so a short state
 * may have been seen in none; it is counted where every way leads through it, and never guessed.
 */
export function passedStates(table: TransitionTable, seen: readonly string[]): ReadonlySet<string> {
  const passed = new Set(seen);
  const [first] = Object.keys(table);
  for (const [index, to] of seen.entries()) {
    const [some, ...others] = waysBetween(table, index === 0 ? first! : seen[index - 1]!, to);
    for (const state of some ?? []) if (others.every((way) => way.includes(state))) passed.add(state);
  }
  if (seen.length > 0) passed.add(first!);
  return passed;
}

/** The arrows, as "from to", that were certainly taken: between two states passed there is no other way. */
export function takenWays(table: TransitionTable, passed: ReadonlySet<string>): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const from of passed)
    for (const to of Object.values(table[from] ?? {})) {
      const isOnly = waysBetween(table, from, to).length === 1;
      if (passed.has(to) && isOnly) taken.add(`${from} ${to}`);
    }
  return taken;
}
