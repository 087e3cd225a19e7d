import { serveOrders } from "../process-pool.ts";
import { LAB } from "./lab-run.ts";
import { trySeed } from "./try-seed.ts";

// The entry of a pool's process: it tries the seeds that it is told.

serveOrders((seed: number) => trySeed(LAB, seed));
