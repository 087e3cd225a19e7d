import type { Tick } from "../../src/clock/tick.ts";
import { PLACES } from "../../src/place/place.ts";
import { MILESTONE_KINDS, type Milestone, type Reached } from "../../src/trace/milestone.ts";
import { milestoneWords } from "../../src/trace/milestone-words.ts";

/** Every milestone without numbers in its words, each crash of each machine, and the way there and back. */
export const KNOWN: readonly Reached[] = MILESTONE_KINDS.flatMap((kind): Reached[] => {
  if (kind === "migrate") return PLACES.map((to) => ({ kind, migration: to === "East" ? 1 : 2, to }));
  if (kind === "crashSource" || kind === "crashDestination") return PLACES.map((place) => ({ kind, place }));
  if (kind === "finish") return [{ kind, recovered: false }];
  return isPlain(kind) ? [{ kind }] : [];
});

/** What is reached, by its words on the tape: "cut", "round 3". Throws for words that nothing has. */
export function reached(words: string): Reached {
  const round = /^round (\d+)$/.exec(words);
  if (round) return { kind: "round", round: Number(round[1]) };
  const found = KNOWN.find((each) => milestoneWords(each) === words);
  if (found === undefined) throw new Error(`No milestone is called "${words}".`);
  return found;
}

type PlainKind = Exclude<
  Reached,
  | { round: number }
  | { migration: number }
  | { recovered: boolean }
  | { was: unknown }
  | { count: number }
  | { place: unknown }
>["kind"];

/** Whether a milestone of this kind has the same words each time. */
function isPlain(kind: Reached["kind"]): kind is PlainKind {
  const others = [
    "migrate",
    "round",
    "finish",
    "crashSource",
    "crashDestination",
    "slowLink",
    "slowDatastore",
    "setDirtyRate",
    "loseMessages",
  ];
  return !others.includes(kind);
}

/** A milestone by its words on the tape. */
export function milestone(words: string, at: Tick): Milestone {
  return { ...reached(words), at };
}
