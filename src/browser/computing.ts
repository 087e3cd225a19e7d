import type { Simulation } from "../simulation/simulation.ts";
import { live } from "./life.ts";

/** The page gives a worker that computes its name first, and then its orders. */
export interface Naming {
  readonly life: string;
}

/** What it hears beside news: that the worker works on, and once whether it holds the lock of that name. */
export type Sign = "beat" | "held" | "unheld";

/** Real time in milliseconds between two beats, and how many instructions a guest may run until one may be due. */
const BEAT_MS = 250;
const BEAT_INSTRUCTIONS = 2_000_000;

let beatAt = Number.NEGATIVE_INFINITY;

function beat(): void {
  const now = performance.now();
  if (now - beatAt < BEAT_MS) return;
  beatAt = now;
  postMessage("beat" satisfies Sign);
}

/** A run that says again and again that it works on; a worker that computes gives no timer a turn. */
export function beating(simulation: Simulation): Simulation {
  const advance = simulation.advance.bind(simulation);
  simulation.advance = (until, stop, least) =>
    advance(
      until,
      () => {
        beat();
        return stop?.() ?? false;
      },
      () => Math.min(least?.() ?? Number.POSITIVE_INFINITY, BEAT_INSTRUCTIONS),
    );
  return simulation;
}

/** Does what the page orders, one thing after the other, and says that it has begun and that it lives. */
export function obeyOrders<Order>(obey: (order: Order) => Promise<void>): void {
  addEventListener("message", async ({ data }: MessageEvent<Order | Naming>) => {
    if (isNaming(data)) {
      postMessage((await live(data.life)) ? "held" : ("unheld" satisfies Sign));
      return;
    }
    // A promise that is rejected would stay inside the worker; an error that is thrown reaches the page.
    obey(data).catch((error) =>
      setTimeout(() => {
        throw error;
      }),
    );
  });
  setInterval(beat, BEAT_MS);
  beat();
}

function isNaming<Order>(data: Order | Naming): data is Naming {
  return typeof data === "object" && data !== null && "life" in data;
}
