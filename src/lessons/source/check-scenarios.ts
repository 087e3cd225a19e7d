/** Checks that the scenarios of a lesson are what a scenario may be, and finds the line of what is not. */
import { t } from "../../language/words.ts";
import { BadScenarioError } from "../../scenario/bad-scenario.ts";
import { allowedAt } from "../../scenario/fields/limits.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { named, quote } from "../../text/quote.ts";
import { type Changes, withChanges } from "../instance.ts";
import type { Drawn } from "../lesson.ts";
import { BadLessonError, told } from "./bad-lesson.ts";
import type { ReadData } from "./data.ts";
import { MOST_TOGETHER_MIB, MOST_TOGETHER_MS } from "./most.ts";

/** Reads a scenario that the lab ships by its file's name without the ending; throws or rejects where there is none. */
export type ReadScenario = (name: string) => Promise<Scenario>;

/**
 * Reads scenarios of one folder by `load`, which is given the name of a file in it and nothing else. Their faults are left
 * out: what befalls a lesson's run stands in the lesson.
 */
export function scenariosBy(load: (file: string) => Promise<Scenario>): ReadScenario {
  return async (name) => {
    if (!/^[a-z]+(-[a-z]+)*$/.test(name))
      throw new Error(t`allowed is the name of a scenario file without its ending.`);
    return { ...(await load(`${name}.json`)), faults: [] };
  };
}

/** Rejects with a {@link BadLessonError} for a scenario, a place of one, or a value that is not allowed. */
export async function checkScenarios(
  read: ReadData,
  file: string,
  readScenario: ReadScenario,
): Promise<void> {
  const { data, lineOf } = read;
  const base = await readScenario(data.scenario).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw new BadLessonError(file, lineOf(["scenario"]), t`scenario is ${quote(data.scenario)}: ${message}`);
  });
  const checker = new Checker(read, file);
  const main = checker.changes(["set"], data.set, base);
  const others = Object.entries(data.others).map(([name, other]) =>
    checker.changes(["others", name], other, main),
  );
  checker.together([main, ...others]);
  checker.together([checker.changes(["challenge", "solution"], data.challenge.solution, main)]);
  data.unlock.forEach((place, index) => {
    checker.place(["unlock", index], place, main);
  });
  for (const [place, range] of Object.entries(data.draw)) checker.draw(place, range, main);
}

/** Places that name a file of somebody's own. */
const FETCHED: readonly string[] = ["guest.image", "guest.kernel", "guest.initrd"];

type Path = readonly (string | number)[];

class Checker {
  readonly #lineOf: ReadData["lineOf"];
  readonly #file: string;

  constructor({ lineOf }: ReadData, file: string) {
    this.#lineOf = lineOf;
    this.#file = file;
  }

  /** All runs are made on the learner's machine, one after another, before it is judged. */
  together(runs: readonly Scenario[]): void {
    const ms = runs.reduce((sum, { untilMs }) => sum + untilMs, 0);
    if (ms > MOST_TOGETHER_MS)
      throw this.#tooMuch("untilMs", t`${ms} ms for ${runs.length} runs`, t`${MOST_TOGETHER_MS} ms`);
    const mib = runs.reduce((sum, { guest }) => sum + guest.ramMiB, 0);
    if (mib > MOST_TOGETHER_MIB)
      throw this.#tooMuch("guest.ramMiB", t`${mib} MiB for ${runs.length} runs`, `${MOST_TOGETHER_MIB} MiB`);
  }

  #tooMuch(place: string, found: string, allowed: string): BadLessonError {
    return new BadLessonError(
      this.#file,
      this.#lineOf(["set", place]),
      t`set.${place} comes to ${found}; allowed are ${allowed} together.`,
    );
  }

  /** The changed scenario. All changes come together, for one may be allowed beside another alone. */
  changes(path: Path, changes: Changes, on: Scenario): Scenario {
    for (const place of Object.keys(changes)) this.#isOfLab([...path, place], place);
    try {
      return withChanges(on, changes);
    } catch (error) {
      if (!(error instanceof BadScenarioError)) throw error;
      const place = Object.keys(changes).find((each) => error.message.startsWith(each));
      throw new BadLessonError(
        this.#file,
        this.#lineOf(place === undefined ? path : [...path, place]),
        error.message,
      );
    }
  }

  /** A place that a learner can be given must be a field of this very scenario. */
  place(path: Path, place: string, on: Scenario): void {
    this.#isOfLab(path, place);
    if (isField(place, on)) return;
    throw new BadLessonError(
      this.#file,
      this.#lineOf(path),
      t`${path.join(".")} is ${quote(place)}; allowed is a field of this scenario, such as link.bandwidthMiBps.`,
    );
  }

  /** A guest of somebody's own is a file, and a lesson fetches none. */
  #isOfLab(path: Path, place: string): void {
    if (!FETCHED.includes(place) && place !== "guest") return;
    throw new BadLessonError(
      this.#file,
      this.#lineOf(path),
      t`${named(path.join("."))} is not for a lesson to say; allowed is guest.program, for a lesson fetches nothing.`,
    );
  }

  draw(place: string, range: Drawn, on: Scenario): void {
    this.#isOfLab(["draw", place], place);
    if ("from" in range && range.from > range.to)
      throw new BadLessonError(
        this.#file,
        this.#lineOf(["draw", place]),
        t`draw.${named(place)} is from ${range.from} to ${range.to}; allowed is a "to" that is no less.`,
      );
    const values = "of" in range ? range.of : [range.from, range.to];
    for (const value of values)
      told(() => withChanges(on, { [place]: value }), this.#file, this.#lineOf(["draw", place]));
  }
}

function isField(place: string, scenario: Scenario): boolean {
  try {
    return allowedAt(place, scenario) !== null;
  } catch {
    return false;
  }
}
