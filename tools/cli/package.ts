/**
 * Makes the npm package: `npm run -s build:package [-- --engine-only] [--to FOLDER]`, after `npm run -s build`.
 *
 * It is made in `package` where nothing else is said. Exit code 1 where a part of it is missing.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildPackage } from "../package/build.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

try {
  const { values } = parseArgs({ options: { "engine-only": { type: "boolean" }, to: { type: "string" } } });
  const to = resolve(values.to ?? `${ROOT}package`);
  await buildPackage({ root: ROOT, to, hasWidget: !values["engine-only"] });
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
