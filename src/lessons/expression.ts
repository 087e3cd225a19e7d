/**
 * The language of lessons: the Common Expression Language over the facts of a run. An expression can read, compute and
 * compare; it starts nothing, names nothing outside, and runs no longer than its lists are long.
 *
 * It sees `report`, `moves`, `rounds`, `milestones`, `trace` and `scenario` of the learner's run, the same of `others.NAME`, the
 * lesson's own named expressions, and `answer` where it judges one. Functions: `at("stun")`, the time of the first
 * milestone of a kind in milliseconds, -1 where none is; `abs(x)`, `sum(list)`, `largest(list)`, `rounded(x, digits)`,
 * `number(x, digits)` is text in the reader's language. Whole and broken numbers may stand beside each other.
 */

import { Environment } from "@marcbachmann/cel-js";
import { t } from "../language/words.ts";
import { quote } from "../text/quote.ts";
import { EVENT, FAULT, type Fields, MILESTONE, REPORT, ROUND, SCENARIO_GROUPS } from "./fact-types.ts";
import { faultFacts, type RunFacts } from "./facts.ts";
import type { AskKind } from "./lesson.ts";
import { Meter, TooCostlyError } from "./meter.ts";

/** A pattern of a stranger's may be one that is looked for without end, and nothing counts that. */
const UNBOUNDED = /\.\s*matches\s*\(|\bmatches\s*\(/;

/** An expression that cannot be read, is of another type than is wanted, or has no value in this run. */
export class BadExpressionError extends Error {
  override name = "BadExpressionError";
}

/** What a value of an expression is once it has left the language. */
export type Value = number | string | boolean | readonly Value[] | { readonly [key: string]: Value };

/** The type of an `answer` to each kind of question. */
const ANSWERS = {
  number: "double",
  choice: "string",
  rank: "list<string>",
  matrix: "map<string, string>",
  curve: "list<double>",
} as const satisfies Readonly<Record<AskKind, string>>;

/** A type of the language: the class by which its values are known. */
function makeClass() {
  return class {
    constructor(fields: object) {
      Object.assign(this, fields);
    }
  };
}
const TYPES = {
  Report: makeClass(),
  Round: makeClass(),
  Milestone: makeClass(),
  Event: makeClass(),
  Scenario: makeClass(),
  Fault: makeClass(),
  Run: makeClass(),
  Others: makeClass(),
} as const;
const GROUPS = Object.fromEntries(Object.keys(SCENARIO_GROUPS).map((name) => [name, makeClass()]));

const RUN: Fields = {
  report: "Report",
  moves: "list<Report>",
  rounds: "list<Round>",
  milestones: "list<Milestone>",
  trace: "list<Event>",
  scenario: "Scenario",
};

/** Whole numbers are another type than broken ones there; nobody who writes a lesson should have to know. */
const MIXED = {
  "+": (one: number, other: number) => one + other,
  "-": (one: number, other: number) => one - other,
  "*": (one: number, other: number) => one * other,
  "/": (one: number, other: number) => one / other,
} as const;

/** The language without a lesson's own names. */
function language(): Environment {
  const environment = new Environment({
    limits: { maxAstNodes: 400, maxDepth: 40, maxListElements: 64, maxMapEntries: 64, maxCallArguments: 4 },
  });
  for (const [sign, compute] of Object.entries(MIXED)) {
    const handle = (one: unknown, other: unknown) => compute(Number(one), Number(other));
    environment.registerOperator(`double ${sign} int: double`, handle);
    environment.registerOperator(`int ${sign} double: double`, handle);
  }
  // This says of equality the other way round, and of inequality, too.
  environment.registerOperator("double == int: bool", (one: number, other: bigint) => one === Number(other));
  const add = (name: keyof typeof TYPES, fields: Fields) =>
    environment.registerType(name, { ctor: TYPES[name], fields });
  add("Report", REPORT);
  add("Round", ROUND);
  add("Milestone", MILESTONE);
  add("Event", EVENT);
  add("Fault", FAULT);
  for (const [name, fields] of Object.entries(SCENARIO_GROUPS))
    environment.registerType(groupType(name), { ctor: GROUPS[name]!, fields });
  const groups = Object.keys(SCENARIO_GROUPS).map((name) => [name, groupType(name)]);
  add("Scenario", {
    seed: "double",
    untilMs: "double",
    faults: "list<Fault>",
    ...Object.fromEntries(groups),
  });
  add("Run", RUN);
  return environment;
}

const groupType = (name: string): string => `Scenario_${name}`;

/** Text of a number with so many digits behind the point, as a reader's language writes it. */
export type NumberWords = (value: number, digits: number) => string;

/** What an expression is evaluated with. */
export interface Sight {
  readonly run: RunFacts;
  readonly others: Readonly<Record<string, RunFacts>>;
  readonly answer: Value | null;
  readonly numberWords: NumberWords;
}

/** The names of a lesson that its expressions may use. */
export interface Names {
  /** Its other runs. */
  readonly others: readonly string[];
  /** Its named expressions, each over those before it. */
  readonly let: Readonly<Record<string, string>>;
  /** What is asked, for expressions that judge an answer. */
  readonly ask: AskKind;
}

/** The expressions of one lesson: they are checked against its names, and evaluated over a run. */
export class Expressions {
  readonly #names: Names;
  readonly #environment = language();
  /** What was read once: the same expressions are evaluated over and over while a run goes on. */
  readonly #read = new Map<string, ReturnType<Environment["parse"]>>();
  readonly #meter = new Meter();
  /** What is looked at now: functions of the language read it. */
  #sight: Sight | null = null;

  /** Throws {@link BadExpressionError} for a named expression that is not one. */
  constructor(names: Names) {
    this.#names = names;
    const environment = this.#environment;
    const others = Object.fromEntries(names.others.map((name) => [name, "Run"]));
    environment.registerType("Others", { ctor: TYPES.Others, fields: others });
    environment.registerVariable("others", "Others");
    for (const [name, type] of Object.entries(RUN)) environment.registerVariable(name, type);
    environment.registerVariable("answer", ANSWERS[names.ask]);
    this.#addFunctions();
    for (const [name, text] of Object.entries(names.let))
      this.#register(name, this.typeOf(text, `let.${name}`));
  }

  /** The language has names of its own. */
  #register(name: string, type: string): void {
    try {
      this.#environment.registerVariable(name, type);
    } catch (error) {
      throw new BadExpressionError(
        t`let.${name} cannot be called so: ${firstLine(error)}; allowed is another name`,
      );
    }
  }

  /** The type of an expression, or a {@link BadExpressionError} that says what is wrong with it; `what` is its place. */
  typeOf(text: string, what: string): string {
    const { valid, type, error } = this.#environment.check(text);
    if (valid && type !== undefined && !UNBOUNDED.test(text)) return String(type);
    const wrong = valid
      ? t`it may take for ever; allowed are contains, startsWith and endsWith`
      : firstLine(error);
    throw new BadExpressionError(t`${what} is ${quote(text)}: ${wrong}`);
  }

  /** The value of an expression. Throws {@link BadExpressionError} where it has none in this run. */
  evaluate(text: string, sight: Sight): Value {
    this.#sight = sight;
    try {
      return this.#meter.within(() => plain(this.#parsed(text)(this.#context(sight))));
    } catch (error) {
      throw new BadExpressionError(t`${quote(text)} has no value in this run: ${firstLine(error)}`);
    } finally {
      this.#sight = null;
    }
  }

  #parsed(text: string): ReturnType<Environment["parse"]> {
    const known = this.#read.get(text);
    if (known) return known;
    const read = this.#environment.parse(text);
    this.#meter.count(read.ast);
    this.#read.set(text, read);
    return read;
  }

  /**
   * The names with what they stand for; named expressions are evaluated in their order. One that has no value in this run,
   * as before its beginning, is no hindrance to an expression that does not name it.
   */
  #context(sight: Sight): Record<string, unknown> {
    const others = Object.entries(sight.others).map(([name, run]) => [name, new TYPES.Run(runValue(run))]);
    const context: Record<string, unknown> = {
      ...runValue(sight.run),
      others: new TYPES.Others(Object.fromEntries(others)),
      answer: sight.answer,
    };
    for (const [name, text] of Object.entries(this.#names.let))
      try {
        context[name] = this.#parsed(text)(context);
      } catch (error) {
        if (error instanceof TooCostlyError) throw error;
        delete context[name];
      }
    return context;
  }

  #addFunctions(): void {
    const environment = this.#environment;
    const milestones = () => this.#sight?.run.milestones ?? [];
    environment.registerFunction(
      "at(string): double",
      (kind: string) => milestones().find((each) => each.kind === kind)?.at ?? -1,
    );
    environment.registerFunction("abs(double): double", (value: number) => Math.abs(value));
    environment.registerFunction("sum(list<double>): double", (list: number[]) =>
      list.reduce((sum, each) => sum + each, 0),
    );
    environment.registerFunction("largest(list<double>): double", (list: number[]) => Math.max(0, ...list));
    const rounded = (value: number, digits: bigint) => Number(value.toFixed(Number(digits)));
    environment.registerFunction("rounded(double, int): double", rounded);
    const words = (value: number | bigint, digits: bigint) =>
      this.#sight?.numberWords(Number(value), Number(digits)) ?? "";
    environment.registerFunction("number(double, int): string", words);
    environment.registerFunction("number(int, int): string", words);
  }
}

