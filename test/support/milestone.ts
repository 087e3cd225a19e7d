import type { Tick } from "../../src/clock/tick.ts";
import { MILESTONE_KINDS, type Milestone, type Reached } from "../../src/trace/milestone.ts";
import { milestoneWords } from "../../src/trace/milestone-words.ts";

/** What is reached, by its words on the tape: "cut", "round 3". Throws for words that nothing has. */
export function reached(words: string): Reached {
  const round = /^round (\d+)$/.exec(words);
  if (round) return { kind: "round", round: Number(round[1]) };
  const kinds = MILESTONE_KINDS.filter((kind) => kind !== "round");
  const kind = kinds.find((each) => milestoneWords({ kind: each }) === words);
  if (kind === undefined) throw new Error(`No milestone is called "${words}".`);
  return { kind };
}

/** A milestone by its words on the tape. */
export function milestone(words: string, at: Tick): Milestone {
  return { ...reached(words), at };
}
