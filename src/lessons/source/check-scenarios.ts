/** Checks that the scenarios of a lesson are what a scenario may be, and finds the line of what is not. */
import { allowedAt } from "../../scenario/fields/limits.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { BadScenarioError } from "../../scenario/schema.ts";
import { type Changes, withChanges } from "../instance.ts";
import type { Drawn } from "../lesson.ts";
import { BadLessonError, told } from "./bad-lesson.ts";
import type { ReadData } from "./data.ts";

/** Reads a scenario that the lab ships by its file's name without the ending; throws or rejects where there is none. */
export type ReadScenario = (name: string) => Promise<Scenario>;

/** Rejects with a {@link BadLessonError} for a scenario, a place of one, or a value that is not allowed. */
export async function checkScenarios(
  read: ReadData,
  file: string,
  readScenario: ReadScenario,
): Promise<void> {
  const { data, lineOf } = read;
  const base = await readScenario(data.scenario).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw new BadLessonError(file, lineOf(["scenario"]), `scenario is "${data.scenario}": ${message}`);
  });
  const checker = new Checker(read, file);
  const main = checker.changes(["set"], data.set, base);
  for (const [name, other] of Object.entries(data.others)) checker.changes(["others", name], other, main);
  checker.changes(["challenge", "solution"], data.challenge.solution, main);
  data.unlock.forEach((place, index) => {
    checker.place(["unlock", index], place, main);
  });
  for (const [place, range] of Object.entries(data.draw)) checker.draw(place, range, main);
}

type Path = readonly (string | number)[];

class Checker {
  readonly #lineOf: ReadData["lineOf"];
  readonly #file: string;

  constructor({ lineOf }: ReadData, file: string) {
    this.#lineOf = lineOf;
    this.#file = file;
  }

  /** The changed scenario. All changes come together, for one may be allowed beside another alone. */
  changes(path: Path, changes: Changes, on: Scenario): Scenario {
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
    if (isField(place, on)) return;
    throw new BadLessonError(
      this.#file,
      this.#lineOf(path),
      `${path.join(".")} is "${place}"; allowed is a field of this scenario, such as link.bandwidthMiBps.`,
    );
  }

  draw(place: string, range: Drawn, on: Scenario): void {
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
