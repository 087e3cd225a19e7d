import type { Budget } from "./instance.ts";
import type { World } from "./world.ts";

/** Everything but the roles, before anything has happened: the guest runs at the source. */
export function firstWorld(pages: number, budget: Budget): Omit<World, "source" | "destination"> {
  const none = new Array<number>(pages).fill(0);
  return {
    truth: none,
    memory: { source: none, destination: none.map(() => -1) },
    runner: "source",
    waitsFor: -1,
    next: 0,
    dirty: [],
    checkpoint: -1,
    queues: [[], [], [], []],
    strays: [],
    holds: [],
    chunks: [],
    wantsRoom: false,
    linkWhole: true,
    storeUp: true,
    owner: { owner: "source", epoch: 1 },
    file: null,
    operations: { source: [], destination: [] },
    deadlines: { source: 0, destination: 0 },
    crashed: null,
    budget,
    violation: null,
  };
}
