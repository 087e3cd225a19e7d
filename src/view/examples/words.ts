import type { Picture } from "../../examples/picture.ts";
import { count, decimal } from "../../language/numbers.ts";
import { t } from "../../language/words.ts";

/** What a mark on a picture says. */
const MARKS: Readonly<Record<string, string>> = {
  cutLink: t`cut`,
  healLink: t`healed`,
  stopDatastore: t`datastore stops`,
  healDatastore: t`datastore back`,
  crashSource: t`crash`,
  crashDestination: t`crash`,
};

export function markWords(kind: string): string {
  return MARKS[kind] ?? kind;
}

/** Seconds as a picture's axis has them. */
export function secondsOf(ms: number): string {
  return `${decimal(ms / 1000, 1)} s`;
}

/** The picture for who does not see it: its size and what is done to the run, not what comes of it. */
export function pictureWords({ pages, endsMs, marks }: Picture): string {
  const deeds = marks.map(([ms, kind]) => t`${markWords(kind)} at ${secondsOf(ms)}`);
  const size = t`Picture of the run: pages left to send over ${secondsOf(endsMs)}, of ${count(pages)}`;
  return [size, ...deeds].join("; ");
}
