import type { Tick } from "../../../clock/tick.ts";
import type { Lab } from "../../../lab/lab.svelte.ts";

/** Real time in milliseconds between two looks at something that may take long. */
const LOOK_MS = 30;

/** Rests for so many milliseconds of real time. */
export function rest(ms = LOOK_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Goes to a tick of the lab's run, also beyond what was run, and resolves when its picture is there. */
export function goTo(lab: Lab, tick: Tick): Promise<void> {
  return lab.travel.seek(tick);
}
