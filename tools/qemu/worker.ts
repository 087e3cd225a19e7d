import { serveOrders } from "../process-pool.ts";
import { type CaseOrder, runCase } from "./run-case.ts";

// The entry of a pool's process: it runs the cases that it is told.

serveOrders(({ each, laterMs }: CaseOrder) => runCase(each, laterMs));
