import { fileURLToPath } from "node:url";
import type { Row } from "../../src/handin/table.ts";
import { serveOrders } from "../process-pool.ts";
import { verifierOf } from "./verify-file.ts";

// The entry of a pool's process: it verifies the files that it is told.

const verifier = verifierOf(
  fileURLToPath(new URL("../../", import.meta.url)),
  "public/scenarios",
  process.argv.slice(2),
);

serveOrders((path: string): Promise<Row> => verifier.rowOf(path));
