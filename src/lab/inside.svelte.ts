import type { HostName } from "../place/place.ts";

/** What the learner looks into: the panel below the desk, and the page that was chosen in a map. */
export class Inside {
  open = $state(false);
  /** The chosen page, and at which host. */
  pinned = $state.raw<{ readonly host: HostName; readonly page: number } | null>(null);

  /** Opens the panel with a page. */
  pin(host: HostName, page: number): void {
    this.pinned = { host, page };
    this.open = true;
  }
}
