/** What runs inside of a measured page; functions here may use nothing but the page. */

/** What was seen of a page, all in milliseconds. */
export interface Seen {
  readonly frames: number[];
  readonly tasks: number[];
  readonly delays: number[];
  /** The long tasks before the guest was there. */
  readonly opening: number[];
}

/** Notes every frame, every long task and how long each movement of the pointer waits, from here on. */
export function watch(): void {
  const seen: Seen = { frames: [], tasks: [], delays: [], opening: [] };
  Object.assign(window, { seen });
  let last = performance.now();
  const frame = (now: number) => {
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
  const note = ({ timeStamp }: Event) => seen.delays.push(performance.now() - timeStamp);
  addEventListener("pointermove", note, { capture: true });
}

/** The guest is there: what was seen so far belongs to the opening. */
export function begin(): void {
  const { seen } = window as unknown as { seen: Seen };
  seen.opening.push(...seen.tasks.splice(0));
  seen.frames.length = 0;
}

/**
 * Presses what a learner would: Migrate, the inside of the run, Cut link in page-in, Heal link a little later, and Reset when
 * the guest is whole; with the state diagram over all of it where that is wanted.
 */
export function learn(withDiagram: boolean): void {
  const HEAL_AFTER = 2500;
  let cutAt: number | null = null;
  const button = (name: string) => document.querySelector<HTMLElement>(`button[aria-label='${name}']`);
  const canPress = (name: string) => button(name)?.ariaDisabled === "false";
  const isThere = (selector: string) => document.querySelector(selector) !== null;
  const isIn = (phase: string) =>
    document.querySelector("[aria-current=step]")?.textContent?.includes(phase) ?? false;
  const openDiagram = () => {
    button("Help")?.click();
    const named = [...document.querySelectorAll("button")].find(
      ({ textContent }) => textContent === "State diagram",
    );
    named?.click();
  };
  const press = (name: string, cut: number | null) => {
    button(name)!.click();
    cutAt = cut;
  };
  const act = () => {
    const now = performance.now();
    if (isThere("[aria-label^='Seal: identical']")) press("Reset", null);
    else if (canPress("Migrate")) press("Migrate", null);
    else if (button("Look inside")?.ariaExpanded === "false") press("Look inside", cutAt);
    else if (withDiagram && !isThere("dialog[open]")) openDiagram();
    else if (isIn("page-in") && canPress("Cut link") && cutAt === null) press("Cut link", now);
    else if (canPress("Heal link") && cutAt !== null && now > cutAt + HEAL_AFTER) press("Heal link", cutAt);
    setTimeout(act, 100);
  };
  act();
}
