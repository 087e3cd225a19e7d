import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";

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
    const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Handbook</title>${body}`;
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
