import type { RequestFrame } from "../../client/request.ts";
import { MILLISECOND, SECOND, type Tick } from "../../clock/tick.ts";

/** What is known of a request, as its mark shows it. */
export type Fate = "waits" | "answered" | "late" | "lost";

/** One request on the strip; 0 to 1 from left to right. */
export interface Mark {
  readonly id: number;
  readonly fate: Fate;
  readonly at: number;
  /** How long the client has waited for the answer, as a share of the longest wait that is told apart. */
  readonly wait: number;
}

/** The longest time without an answer on the strip. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  /** "0.98 s". */
  readonly words: string;
}

/** A pause that is shorter is no gap that a client would notice. */
const NOTICEABLE: Tick = 200 * MILLISECOND;

/** Longer waits are drawn as high as this one. */
const LONGEST_WAIT: Tick = 2 * SECOND;

/** The last seconds of the client's life: a mark for each request, where it was sent. */
export function marksOf(recent: readonly RequestFrame[], now: Tick, span: Tick): Mark[] {
  const from = now - span;
  return recent
    .filter(({ sentAt }) => sentAt > from)
    .map((request) => ({
      id: request.id,
      fate: fateOf(request),
      at: (request.sentAt - from) / span,
      wait: Math.sqrt(Math.min(1, ((request.answeredAt ?? now) - request.sentAt) / LONGEST_WAIT)),
    }));
}

function fateOf({ lost, late, answeredAt }: RequestFrame): Fate {
  if (lost) return "lost";
  if (late) return "late";
  return answeredAt === null ? "waits" : "answered";
}

/** The longest time without an answer that a client notices on the strip, up to now where requests wait. */
export function gapOf(recent: readonly RequestFrame[], now: Tick, span: Tick): Gap | null {
  const answers = recent.flatMap(({ answeredAt }) => answeredAt ?? []).sort((a, b) => a - b);
  const isWaiting = recent.some(({ answeredAt }) => answeredAt === null);
  const ends = isWaiting ? [...answers, now] : answers;
  const starts = [recent[0]?.sentAt ?? now, ...answers];
  let longest = { from: now, to: now };
  ends.forEach((to, index) => {
    const from = starts[index]!;
    if (to - from > longest.to - longest.from) longest = { from, to };
  });
  const { from, to } = longest;
  if (to - from < NOTICEABLE || to <= now - span) return null;
  const share = (tick: Tick) => Math.max(0, (tick - now + span) / span);
  return { from: share(from), to: share(to), words: `${((to - from) / SECOND).toFixed(2)} s` };
}
