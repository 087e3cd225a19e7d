const KEY = "quick-resume-lab keys";

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** Whether single keys are commands of the lab. Who dictates, or whose hand slips, can turn them off for good. */
class KeyChoice {
  #on = $state(remembered());

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // A page without storage forgets the choice; it holds until the page is left.
    }
  }
}

export const keyChoice = new KeyChoice();
