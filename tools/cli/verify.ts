/**
 * Verifies hand-ins: `npm run -s verify -- FILE|FOLDER... [--lesson PATH] [--workers 2] [--again]`.
 *
 * Prints a header and one line of comma-separated values a file on standard output, in the order of the files; of a folder all
 * files that end with .json. Each `--lesson` gives the file or the folder of a lesson of somebody's own. Every run is made again, and what a hand-in says of itself is only compared with it. What was
 * verified before is not run again, unless `--again` asks for that; so an interrupted table goes on where it was. Exit code 0
 * where all are genuine, 1 where one is not, 2 for a wrong command.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { verifyCommand } from "../commands/verify-files.ts";
import { editionOf } from "../verify/edition.ts";
import { KeptRows } from "../verify/kept.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

try {
  process.exitCode = await verifyCommand(process.argv.slice(2), {
    worker: join(ROOT, "tools/verify/worker.ts"),
    kept: new KeptRows(join(ROOT, "build/verified"), await editionOf(ROOT)),
  });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
