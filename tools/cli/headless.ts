import { endBy, runCommand } from "../commands/run-file.ts";

const USAGE = "Usage: npm run -s headless -- FILE.json [--trace TRACE.ndjson]";

await endBy(runCommand(process.argv.slice(2), USAGE));
