import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";

interface Shift extends PerformanceEntry {
  readonly value: number;
  /** Null where it is in a shadow root. */
  readonly sources: readonly { readonly node: Node | null }[];
}
type Watching = typeof globalThis & {
  shifts: { readonly seen: Shift[]; readonly observer: PerformanceObserver };
};

/** Runs in the page before all else: keeps every shift of its layout. */
function watchShifts(): void {
  const seen: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  Object.assign(globalThis, { shifts: { seen, observer } });
}

/** Inside a lab the letters that follow a growing number come to less, which is none in the three decimals that browsers tell. */
const LEAST_INSIDE = 0.0005;

/**
 * What has moved in a page of {@link HostPages.show} since it was asked last, by itself or by a press: things of the page, and
 * things in the shadow roots alone.
 */
export function layoutShifts(page: Page): Promise<{ outside: string[]; inside: string[] }> {
  return page.evaluate((least) => {
    const { seen, observer } = (globalThis as Watching).shifts;
    const shifts = [...seen.splice(0), ...(observer.takeRecords() as Shift[])];
    const isOutside = ({ sources }: Shift) => sources.some(({ node }) => node !== null);
    const isInside = (shift: Shift) => !isOutside(shift) && shift.value >= least;
    const told = ({ value, startTime, sources }: Shift) =>
      `${value} at ${startTime.toFixed()} ms: ${sources.map(({ node }) => node?.nodeName).join(" ")}`;
    return {
      outside: shifts.filter(isOutside).map(told),
      inside: shifts.filter(isInside).map(told),
    };
  }, LEAST_INSIDE);
}

/** Pages of somebody else, from an origin that is not the lab's. */
export class HostPages {
  readonly #pages = new Map<string, { readonly html: string; readonly policy: string | undefined }>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(({ url }, answer) => {
      const page = this.#pages.get(url ?? "");
      if (!page) return answer.writeHead(404).end();
      const policy = page.policy ? { "Content-Security-Policy": page.policy } : {};
      return answer.writeHead(200, { "Content-Type": "text/html", ...policy }).end(page.html);
    });
  }

  static async open(): Promise<HostPages> {
    const pages = new HostPages();
    await new Promise<void>((resolve) => pages.#server.listen(0, "localhost", resolve));
    return pages;
  }

  /**
   * Opens a page with this in its body, under its own policy where one is given. What it resolves with grows by all that the
   * page's console is told of errors and warnings.
   */
  async show(page: Page, body: string, policy?: string): Promise<string[]> {
    const said: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) said.push(message.text());
    });
    page.on("pageerror", ({ message }) => said.push(message));
    await page.addInitScript(watchShifts);
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Handbook</title>${body}`;
    const path = `/${this.#pages.size}`;
    this.#pages.set(path, { html, policy });
    await page.goto(`http://localhost:${(this.#server.address() as AddressInfo).port}${path}`);
    return said;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
