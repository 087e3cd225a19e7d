import { serveOrders } from "../../tools/process-pool.ts";

// A worker of a pool for tests: it doubles numbers, fails at 13, and dies at 99.

serveOrders(async (order: number) => {
  if (order === 13) throw new Error("thirteen is not doubled");
  if (order === 99) process.exit(3);
  return { doubled: 2 * order, process: process.pid };
});
