/**
 * Builds the documentation site: `npm run -s build:docs [-- --to FOLDER]`, after `vite build`, into `dist/docs` where nothing
 * else is said. Exit code 1 where a page, a link or a table is wrong.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildSite } from "../docs/site.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

try {
  const { values } = parseArgs({ options: { to: { type: "string" } } });
  await buildSite(ROOT, resolve(values.to ?? `${ROOT}dist/docs`));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
