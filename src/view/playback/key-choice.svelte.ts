import { createContext } from "svelte";
import type { Store } from "../../lab/environment.ts";

const KEY = "quick-resume-lab keys";

/** Whether single keys are commands of the lab. Who dictates, or whose hand slips, can turn them off for good. */
export class KeyChoice {
  #on = $state(true);
  readonly #choices: Store;

  constructor(choices: Store) {
    this.#choices = choices;
    this.#on = choices.read(KEY) !== "off";
  }

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    // A page without storage forgets the choice; it holds until the page is left.
    this.#choices.write(KEY, on ? "on" : "off");
  }
}

/** The choice of the lab to which a component belongs. */
export const [keyChoiceHere, provideKeyChoice] = createContext<KeyChoice>();
