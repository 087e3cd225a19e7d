import { createContext } from "svelte";
import type { Store } from "../../lab/environment.ts";

/** Something that a reader turns on or off for good. */
export class Choice {
  #on = $state(false);
  readonly #choices: Store;
  readonly #name: string;

  /** It is kept under its name; `byDefault` holds until somebody has chosen. */
  constructor(choices: Store, name: string, byDefault: boolean) {
    this.#choices = choices;
    this.#name = name;
    const kept = choices.read(name);
    this.#on = kept === null ? byDefault : kept === "on";
  }

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    // A page without storage forgets the choice; it holds until the page is left.
    this.#choices.write(this.#name, on ? "on" : "off");
  }
}

/** Whether single keys are commands of the lab. Who dictates, or whose hand slips, can turn them off for good. */
export const [keyChoiceHere, provideKeyChoice] = createContext<Choice>();

/** Whether a run is heard, too. */
export const [soundChoiceHere, provideSoundChoice] = createContext<Choice>();

/** The choices of a lab, as its page keeps them. */
export function keyChoice(choices: Store): Choice {
  return new Choice(choices, "quick-resume-lab keys", true);
}

export function soundChoice(choices: Store): Choice {
  return new Choice(choices, "quick-resume-lab sound", false);
}
