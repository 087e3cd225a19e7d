/** Whether the address holds an experiment, which is read by code that is loaded only then. */
export function isExperiment(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}

/** Whether the address names what was opened from a file in this tab. */
export function isFile(hash: string): boolean {
  return /^#file-\d+$/.test(hash);
}

const EXAMPLE = "#example-";

/** The part of an address that opens an example. */
export function routeOfExample(name: string): string {
  return EXAMPLE + name;
}

/** The name of the example that the address holds; null where it holds none. */
export function exampleIn(hash: string): string | null {
  const name = hash.startsWith(EXAMPLE) ? hash.slice(EXAMPLE.length) : "";
  return /^[a-z]+(-[a-z]+)*$/.test(name) ? name : null;
}

/** A lesson and its step, as an address names them. Whether there are such is not known here. */
export interface LessonPlace {
  readonly id: string;
  /** The first is 1; null where the address says none that could be one. */
  readonly step: number | null;
}

/** The part of an address that opens a lesson at a step; the first where none is given. */
export function routeOfLesson(id: string, step?: number): string {
  return step === undefined ? `#lesson/${id}` : `#lesson/${id}/${step}`;
}

const GLOSSARY = "#lessons/glossary";

/** The part of an address that opens the glossary of the lessons, at a term where one is given. */
export function routeOfTerm(id?: string): string {
  return id === undefined ? GLOSSARY : `${GLOSSARY}/${id}`;
}

/** Whether the address opens the glossary. */
export function isGlossary(hash: string): boolean {
  return hash === GLOSSARY || hash.startsWith(`${GLOSSARY}/`);
}

/** The term at which the address opens the glossary; null where it names none. */
export function termIn(hash: string): string | null {
  return isGlossary(hash) ? hash.slice(GLOSSARY.length + 1) || null : null;
}

const FROM = "#lesson-from/";

/** The path beside the page from which the address opens a lesson; null where it opens none so. What it may be is not known here. */
export function lessonFrom(hash: string): string | null {
  return hash.startsWith(FROM) ? hash.slice(FROM.length) : null;
}

/** The lesson that the address names; null where it names none. */
export function lessonIn(hash: string): LessonPlace | null {
  const [, id, , step] = /^#lesson\/([^/]*)(\/(.*))?$/.exec(hash) ?? [];
  if (id === undefined) return null;
  if (step === undefined) return { id, step: 1 };
  return { id, step: /^[1-9]$/.test(step) ? Number(step) : null };
}
