import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../../dist/", import.meta.url));
const FOLDER = "/courses/lab/";
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** The built lab on a plain server of its own, which can be taken away and given a newer version. */
export class Site {
  readonly #folder = mkdtempSync(join(tmpdir(), "site-"));
  #server: Server | null = null;
  #port = 0;
  readonly #headers: Readonly<Record<string, string>>;

  /** `headers` go with every answer. */
  constructor(headers: Readonly<Record<string, string>> = {}) {
    this.#headers = headers;
    cpSync(DIST, this.#folder, { recursive: true });
  }

  get address(): string {
    return `http://localhost:${this.#port}${FOLDER}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url!, "http://localhost");
      const path = pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) || "index.html" : "";
      try {
        const bytes = readFileSync(join(this.#folder, normalize(path)));
        // A sandboxed frame has no origin, so it may load modules and files only from who lets everybody.
        const type = TYPES[extname(path)] ?? "application/octet-stream";
        response.writeHead(200, {
          "content-type": type,
          "access-control-allow-origin": "*",
          ...this.#headers,
        });
        response.end(bytes);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(this.#port, resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** The network is gone: nothing answers any more, not even on a connection that is open. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** Puts another version in the same place: a page that tells its name, and a worker that keeps that page. */
  renew(name: string): void {
    this.#rewrite("index.html", (page) =>
      page.replace("<title>", `<meta name="version" content="${name}" /><title>`),
    );
    const page =
      /(\{"?url"?:"index\.html","?revision"?:")[^"]*|("?revision"?:")[^"]*(",\s*"?url"?:"index\.html")/;
    this.#rewrite("sw.js", (worker) => {
      if (!page.test(worker)) throw new Error("The worker does not name the page's revision.");
      return worker.replace(page, (_, before, other, after) =>
        before ? `${before}${name}` : `${other}${name}${after}`,
      );
    });
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }

  #rewrite(file: string, change: (text: string) => string): void {
    const path = join(this.#folder, file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  }
}
