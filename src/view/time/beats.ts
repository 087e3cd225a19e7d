import type { Tick } from "../../clock/tick.ts";
import type { Beat, Frame } from "../../scenario/frame.ts";
import type { Lane } from "../../timeline/lane.ts";
import { spread } from "./spread.ts";

/** What a beat is about, for its colour; its words say it too. */
export type BeatTone = "plain" | "loss" | "file" | "link" | "good";

/** A beat as a button over the tape. */
export interface BeatMark extends BeatWord {
  /** Where its moment lies, and where its button begins; both in pixels from the clock's beginning. */
  readonly x: number;
  readonly left: number;
  readonly width: number;
}

/** Pixels between two buttons. */
const GAP = 4;

const ROUND = /^round (\d+)$/;

/** Beats that stand so near to another one that their words are the first to give way. */
const MINOR = new Set(["switchover", "resume", "link returns"]);

/** The beats of the live lane: all that were recorded, those to come with them. */
export function beatsOf(lane: Pick<Lane, "end" | "summary"> | undefined, frame: Frame): readonly Beat[] {
  return lane && lane.summary.beats.length > frame.beats.length ? lane.summary.beats : frame.beats;
}

/** What a lane came to; a guest that is not what it should be is worse than any outcome says. */
type Ending = Lane["summary"]["outcome"] | "different";

export function endingOf({ outcome, identical }: Lane["summary"]): Ending {
  return identical === false ? "different" : outcome;
}

export function toneOf({ name }: Beat, ending: Ending): BeatTone {
  if (name === "finish" && ending === "different") return "loss";
  if (/cut|silent|lost|stops|crash|noticed/i.test(name)) return "loss";
  if (/file|mailbox/i.test(name)) return "file";
  if (/^heal$|returns|heals/.test(name)) return "link";
  return /^(finish|recovered)$/.test(name) ? "good" : "plain";
}

/** A beat's word. The finish of a run that something befell is its recovery. */
export function labelOf({ name }: Beat, ending: Ending): string {
  if (name === "Migrate") return "start";
  return name === "finish" && (ending === "recovered" || ending === "different") ? ending : name;
}

export function wordOf(beat: Beat, ending: Ending): BeatWord {
  return { beat, label: labelOf(beat, ending), tone: toneOf(beat, ending) };
}

/** The beat after a tick, or the one before it; null where there is none. */
export function nextBeat(beats: readonly Beat[], now: Tick): Beat | null {
  return beats.find(({ at }) => at > now) ?? null;
}

export function previousBeat(beats: readonly Beat[], now: Tick): Beat | null {
  return beats.findLast(({ at }) => at < now) ?? null;
}

/**
 * What a tape of this width has room for: rounds become numbers, what is minor becomes a sign without words, rounds between
 * the first and the last go, then all but failures become signs, then the earlier of these too, and at last all but the
 * present beat.
 */
function fitting(
  labels: readonly BeatWord[],
  present: Beat | undefined,
  fits: (labels: readonly BeatWord[]) => boolean,
): BeatWord[] {
  const isRound = ({ beat }: BeatWord) => ROUND.test(beat.name);
  const signs = (words: readonly BeatWord[], isSign: (word: BeatWord) => boolean) =>
    words.map((word) => (word.beat !== present && isSign(word) ? { ...word, label: "" } : word));
  const short = labels.map((word) => ({ ...word, label: word.label.replace(ROUND, "$1") }));
  const major = signs(short, ({ beat }) => MINOR.has(beat.name));
  const rounds = major.filter(isRound);
  const fewer = major.filter((word) => !isRound(word) || word === rounds[0] || word === rounds.at(-1));
  const failures = signs(fewer, ({ tone }) => tone === "plain");
  const told = fewer.filter(({ tone }) => tone !== "plain");
  const latest = told.map((_, gone) =>
    signs(failures, (word) => told.slice(0, gone + 1).some(({ beat }) => beat === word.beat)),
  );
  const bare = signs(fewer, () => true);
  const ways = [
    labels,
    short,
    major,
    fewer,
    failures,
    ...latest,
    bare,
    bare.filter((word) => !isRound(word)),
  ];
  return [...(ways.find(fits) ?? [])];
}

/** A beat with its word. */
export interface BeatWord {
  readonly beat: Beat;
  /** Empty where there is room for a sign only. */
  readonly label: string;
  readonly tone: BeatTone;
}

/**
 * Places beats over a tape: each as near to its moment as the others let it, in their order, none over another.
 *
 * @param present the beat that keeps its words as long as any
 * @param xOf where a tick lies, in pixels
 * @param widthOf how wide a button with these words is
 */
export function markBeats(
  words: readonly BeatWord[],
  present: Beat | undefined,
  width: number,
  xOf: (at: Tick) => number,
  widthOf: (label: string) => number,
): BeatMark[] {
  const room = (some: readonly BeatWord[]) =>
    some.reduce((sum, { label }) => sum + widthOf(label) + GAP, 0) <= width;
  const chosen = fitting(words, present, room);
  const widths = chosen.map(({ label }) => widthOf(label));
  const wanted = chosen.map(({ beat }, index) => xOf(beat.at) - widths[index]! / 2);
  const lefts = spread(wanted, widths, GAP, width);
  return chosen.map((word, index) => ({
    ...word,
    x: xOf(word.beat.at),
    left: lefts[index]!,
    width: widths[index]!,
  }));
}
