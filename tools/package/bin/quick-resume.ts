#!/usr/bin/env node
/** The package's command. */
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BadScenarioError } from "../../../src/entries/headless.ts";
import { named } from "../../../src/text/quote.ts";
import { endBy, runCommand, traceCommand } from "../../commands/run-file.ts";
import { verifyCommand } from "../../commands/verify-files.ts";
import { KeptRows } from "../../verify/kept.ts";

/** Both are put in while the package is made: what its `package.json` says, and a digest of what judges hand-ins. */
declare const PACKAGE_VERSION: string;
declare const PACKAGE_EDITION: string;

const RUN = "Usage: quick-resume run FILE.json [--trace TRACE.ndjson]";
const TRACE = "Usage: quick-resume trace FILE.json";
const HELP = `quick-resume: a running virtual machine moves between two hosts, without a browser.

  quick-resume run FILE.json [--trace TRACE.ndjson]
      runs a scenario and prints its report as JSON; writes what happened, one JSON event a line
  quick-resume trace FILE.json
      runs a scenario and prints what happened, one JSON event a line
  quick-resume verify FILE|FOLDER... [--lesson PATH] [--workers 2] [--again]
      makes the runs of hand-ins again and prints a line of comma-separated values for each; a lesson of your own is given
      by the path of its file or folder
  quick-resume --help
  quick-resume --version

Exit codes of run and trace: 0 where the guest is whole, 1 where it is not, 2 for a scenario that cannot be, 3 for a mistake
of the program. Of verify: 0 where all are genuine, 1 where one is not, 2 for a wrong command.
`;

/** Where rows are kept, so that an interrupted table goes on where it was. */
function keptRows(): KeptRows {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return new KeptRows(join(caches, "quick-resume-lab/verified"), PACKAGE_EDITION);
}

async function verify(given: readonly string[]): Promise<number> {
  const worker = fileURLToPath(new URL("./verify-worker.js", import.meta.url));
  return verifyCommand(given, { worker, kept: keptRows() }).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    return 2;
  });
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Gives the exit code. Rejects with a {@link BadScenarioError} for a command that there is not. */
async function carryOut(command: string | undefined, given: readonly string[]): Promise<number> {
  switch (command) {
    case "run":
      return runCommand(given, RUN);
    case "trace":
      return traceCommand(given, TRACE);
    case "verify":
      return verify(given);
    case "--help":
    case "-h":
      return print(HELP);
    case "--version":
      return print(`${PACKAGE_VERSION}\n`);
    case undefined:
      throw new BadScenarioError(HELP.trimEnd());
    default:
      throw new BadScenarioError(
        `There is no command ${named(command)}; there are run, trace and verify. "quick-resume --help" tells more.`,
      );
  }
}

const [command, ...given] = process.argv.slice(2);
const asksForHelp = given.includes("--help") || given.includes("-h");
await endBy(asksForHelp ? carryOut("--help", []) : carryOut(command, given));
