/**
 * Asks the registry for known holes of the packages: `npm run -s audit`. Exit code 1 where one that reaches a user has a high or
 * critical one. Where no registry answers it says so, and ends with 0.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { judged } from "../audit/judge.ts";
import { packagesOf } from "../package/licences.ts";
import { IN_WIDGET } from "../package/widget-parts.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What the lock has for more than developing, with all that it depends on, and what the build compiles in. */
function shippedPackages(): Set<string> {
  const lock = JSON.parse(readFileSync(`${ROOT}package-lock.json`, "utf8"));
  const installed = Object.entries<{ dev?: boolean }>(lock.packages).filter(([, { dev }]) => !dev);
  return new Set([...packagesOf(installed.map(([path]) => `${path}/package.json`)), ...IN_WIDGET]);
}

const { stdout } = spawnSync("npm", ["audit", "--json"], { cwd: ROOT, encoding: "utf8", timeout: 60_000 });
const { lines, isGrave } = judged(stdout ?? "", shippedPackages());
process.stdout.write(`${lines.join("\n")}\n`);
process.exitCode = isGrave ? 1 : 0;
