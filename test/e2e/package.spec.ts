import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { PackageUser } from "../support/packed.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

const PLAIN = `<!doctype html>
<title>Plain</title>
<script type="module" src="node_modules/quick-resume-lab/quick-resume-lab.js"></script>
<quick-resume-lab></quick-resume-lab>
`;

const MAIN = `import { createLab } from "quick-resume-lab";

const lab = createLab(document.querySelector("#place"), { cut: "pageIn", theme: "dark" });
lab.addEventListener("completed", ({ detail: { report } }) => {
  document.title = \`\${report.outcome} \${report.identical}\`;
});
document.querySelector("#play").addEventListener("click", () => lab.play());
`;

const INDEX = `<!doctype html>
<title>A project</title>
<button id="play">Play</button>
<div id="place"></div>
<script type="module" src="/main.js"></script>
`;

const user = new PackageUser();
const server = createServer(async ({ url = "/" }, answer) => {
  const file = join(user.folder, new URL(url, "http://x").pathname);
  const bytes = await readFile(file).catch(() => null);
  answer
    .writeHead(bytes ? 200 : 404, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" })
    .end(bytes);
});
const address = () => `http://localhost:${(server.address() as AddressInfo).port}`;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  await user.install();
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
});
test.afterAll(() => {
  server.close();
  server.closeAllConnections();
  user.leave();
});

async function runs(page: Page): Promise<void> {
  const lab = page.locator("quick-resume-lab");
  await expect(lab.getByRole("img", { name: /^Guest screen on West: the running/ })).toBeVisible({
    timeout: 60_000,
  });
}

test("a plain page has the lab from the installed package", async ({ page }) => {
  user.write("plain.html", PLAIN);
  await page.goto(`${address()}/plain.html`);
  await page.locator("quick-resume-lab").getByRole("button", { name: "Run" }).click();
  await runs(page);
});

test("a project of twenty lines builds the installed package into itself", async ({ page }) => {
  user.write("index.html", INDEX);
  user.write("main.js", MAIN);
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const built = await user.command(process.execPath, vite, "build", "--base", "./", "--logLevel", "warn");
  expect(built, built.stderr).toMatchObject({ code: 0 });
  await page.goto(`${address()}/dist/index.html`);
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => page.title(), { timeout: 120_000 }).toBe("recovered true");
});

test("it has no fault that publint or attw finds, and declares what its scripts use", async () => {
  const tool = (path: string, ...texts: string[]) =>
    user.command(process.execPath, join(ROOT, "node_modules", path), ...texts);
  const published = await tool("publint/src/cli.js", "run", user.tarball, "--strict");
  expect(published, published.stdout).toMatchObject({ code: 0 });
  const typed = await tool(
    "@arethetypeswrong/cli/dist/index.js",
    user.tarball,
    "--exclude-entrypoints",
    "./embed.html",
  );
  expect(typed, typed.stdout).toMatchObject({ code: 0 });
  user.write(
    "typed.ts",
    `import { createLab, type LabEvents } from "quick-resume-lab";
    const lab = createLab(document.body, { example: "run-first", seed: 3 });
    lab.addEventListener("milestone", ({ detail }) => detail.at.toFixed());
    lab.addEventListener("completed", (event: CustomEvent<LabEvents["completed"]>) => event.detail.report.outcome);
    await document.querySelector("quick-resume-lab")?.seek(5);
    // @ts-expect-error: there is no such option
    createLab(document.body, { colour: "red" });`,
  );
  const lib = ["--lib", "es2023,dom,dom.iterable", "--target", "es2023"];
  const compiled = await tool(
    "typescript/bin/tsc",
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--module",
    "esnext",
    "--moduleResolution",
    "bundler",
    ...lib,
    "typed.ts",
  );
  expect(compiled, compiled.stdout).toMatchObject({ code: 0 });
});
