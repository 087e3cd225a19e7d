import { STRATEGY_NAMES } from "../../src/migration/strategy.ts";
import { quote } from "../../src/text/quote.ts";
import { explore, summaryOf } from "../explore/explore.ts";
import { BEGINNINGS, BUDGET_NAMES, type Budget, type InstanceChoice } from "../explore/instance.ts";
import { UnreachableError } from "../explore/lead.ts";

const EXIT = { sound: 0, broken: 1, badInput: 2, internal: 3 } as const;

/** Command-line names of the budgets. */
const BUDGET_OPTIONS = new Map(
  BUDGET_NAMES.map((name) => [
    `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    name,
  ]),
);

const PAGE_ORDERS = ["ascending", "aroundFault", "restartAtFault"] as const;

const USAGE = `Usage: npm run -s explore -- [OPTIONS]

  --strategy NAME       ${STRATEGY_NAMES.join(", ")}; all of them unless given
  --states N            distinct states to visit for each strategy (default 100000)
  --pages N             pages of the guest, 1 to 4 (default 2)
  --slots N             slots of the Quick Resume file, 1 to 4 (default 2)
  --rounds N            rounds of pre-copy, 0 to 4 (default 1)
  --from STATE          ${BEGINNINGS.join(", ")} (default setup)
  --crash HOST          source or destination: it may crash once
  --page-order ORDER    ${PAGE_ORDERS.join(", ")} (default aroundFault)
  --any-page            the guest writes any page next, not one after another
  --run-outs N          follow the fault-free futures of every so manieth state (default 1; 0 for none)

How often each may happen (default 0; cuts 1, beats 1 of each host, writes 2), 0 to 9:
  ${[...BUDGET_OPTIONS.keys()].join(" ")}

Exit code 0 where nothing is wrong, 1 with the shortest counter-example where something is, 2 for bad options.`;

class BadOptionError extends Error {}

interface Options {
  readonly strategies: readonly (typeof STRATEGY_NAMES)[number][];
  readonly states: number;
  readonly runOutEvery: number;
  readonly choice: InstanceChoice;
}

/** Reads the command line. Throws a {@link BadOptionError} that names option, value and what is allowed. */
function readOptions(given: readonly string[]): Options {
  const rest = [...given];
  const choice: Record<string, unknown> = { pages: 2 };
  const budget: Record<string, number> = { cuts: 1 };
  let strategies: Options["strategies"] = STRATEGY_NAMES;
  let [states, runOutEvery] = [100_000, 1];
  while (rest.length > 0) {
    const option = rest.shift()!;
    if (option === "--any-page") choice.anyPage = true;
    else if (option === "--strategy") strategies = [oneOf(option, rest, STRATEGY_NAMES)];
    else if (option === "--states") states = count(option, rest, 1, 100_000_000);
    else if (option === "--run-outs") runOutEvery = count(option, rest, 0, 1_000_000);
    else if (option === "--pages") choice.pages = count(option, rest, 1, 4);
    else if (option === "--slots") choice.slots = count(option, rest, 1, 4);
    else if (option === "--rounds") choice.rounds = count(option, rest, 0, 4);
    else if (option === "--from") choice.from = oneOf(option, rest, BEGINNINGS);
    else if (option === "--crash") choice.crash = oneOf(option, rest, ["source", "destination"] as const);
    else if (option === "--page-order") choice.pageOrder = oneOf(option, rest, PAGE_ORDERS);
    else budget[budgetOf(option)] = count(option, rest, 0, 9);
  }
  return { strategies, states, runOutEvery, choice: { ...choice, budget } };
}

function budgetOf(option: string): keyof Budget {
  const name = BUDGET_OPTIONS.get(option);
  if (!name) throw new BadOptionError(`There is no option ${quote(option)}.\n\n${USAGE}`);
  return name;
}

function count(option: string, rest: string[], least: number, most: number): number {
  const text = rest.shift();
  const value = Number(text);
  if (text === undefined || text.trim() === "" || !Number.isInteger(value) || value < least || value > most)
    throw new BadOptionError(`${option} takes a whole number from ${least} to ${most}, not ${said(text)}.`);
  return value;
}

function oneOf<Name extends string>(option: string, rest: string[], allowed: readonly Name[]): Name {
  const text = rest.shift();
  const found = allowed.find((name) => name === text);
  if (!found) throw new BadOptionError(`${option} takes one of ${allowed.join(", ")}, not ${said(text)}.`);
  return found;
}

function said(text: string | undefined): string {
  return text === undefined ? "nothing" : quote(text);
}

function main(): number {
  if (process.argv.includes("--help")) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.sound;
  }
  const { strategies, states, runOutEvery, choice } = readOptions(process.argv.slice(2));
  for (const strategy of strategies) {
    const start = performance.now();
    const result = explore({ ...choice, strategy }, { states, runOutEvery });
    const seconds = (performance.now() - start) / 1000;
    process.stdout.write(`${strategy} from ${choice.from ?? "setup"}: ${summaryOf(result, seconds)}\n`);
    if (!result.transcript) continue;
    process.stdout.write(`${result.transcript}\n`);
    return EXIT.broken;
  }
  return EXIT.sound;
}

try {
  process.exitCode = main();
} catch (error) {
  const isBadOption = error instanceof BadOptionError || error instanceof UnreachableError;
  process.stderr.write(`${isBadOption ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = isBadOption ? EXIT.badInput : EXIT.internal;
}
