import {
  exampleIn,
  isExperiment,
  isFile,
  isGlossary,
  lessonFrom,
  lessonIn,
  momentIn,
  planIn,
  routeOfLesson,
  slideIn,
  teachIn,
  voteIn,
} from "../../lab/address.ts";
import { t } from "../../language/words.ts";
import { GUESTS } from "../guests/guests.ts";

/** The views of the page. */
export type Route =
  | "lab"
  | "matrix"
  | "vote"
  | "compare"
  | "examples"
  | "lessons"
  | "lessonFrom"
  | "glossary"
  | "verify"
  | "embed"
  | "present"
  | "speaker"
  | "teach"
  | "plan";

/** Which view the part of the address after its "#" names. */
export function routeOf(hash: string): Route {
  if (hash === "#matrix") return "matrix";
  if (voteIn(hash)) return "vote";
  if (hash === "#examples") return "examples";
  if (hash === "#verify" || hash.startsWith("#verify.")) return "verify";
  if (hash === "#embed") return "embed";
  if (hash === "#lessons") return "lessons";
  if (isGlossary(hash)) return "glossary";
  if (lessonFrom(hash) !== null) return "lessonFrom";
  if (teachIn(hash) !== null) return "teach";
  if (planIn(hash) !== null) return "plan";
  const slide = slideIn(hash);
  if (slide) return slide.view === "speaker" ? "speaker" : "present";
  return hash === "#compare" ? "compare" : "lab";
}

/** What the address opens, in words for whoever waits; null for the lab's own run, which the page shows by itself. */
export function openingWords(hash: string): string | null {
  if (isExperiment(hash)) return t`The link is opened`;
  if (isFile(hash)) return t`The file is opened`;
  if (exampleIn(hash) !== null) return t`The example is opened`;
  if (lessonIn(hash) || slideIn(hash)) return t`The lesson is opened`;
  if (momentIn(hash)) return t`The moment is opened`;
  const guest = GUESTS.find(({ route }) => route === hash);
  return guest ? t`${guest.name} is opened` : null;
}

/** The scenario file beside the page that the address names; the lab's own where it names none. */
export function scenarioFile(hash: string): string {
  const example = exampleIn(hash);
  if (example !== null) return `scenarios/${example}.json`;
  return (GUESTS.find(({ route }) => route === hash) ?? GUESTS[0]).file;
}

/** What the address says of the run; the same for addresses that open the same. */
export function runOf(hash: string): string {
  const lesson = lessonIn(hash);
  if (lesson) return routeOfLesson(lesson.id);
  return isExperiment(hash) || isFile(hash) || momentIn(hash) || slideIn(hash) ? hash : scenarioFile(hash);
}
