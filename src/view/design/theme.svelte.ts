export const THEMES = ["light", "dark", "projector", "system"] as const;
export type ThemeChoice = (typeof THEMES)[number];

const KEY = "quick-resume-lab theme";

/** What was chosen before, or null where nothing was or the page may not store anything. */
function remembered(): ThemeChoice | null {
  try {
    const value = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === value) ?? null;
  } catch {
    return null;
  }
}

function remember(theme: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A page without storage forgets the choice; it holds until the page is left.
  }
}

/** The light, dark or projector look: the system's, until the learner chooses one. */
export class Theme {
  choice = $state<ThemeChoice>(remembered() ?? "system");
  #systemIsDark = $state(false);

  constructor() {
    const query = matchMedia("(prefers-color-scheme: dark)");
    this.#systemIsDark = query.matches;
    query.addEventListener("change", () => {
      this.#systemIsDark = query.matches;
    });
    this.#apply();
  }

  /** The look that is drawn now. Canvases repaint when it changes. */
  get look(): "light" | "dark" | "projector" {
    if (this.choice !== "system") return this.choice;
    return this.#systemIsDark ? "dark" : "light";
  }

  /** Goes on to the next of light, dark, projector, system. */
  next(): void {
    this.choice = THEMES[(THEMES.indexOf(this.choice) + 1) % THEMES.length]!;
    remember(this.choice);
    this.#apply();
  }

  #apply(): void {
    if (this.choice === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.choice;
  }
}
