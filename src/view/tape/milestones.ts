import type { Tick } from "../../clock/tick.ts";
import type { Frame } from "../../report/frame.ts";
import type { Lane } from "../../timeline/lane.ts";
import type { Beat } from "../../trace/milestone.ts";

/** What a beat is about, for its colour; its words say it too. */
export type BeatTone = "plain" | "loss" | "file" | "link" | "good";

type Known = Pick<Frame, "beats" | "beatsLeftOut">;

/** How many beats there were, with those that were left out. */
function countOf({ beats, beatsLeftOut }: Known): number {
  return beats.length + beatsLeftOut;
}

function knownBeats(lane: Pick<Lane, "end" | "summary"> | undefined, frame: Frame): Known {
  return lane && countOf(lane.summary) > countOf(frame) ? lane.summary : frame;
}

/** How many beats of the live lane are not among {@link beatsOf}, because there were too many. */
export function beatsLeftOutOf(lane: Pick<Lane, "end" | "summary"> | undefined, frame: Frame): number {
  return knownBeats(lane, frame).beatsLeftOut;
}

/** The beats of the live lane: all that were recorded, those to come with them. */
export function beatsOf(lane: Pick<Lane, "end" | "summary"> | undefined, frame: Frame): readonly Beat[] {
  return knownBeats(lane, frame).beats;
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

/** A beat with its word. */
export interface BeatWord {
  readonly beat: Beat;
  readonly label: string;
  readonly tone: BeatTone;
}
