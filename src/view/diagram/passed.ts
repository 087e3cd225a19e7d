import type { TransitionTable } from "../../diagram/diagram.ts";

/** Every way through the table from one state to another, each as the states between them. */
function waysBetween(table: TransitionTable, from: string, to: string): string[][] {
  if (from === to) return [[]];
  const nexts = [...new Set(Object.values(table[from] ?? {}))];
  return nexts.flatMap((next) =>
    next === to ? [[]] : waysBetween(table, next, to).map((way) => [next, ...way]),
  );
}

/**
 * The states that a role has passed through, the present one with them. A host notes the state after each input; one that
 * was left again in the same input is counted where every way leads through it, and never guessed.
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
