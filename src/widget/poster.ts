import type { Scenario } from "../scenario/scenario.ts";
import type { Drawn } from "./drawing.ts";

/** What stands in a lab's place before it is loaded, with what it will run. */
export interface Poster {
  /** Whole, with its defaults. */
  readonly scenario: Scenario;
  /** What the picture shows, in the lab's own sentence. */
  readonly sentence: string;
  /** A moment of the example's run as an SVG drawing. */
  readonly picture: Drawn;
}
