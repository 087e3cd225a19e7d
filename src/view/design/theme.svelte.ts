import type { Environment } from "../../lab/environment.ts";

export const THEMES = ["light", "dark", "projector", "system"] as const;
export type ThemeChoice = (typeof THEMES)[number];

const KEY = "quick-resume-lab theme";

/** The light, dark or projector look: the system's, until the learner chooses one. It is set on the environment's root. */
export class Theme {
  choice = $state<ThemeChoice>("system");
  #systemIsDark = $state(false);
  /** The look that a view has whatever is chosen; null where it has what is chosen. */
  #held = $state<ThemeChoice | null>(null);
  readonly #environment: Pick<Environment, "choices" | "root">;

  constructor(environment: Pick<Environment, "choices" | "root">) {
    this.#environment = environment;
    const kept = environment.choices.read(KEY);
    this.choice = THEMES.find((theme) => theme === kept) ?? "system";
    const query = matchMedia("(prefers-color-scheme: dark)");
    this.#systemIsDark = query.matches;
    query.addEventListener("change", () => {
      this.#systemIsDark = query.matches;
    });
    this.#apply();
  }

  /** The look that is drawn now. Canvases repaint when it changes. */
  get look(): "light" | "dark" | "projector" {
    const shown = this.#held ?? this.choice;
    if (shown !== "system") return shown;
    return this.#systemIsDark ? "dark" : "light";
  }

  /** Goes on to the next of light, dark, projector, system. */
  next(): void {
    this.choice = THEMES[(THEMES.indexOf(this.choice) + 1) % THEMES.length]!;
    // A page without storage forgets the choice; it holds until the page is left.
    this.#environment.choices.write(KEY, this.choice);
    this.#apply();
  }

  /** Gives a view the look that it needs, until it lets go of it with null. The reader's choice stays what it is. */
  hold(look: ThemeChoice | null): void {
    this.#held = look;
    this.#apply();
  }

  #apply(): void {
    const { dataset } = this.#environment.root;
    const shown = this.#held ?? this.choice;
    if (shown === "system") delete dataset.theme;
    else dataset.theme = shown;
  }
}
