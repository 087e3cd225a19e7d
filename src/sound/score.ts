import { toMilliseconds } from "../clock/tick.ts";
import type { Frame } from "../report/frame.ts";
import { type Figure, SILENCE, type Sound } from "./sound.ts";

/** The least time between two ticks, in milliseconds: at most twenty are heard in a second. */
export const TICK_MS = 50;

/** The low tone goes on for so long, in milliseconds, after the last picture that asked for it: waits that follow each other are one. */
export const WAIT_MS = 120;

/** The share of the time between two pictures that the guest must have waited for a page to be heard as waiting. */
const WAITS = 1 / 4;

/** So many pages in one tick are as full as a tick can be. */
const FULL = 64;

/** How a picture came to be seen. */
export interface Seen {
  /** Real time, in milliseconds from any beginning. */
  readonly at: number;
  /** The learner has come from elsewhere: what lies between has not happened just now. */
  readonly isJump: boolean;
  /** Time runs. What lasts is heard only then. */
  readonly isRunning: boolean;
}

/** Pages that have come in the present migration. */
interface Pages {
  readonly link: number;
  readonly file: number;
}

const NONE: Pages = { link: 0, file: 0 };

function pagesIn({ report: { paths } }: Frame): Pages {
  return { link: paths.link.pages, file: paths.file.pages };
}

/** Whether the guest waited for pages for a good part of what lies between two pictures, and is not lost. */
function waited(before: Frame, now: Frame): boolean {
  const stalled = now.report.guest["stall-time"] - before.report.guest["stall-time"];
  return (
    stalled > 0 && stalled >= WAITS * toMilliseconds(now.now - before.now) && now.report.outcome !== "lost"
  );
}

/** From a tick of one page, which can just be heard, to a full one; doubled pages are the same step fuller. */
function fullness(pages: number): number {
  return pages <= 0 ? 0 : Math.min(1, (1 + Math.log2(pages)) / (1 + Math.log2(FULL)));
}

/** Whether the guest runs nowhere because it is being handed over. */
function stands({ phase, source, destination, report, shutDown, ended }: Frame): boolean {
  if (phase === null || ended || report.outcome === "lost" || shutDown !== null) return false;
  return ![source.status, destination.status].some((status) => status === "running" || status === "waiting");
}

function endOf({ report, verdict }: Frame): Figure | null {
  if (report.outcome === "lost") return "lost";
  if (verdict === null || verdict.identical === null) return null;
  return verdict.identical ? "identical" : "different";
}

/** What happened once between two pictures; how a run ended is worth more than its cable. */
function figureBetween(before: Frame, now: Frame): Figure | null {
  const end = endOf(now);
  if (end !== null && end !== endOf(before)) return end;
  if (before.link.whole === now.link.whole) return null;
  return now.link.whole ? "healed" : "cut";
}

/**
 * Makes of a run's pictures, one after the other, what is heard of it. It looks at nothing but two pictures and how much
 * real time lies between them, and owes nothing: what is too much to be heard is not heard later.
 */
export class Score {
  #before: Frame | null = null;
  #lastTick = Number.NEGATIVE_INFINITY;
  #lastWait = Number.NEGATIVE_INFINITY;
  /** What had come at the last tick. */
  #ticked = NONE;

  /** What the next picture sounds like. */
  hear(now: Frame, { at, isJump, isRunning }: Seen): Sound {
    const before = this.#before;
    this.#before = now;
    if (before === null || isJump || now.now < before.now) return this.#skip(now);
    if (now.migration !== before.migration) this.#ticked = NONE;
    // What a learner does to a guest that stands is seen: the silence is what its users have of it.
    if (stands(now)) return { ...this.#skip(now), stands: true };
    if (waited(before, now)) this.#lastWait = at;
    const figure = figureBetween(before, now);
    return { ...this.#tick(now, at), wait: this.#wait(at, isRunning), figure, stands: false };
  }

  #skip(now: Frame): Sound {
    this.#ticked = pagesIn(now);
    this.#lastWait = Number.NEGATIVE_INFINITY;
    return SILENCE;
  }

  #tick(now: Frame, at: number): Pages {
    const pages = pagesIn(now);
    const [link, file] = [pages.link - this.#ticked.link, pages.file - this.#ticked.file];
    if (at - this.#lastTick < TICK_MS || (link <= 0 && file <= 0)) return NONE;
    this.#lastTick = at;
    this.#ticked = pages;
    return { link: fullness(link), file: fullness(file) };
  }

  #wait(at: number, isRunning: boolean): Sound["wait"] {
    if (!isRunning) return at === this.#lastWait ? "short" : "none";
    return at - this.#lastWait < WAIT_MS ? "lasting" : "none";
  }
}
