/** The entry of a process that verifies the hand-ins that it is told, by the lessons of the package. */
import { fileURLToPath } from "node:url";
import type { Row } from "../../../src/handin/table.ts";
import { serveOrders } from "../../process-pool.ts";
import { verifierOf } from "../../verify/verify-file.ts";

const verifier = verifierOf(
  fileURLToPath(new URL("../", import.meta.url)),
  "scenarios",
  process.argv.slice(2),
);

serveOrders((path: string): Promise<Row> => verifier.rowOf(path));
