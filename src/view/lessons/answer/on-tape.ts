import type { Answer } from "../../../lessons/judge.ts";
import { isOnTape, type OnTape, type Pencil, pencilOf } from "../../../lessons/pencil.ts";
import type { Sitting } from "../sitting/sitting.svelte.ts";
import { WORDS } from "../sitting/words.ts";
import { answerText, differenceText } from "./answers.ts";

/** What the tape shows of a sitting's prediction: its own, and what the run came to once it is over. Null where that is nothing. */
export function onTapeOf(sitting: Sitting): OnTape | null {
  const { answer, judged } = sitting;
  const { ask } = sitting.lesson.data;
  if (answer === null || !isOnTape(ask)) return null;
  const truth = judged?.truth ?? null;
  return {
    yours: placed(sitting, answer),
    run: truth === null ? null : placed(sitting, truth),
    words: {
      yours: WORDS.yours,
      run: WORDS.theRun,
      yoursText: answerText(sitting, answer),
      runText: truth === null ? "" : answerText(sitting, truth),
      difference: truth === null ? "" : differenceText(sitting, answer, truth),
    },
  };
}

/** While the run goes on, as far as it has come. */
function placed(sitting: Sitting, answer: Answer): Pencil | null {
  const { expressions, facts, sight, sightSoFar } = sitting.evidence;
  const seen = facts ? sight : sightSoFar;
  return seen && pencilOf(sitting.lesson.data.ask, answer, expressions, seen);
}
