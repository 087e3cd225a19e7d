/**
 * Asks the registry for known holes of the packages: `npm run -s audit`. Exit code 1 where one that reaches a user has a high or
 * critical one. Where no registry answers it says so, and ends with 0.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { judged } from "../audit/judge.ts";
import { shippedPackages } from "../package/licences.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const { stdout } = spawnSync("npm", ["audit", "--json"], { cwd: ROOT, encoding: "utf8", timeout: 60_000 });
const { lines, isGrave } = judged(stdout ?? "", shippedPackages(ROOT));
process.stdout.write(`${lines.join("\n")}\n`);
process.exitCode = isGrave ? 1 : 0;
