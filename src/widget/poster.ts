import type { Scenario } from "../scenario/scenario.ts";
import type { Drawn } from "./drawing.ts";

/** What stands in a lab's place before it is loaded, with what it will run. */
export interface Poster {
  /** Whole, with its defaults. */
  readonly scenario: Scenario;
  /** The lesson's name whose run that is; left out for an example. */
  readonly lesson?: string;
  /** What the picture shows, in the lab's own sentence; of a lesson, its title and question. */
  readonly sentence: string;
  /** A moment of the example's run as an SVG drawing. */
  readonly picture: Drawn;
}
