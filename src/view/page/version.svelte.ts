import type { Workbox } from "workbox-window";
import { isOneFile } from "../../browser/own-files.ts";
import { scriptAddress } from "../../browser/script-address.ts";
import type { Environment } from "../../lab/environment.ts";

/**
 * How this page stands to the lab on the server: it is what is there; a newer one waits to be opened; a newer one was
 * opened in another tab, so that this page's own later parts are gone; or a part of the page could not be loaded.
 */
export type Standing = "current" | "newer" | "replaced" | "incomplete";

/** Real time in milliseconds after which a page that is looked at again asks whether there is a newer version. */
const HOUR = 3_600_000;

/**
 * Keeps the lab for use without a network, and tells when a newer version is there. It never opens one by itself: nobody
 * loses a run that is under way. Where a page may have no service worker it stays as it is, and nothing is kept.
 */
export class Version {
  standing = $state<Standing>("current");
  #workbox: Workbox | null = null;
  #isOpening = false;
  #asked = performance.now();
  readonly #place: Pick<Environment, "base" | "address">;

  constructor(place: Pick<Environment, "base" | "address">) {
    this.#place = place;
  }

  /** Keeps all of the lab, lazy parts too. To be called when the page has nothing more urgent to load. */
  async keep(): Promise<void> {
    // It is kept by whoever keeps the file.
    if (isOneFile) return;
    try {
      // A sandboxed frame may not even ask for the container.
      if (!("serviceWorker" in navigator) || !navigator.serviceWorker) return;
      const { Workbox } = await import("workbox-window");
      const workbox = new Workbox(scriptAddress(new URL("sw.js", this.#place.base).href));
      workbox.addEventListener("waiting", () => this.#becomes("newer"));
      const isKept = navigator.serviceWorker.controller !== null;
      let takes = isKept;
      // On a first visit, or after a reload past the worker, this page itself is taken into care first.
      workbox.addEventListener("controlling", () => {
        if (takes || this.#isOpening) this.#taken();
        takes = true;
      });
      await workbox.register();
      this.#workbox = workbox;
      // What has just been fetched is the newest.
      if (isKept) await this.#ask();
    } catch {
      // Without storage, permission or a network the lab goes on as it is.
    }
  }

  /** A part of the page could not be loaded. */
  missed(): void {
    this.#becomes("incomplete");
  }

  /** Asks the server once an hour, when the page is looked at. */
  look(): void {
    const isLongAgo = performance.now() - this.#asked > HOUR;
    if (this.#workbox && !document.hidden && isLongAgo) this.#ask().catch(() => {});
  }

  /** Opens what is newest. A run under way is remembered with the page and comes back to the same moment. */
  open(): void {
    if (this.standing !== "newer") return this.#place.address.reload();
    this.#isOpening = true;
    this.#workbox?.messageSkipWaiting();
  }

  async #ask(): Promise<void> {
    this.#asked = performance.now();
    await this.#workbox?.update();
  }

  /** The newer version has taken over every tab. */
  #taken(): void {
    if (this.#isOpening) this.#place.address.reload();
    else this.standing = "replaced";
  }

  #becomes(standing: Standing): void {
    if (this.standing !== "replaced") this.standing = standing;
  }
}
