import type { RequestFrame } from "../../client/request.ts";
import type { ClientCounters } from "../../client/tally.ts";
import { MILLISECOND, SECOND, type Tick } from "../../clock/tick.ts";
import { decimal } from "../../language/numbers.ts";
import { t } from "../../language/words.ts";
import { count } from "../design/words.ts";

/** What is known of a request, as its mark shows it. */
export type RequestOutcome = "waits" | "answered" | "late" | "lost";

/** One request on the strip; 0 to 1 from left to right. */
export interface Mark {
  readonly id: number;
  readonly outcome: RequestOutcome;
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
      outcome: outcomeOf(request),
      at: (request.sentAt - from) / span,
      wait: Math.sqrt(Math.min(1, ((request.answeredAt ?? now) - request.sentAt) / LONGEST_WAIT)),
    }));
}

/** A request is late by its answer, as the report counts: until that comes, or none counts any more, it waits. */
function outcomeOf({ lost, late, answeredAt }: RequestFrame): RequestOutcome {
  if (lost) return "lost";
  if (answeredAt === null) return "waits";
  return late ? "late" : "answered";
}

/** The numbers beside the strip: sent = inTime + late + lost + waiting, each as the report has it. */
export interface ClientCounts {
  readonly sent: number;
  readonly inTime: number;
  readonly late: number;
  readonly lost: number;
  readonly waiting: number;
}

/** What has become of all requests so far. */
export function countsOf({ sent, answered, late, lost }: ClientCounters): ClientCounts {
  return { sent, inTime: answered - late, late, lost, waiting: sent - answered - lost };
}

/** The strip for those who listen. */
export function spokenOf(client: ClientCounters, gap: Gap | null): string {
  const { sent, inTime, late, lost, waiting } = countsOf(client);
  const all = t`${count(sent)} requests sent, ${count(inTime)} answered in time, ${count(late)} late, ${count(lost)} lost, ${count(waiting)} waiting`;
  return gap ? t`${all}; no answer for ${gap.words}` : all;
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
  return { from: share(from), to: share(to), words: `${decimal((to - from) / SECOND, 2)} s` };
}