/** Facts as values of the language, made once for a run. */
const made = new WeakMap<RunFacts, Record<string, unknown>>();

function runValue(run: RunFacts): Record<string, unknown> {
  const known = made.get(run);
  if (known) return known;
  const { scenario } = run;
  const groups = Object.keys(SCENARIO_GROUPS).map((name) => {
    const fields = scenario[name as keyof typeof scenario] as object;
    return [name, new GROUPS[name]!(fields)];
  });
  const faults = scenario.faults.map((each) => new TYPES.Fault(faultFacts(each)));
  const value = {
    report: new TYPES.Report(run.report),
    moves: run.moves.map((each) => new TYPES.Report(each)),
    rounds: run.rounds.map((each) => new TYPES.Round(each)),
    milestones: run.milestones.map((each) => new TYPES.Milestone(each)),
    trace: run.trace.map((each) => new TYPES.Event(each)),
    scenario: new TYPES.Scenario({ ...scenario, faults, ...Object.fromEntries(groups) }),
  };
  made.set(run, value);
  return value;
}

/** A value outside of the language, where all numbers are of one kind. */
function plain(value: unknown, levels = 4): Value {
  if (levels === 0) throw new TooCostlyError(t`its value is nested too deeply`);
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map((each) => plain(each, levels - 1));
  if (value instanceof Map) return plain(Object.fromEntries(value), levels);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each, levels - 1)]));
  return value as Value;
}

/** The library shows the place in further lines. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!;
}
