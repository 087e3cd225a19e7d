import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly {
    /** Null where it is in a shadow root. */
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
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

/**
 * What has moved in a page of {@link HostPages.show} since it was asked last, by itself or by a press, however little: things of the
 * page, and things in the shadow roots alone. Of what is in a root a browser tells no more than where it was and where it is.
 */
export function layoutShifts(page: Page): Promise<{ outside: string[]; inside: string[] }> {
  return page.evaluate(() => {
    const { seen, observer } = (globalThis as Watching).shifts;
    const shifts = [...seen.splice(0), ...(observer.takeRecords() as Shift[])];
    const isOutside = ({ sources }: Shift) => sources.some(({ node }) => node !== null);
    const place = ({ left, top, width, height }: DOMRectReadOnly) =>
      `${[left, top].map((at) => at.toFixed(1))} ${width.toFixed(1)}x${height.toFixed(1)}`;
    const told = ({ value, startTime, sources }: Shift) => {
      const moved = sources.map(
        ({ node, previousRect, currentRect }) =>
          `${node?.nodeName ?? "inside"} from ${place(previousRect)} to ${place(currentRect)}`,
      );
      return `${value} at ${startTime.toFixed()} ms: ${moved.join("; ")}`;
    };
    return {
      outside: shifts.filter(isOutside).map(told),
      inside: shifts.filter((shift) => !isOutside(shift)).map(told),
    };
  });
}

/** Pages of somebody else, of a site that is not the lab's: what frames of the lab store in them is kept apart from all else. */
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
    await new Promise<void>((resolve) => pages.#server.listen(0, "127.0.0.1", resolve));
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
    await page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`);
    return said;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
