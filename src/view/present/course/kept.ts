import type { Store } from "../../../lab/environment.ts";
import type { Presented } from "./presented.ts";

const KEY = "quick-resume-lab presented";

/** The presentation that this tab has kept; null where it has none. */
export function keptPresented(tab: Store): Presented | null {
  try {
    return JSON.parse(tab.read(KEY) ?? "null") as Presented | null;
  } catch {
    return null;
  }
}

/** Keeps a presentation, so that a page that is loaded again goes on with it. */
export function keepPresented(tab: Store, presented: Presented): void {
  tab.write(KEY, JSON.stringify(presented));
}
