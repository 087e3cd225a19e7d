import { scriptAddress } from "./script-address.ts";

/** Real time in milliseconds in which a worker's script begins to run where nothing is wrong. */
const PATIENCE_MS = 2000;

/** What a second worker, which was started later, has needed counts so many times, and at least so many milliseconds. */
const GRACE = 3;
const LEAST_GRACE_MS = 400;

const CONTROL = "postMessage(0)";

/**
 * Calls back when a worker will not begin: when it has said nothing after two seconds, and still has not once a second
 * worker, which was started after it and does nothing else, has said something. So a machine that is slow to start
 * workers, or a page that is busy itself, is no failure. A worker has begun with its first message of any kind. Ends with
 * the signal. While the page is being worked on nothing can be known: the workers of such a page are loaded part by part.
 */
export function whenNotBegun(worker: Worker, signal: AbortSignal, never: () => void): void {
  if (import.meta.env.DEV) return;
  const begun = new AbortController();
  const over = AbortSignal.any([signal, begun.signal]);
  worker.addEventListener("message", () => begun.abort(), { once: true, signal });
  const timer = setTimeout(() => compare(over, never), PATIENCE_MS);
  over.addEventListener("abort", () => clearTimeout(timer), { once: true });
}

/** Starts a worker that does nothing but begin, and calls back where that is a good deal earlier than `over` comes. */
function compare(over: AbortSignal, never: () => void): void {
  const address = URL.createObjectURL(new Blob([CONTROL], { type: "text/javascript" }));
  const control = new Worker(scriptAddress(address), { name: "control" });
  const startedAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    control.terminate();
    URL.revokeObjectURL(address);
  };
  over.addEventListener("abort", end, { once: true });
  control.onmessage = () => {
    const grace = Math.max(LEAST_GRACE_MS, GRACE * (performance.now() - startedAt));
    timer = setTimeout(() => {
      end();
      if (!over.aborted) never();
    }, grace);
  };
}
