import { localeHere } from "../../language/locale.ts";
import { t } from "../../language/words.ts";
import type { Answer, BALLOT_FAULTS, BALLOT_PHASES } from "../../matrix/ballot.ts";
import type { Place } from "../../matrix/cell.ts";
import type { IconName } from "../design/signs.ts";

type Fault = (typeof BALLOT_FAULTS)[number];
type Phase = (typeof BALLOT_PHASES)[number];

/** Heads of the rows, as short as a wall needs them. The machines have their names: the guest moves from West to East. */
export const ROW_HEADS: Readonly<Record<Fault, string>> = {
  linkCut: t`cable`,
  sourceDies: "West",
  destinationDies: "East",
  datastoreGone: t`datastore`,
  eachAlone: t`cable and datastore`,
};

/** Heads of the columns, in the order in which a move comes to them. */
export const COLUMN_HEADS: Readonly<Record<Phase, string>> = {
  preCopy: t`pre-copy`,
  goOnWire: t`switchover`,
  pageInByLink: t`page-in`,
  finish: t`all arrived`,
};

const WHAT_FAILS: Readonly<Record<Fault, string>> = {
  linkCut: t`The cable is cut for good`,
  sourceDies: t`West crashes`,
  destinationDies: t`East crashes`,
  datastoreGone: t`The datastore stops for good`,
  eachAlone: t`The cable is cut, and the datastore is gone for half a second`,
};

const WHEN: Readonly<Record<Phase, string>> = {
  preCopy: t`while memory is copied`,
  goOnWire: t`during the switchover`,
  pageInByLink: t`while the last pages come in`,
  finish: t`when all pages have arrived`,
};

/** What can be voted for: its sign, and the end of the sentence that the question begins. */
export const ANSWER_LOOKS: Readonly<
  Record<Answer, { readonly word: string; readonly sign: IconName; readonly tone: string }>
> = {
  arrives: { word: t`arrives whole`, sign: "tick", tone: "good" },
  stays: { word: t`stays, whole`, sign: "stay", tone: "link" },
  held: { word: t`stands still`, sign: "pause", tone: "file" },
  lost: { word: t`is lost`, sign: "cross", tone: "loss" },
};

const NOTES: Readonly<Record<Fault, string>> = {
  linkCut: t`Ask which way is left when the cable is gone.`,
  sourceDies: t`Ask who has the only copy of a page now: what only West has goes with West.`,
  destinationDies: t`Ask who runs the guest now, and who has its newest pages.`,
  datastoreGone: t`Ask what the datastore is needed for now: the switchover is written there, and so is the way round a cut cable.`,
  eachAlone: t`Ask whether a way comes back. Who waits for it loses time, and nothing else.`,
};

/** What a teacher asks before hands are raised for a cell. */
export function noteOf({ fault }: Place): string {
  return NOTES[fault as Fault];
}

/** Words as a sentence of their own. */
export function sentence(words: string): string {
  return words && `${words[0]!.toLocaleUpperCase(localeHere())}${words.slice(1).replace(/\.$/, "")}.`;
}

/** What is asked of a cell. */
export function questionOf({ fault, phase }: Place): string {
  return t`${WHAT_FAILS[fault as Fault]} ${WHEN[phase as Phase]}. The guest …`;
}

/** What came of it, as the question's whole sentence. */
export function outcomeOf({ fault, phase }: Place, answer: Answer | null): string {
  const end = answer ? ANSWER_LOOKS[answer].word : t`does not tell`;
  return t`${WHAT_FAILS[fault as Fault]} ${WHEN[phase as Phase]}. The guest ${end}.`;
}
