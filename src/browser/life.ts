/** Web Locks, where a page may use them: not where it came without encryption, and not in a sandboxed frame. */
const locks: LockManager | undefined = globalThis.navigator?.locks;

/** Real time in milliseconds between two questions to a worker, and how many of them it may leave without an answer. */
const ASK_MS = 400;
const UNANSWERED = 5;

/**
 * Holds a lock for as long as this worker lives, and resolves with true when it is held. The browser lets go of it when
 * the worker has ended, however that came, and that is how others hear of it. False where there are no locks.
 */
export async function live(name: string): Promise<boolean> {
  if (!locks) return false;
  return new Promise<boolean>((resolve) => {
    const forEver = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    // A sandboxed frame has the locks' interface, but may use none.
    locks.request(name, forEver).catch(() => resolve(false));
  });
}

/** A name that no other worker has. */
export function lifeName(what: string): string {
  return `quick-resume-lab ${what} ${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
}

/**
 * Calls back when the worker that called {@link live} with the name has ended, until the signal aborts. Where it holds no
 * lock, `ask` asks it again and again.
 */
export function whenEnded(
  name: string,
  isHeld: boolean,
  ask: () => Promise<unknown>,
  signal: AbortSignal,
  ended: () => void,
): void {
  const request = () =>
    locks?.request(name, { signal }, () => {
      if (!signal.aborted) ended();
    });
  const held = isHeld ? request() : undefined;
  if (held) held.catch(() => askAgain(ask, signal, ended));
  else askAgain(ask, signal, ended);
}

/** Asks until the signal aborts, or until too many questions in a row were left without an answer. */
function askAgain(ask: () => Promise<unknown>, signal: AbortSignal, ended: () => void): void {
  let unanswered = 0;
  let due = performance.now() + ASK_MS;
  let isAsked = false;
  const timer = setInterval(() => {
    if (signal.aborted) return clearInterval(timer);
    // Where this thread itself was kept waiting, the worker may have been so too.
    const isOnTime = performance.now() - due < ASK_MS;
    due = performance.now() + ASK_MS;
    if (isAsked && isOnTime) unanswered++;
    if (unanswered >= UNANSWERED) {
      clearInterval(timer);
      return ended();
    }
    if (isAsked) return;
    isAsked = true;
    ask().then(
      () => {
        isAsked = false;
        unanswered = 0;
      },
      () => {},
    );
  }, ASK_MS);
}
