import { MILLISECOND, type Tick } from "../clock/tick.ts";
import { PageState } from "../host/page-state.ts";
import { shortDecimal } from "../language/numbers.ts";
import type { Frame } from "../report/frame.ts";
import { bandwidthFrom } from "../scenario/conditions.ts";

/** The slowest playback: virtual time as a share of real time. */
export const SLOWEST = 1 / 1000;

/** The fastest playback is as fast as it goes: this is more than the machines can do, and what is due beyond it is let go. */
export const FASTEST = 64;

/** Real time without a picture, in milliseconds, after which playback goes on as if it had been paused. */
const LONGEST_GAP = 500;

/** Virtual time that playback makes good at once after the simulation fell behind. */
const LARGEST_DEBT = 50 * MILLISECOND;

/** What playback owes after another stretch of real time, and is to run now. All in ticks but `elapsed`. */
export function dueTicks(debt: Tick, elapsed: number, speed: number): Tick {
  if (elapsed <= 0 || elapsed > LONGEST_GAP) return debt;
  const budget = Math.round(elapsed * speed * MILLISECOND);
  return Math.min(debt, LARGEST_DEBT) + budget;
}

/** Pages left of a round at which playback begins to watch for what follows it. */
const ROUND_ENDS = 64;

/** Pages that the present round of pre-copy still has to bring over. */
function leftOfRound({ source }: Frame): number {
  return (source.counts[PageState.owed] ?? 0) + (source.counts[PageState.inFlightByLink] ?? 0);
}

/** Everybody waits for what has failed: for a datastore that is stopped, or for a machine that is dead. */
function isHeld({ phase, link, datastore, source, destination }: Frame): boolean {
  const isWaiting = !datastore.reachable && (phase !== "pageIn" || !link.whole);
  return isWaiting || source.status === "crashed" || destination.status === "crashed";
}

/**
 * As slow as makes some hundred pages arrive in a second of real time, within bounds: a slow cable needs no slow motion, and
 * a fast one is not slowed so much that nobody waits for its end.
 */
function pageInSpeed({ conditions, places }: Frame): number {
  return Math.min(1 / 4, Math.max(1 / 8, 1 / (2 * bandwidthFrom(places.source, conditions))));
}

/**
 * The speed that the lab chooses by itself: as in life while memory is copied; slower where a round ends, so that the
 * short stun is not stepped over; slow enough to follow and to act from the stun on; and quicker again where everybody
 * waits for the heartbeat to run out.
 */
export function automaticSpeed(frame: Frame): number {
  const { phase, link, ended } = frame;
  if (ended || phase === null || phase === "setup" || frame.report.outcome === "lost") return 1;
  if (phase === "preCopy") return leftOfRound(frame) < ROUND_ENDS ? 1 / 4 : 1;
  if ((!link.whole && link.declaredUp) || isHeld(frame)) return 1 / 2;
  if (phase !== "pageIn") return frame.report.strategy === "quickResume" ? 1 / 20 : 1 / 4;
  return link.declaredUp ? pageInSpeed(frame) : 1 / 3;
}

/** A speed in few signs: "1×", "1/8×", "2.5×", and a word for as fast as it goes. */
export function describeSpeed(speed: number): string {
  if (speed >= 0.99 * FASTEST) return "fastest";
  if (speed >= 0.95) return `${shortDecimal(speed, 1)}×`;
  return `1/${Math.round(1 / speed)}×`;
}
