/**
 * Whether a room of learners comes into the lab at once from one laptop: `npm start` serves it, thirty clients fetch all files
 * of a first visit at the same time, each over six connections as a browser does, and three real browsers visit meanwhile. All
 * is asked of this computer's own address.
 *
 * usage: npm run -s bench:room [-- CLIENTS]
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { browserLaunchOptions } from "../support/browser.ts";

const CLIENTS = Number(process.argv[2] ?? 30);
const BROWSERS = 3;
const PORT = 4175;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

interface Answer {
  readonly status: number;
  readonly bytes: number;
}

/** One file, as it is sent, which is compressed. Rejects where the connection fails. */
function fetched(url: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { "accept-encoding": "gzip" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (part: Buffer) => (bytes += part.length));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, bytes }));
      answer.on("error", reject);
    });
    request.on("error", reject);
  });
}

/** A visit by a browser of its own, until Migrate can be pressed: how long it took, and what it asked for. */
async function visit(url: string): Promise<{ readonly took: number; readonly files: string[] }> {
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    const page = await browser.newPage();
    const files: string[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith("http")) files.push(request.url());
    });
    const begun = performance.now();
    await page.goto(url);
    await page.locator("button[aria-label=Migrate][aria-disabled=false]").waitFor({ timeout: 120_000 });
    return { took: performance.now() - begun, files };
  } finally {
    await browser.close();
  }
}

/** All files of a first visit, of one client. */
async function client(files: readonly string[]): Promise<{ took: number; bytes: number; failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 });
  const begun = performance.now();
  const answers = await Promise.allSettled(files.map((file) => fetched(file, agent)));
  agent.destroy();
  const good = answers.flatMap((each) =>
    each.status === "fulfilled" && each.value.status === 200 ? each.value.bytes : [],
  );
  return {
    took: performance.now() - begun,
    bytes: good.reduce((sum, bytes) => sum + bytes, 0),
    failed: files.length - good.length,
  };
}

const server = spawn(process.execPath, ["tools/run.mjs", "tools/cli/start.ts", "--port", String(PORT)], {
  cwd: ROOT,
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  let said = "";
  for await (const part of server.stdout) {
    said += part;
    if (said.includes("On this computer")) break;
  }
  const url = `http://127.0.0.1:${PORT}/`;
  const { took: alone, files } = await visit(url);
  const [clients, browsers] = await Promise.all([
    Promise.all(Array.from({ length: CLIENTS }, () => client(files))),
    Promise.all(Array.from({ length: BROWSERS }, () => visit(url))),
  ]);
  const failed = clients.reduce((sum, each) => sum + each.failed, 0);
  const slowest = (times: readonly { readonly took: number }[]) =>
    Math.round(Math.max(...times.map(({ took }) => took)));
  console.log(
    `${CLIENTS} clients, ${files.length} files and ${Math.round(clients[0]!.bytes / 1000)} kB each: ` +
      `slowest ${slowest(clients)} ms, ${failed} requests failed`,
  );
  console.log(
    `${BROWSERS} browsers meanwhile, until Migrate can be pressed: slowest ${slowest(browsers)} ms; ` +
      `one before them alone: ${Math.round(alone)} ms`,
  );
  if (failed > 0) process.exitCode = 1;
} finally {
  server.kill();
  await once(server, "exit");
}
