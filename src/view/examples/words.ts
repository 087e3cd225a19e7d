import type { Picture } from "../../examples/picture.ts";

/** What a mark on a picture says. */
const MARKS: Readonly<Record<string, string>> = {
  cutLink: "cut",
  healLink: "healed",
  stopDatastore: "datastore stops",
  healDatastore: "datastore back",
  crashSource: "crash",
  crashDestination: "crash",
};

export function markWords(kind: string): string {
  return MARKS[kind] ?? kind;
}

/** Seconds as a picture's axis has them. */
export function secondsOf(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** The picture for who does not see it: its size and what is done to the run, not what comes of it. */
export function pictureWords({ pages, endsMs, marks }: Picture): string {
  const deeds = marks.map(([ms, kind]) => `${markWords(kind)} at ${secondsOf(ms)}`);
  const size = `pages left to send over ${secondsOf(endsMs)}, of ${pages.toLocaleString("en-US")}`;
  return [`Picture of the run: ${size}`, ...deeds].join("; ");
}
