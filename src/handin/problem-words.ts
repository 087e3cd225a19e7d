import { t } from "../language/words.ts";
import type { Problem } from "./problem.ts";

/** All that is wrong with a hand-in, as one text; empty where it is genuine. */
export function problemsOf(problems: readonly Problem[], changed: boolean): string {
  const all: readonly Problem[] = changed ? [{ kind: "changed" }, ...problems] : problems;
  return all.map(problemWords).join("; ");
}

/** A problem in words, as a part of a sentence about the hand-in. */
export function problemWords(problem: Problem): string {
  switch (problem.kind) {
    case "changed":
      return t`it was changed by hand: its checksum is not its own`;
    case "version":
      return t`it was made with another version of this lesson, whose runs may differ`;
    case "number":
      return problem.place === null
        ? t`the challenge: this lesson draws no number ${problem.number}`
        : t`prediction ${problem.place}: this lesson draws no number ${problem.number}`;
    case "noAnswer":
      return t`prediction ${problem.place} is no answer to what this lesson asks`;
    case "claim":
      return claimWords(problem.place, problem.saidRight);
    case "sight":
      return sightWords(problem.place, problem.saidRight);
    case "truth":
      return t`prediction ${problem.place} says that the run came to ${problem.said}; it comes to ${problem.is}`;
    case "noRun":
      return t`the run of the challenge cannot be done again: ${problem.reason}`;
    case "conditions":
      return t`its run has other conditions than the lesson leaves open: ${problem.paths.join(", ")}`;
    case "goalMissed":
      return t`it says that the goal ${problem.goal} is reached; its run misses it`;
    case "goalsUnsaid":
      return t`its run reaches ${problem.goals.join(", ")}, which it does not say`;
    case "hash":
      return t`it says that its guest has the hash ${problem.said}; it has ${problem.is}`;
  }
}

function claimWords(place: number, saidRight: boolean): string {
  return saidRight
    ? t`prediction ${place} is said to be right; by its run it is wrong`
    : t`prediction ${place} is said to be wrong; by its run it is right`;
}

function sightWords(place: number, saidRight: boolean): string {
  return saidRight
    ? t`what was seen at prediction ${place} is said to be right; by its run it is wrong`
    : t`what was seen at prediction ${place} is said to be wrong; by its run it is right`;
}
