import type { Tick } from "../clock/tick.ts";

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

/** A slide of a presented lesson, as an address names it. Whether there are such is not known here. */
export interface PresentPlace {
  readonly id: string;
  /** The first is 1; "last" is the last, whose number the address need not know. */
  readonly slide: number | "last";
  /** The plan within which the lesson is presented; null where it is presented alone. */
  readonly plan: string | null;
}

/** What shows a slide: the wall that the room sees, the speaker's window, or the picture of what comes next in that. */
export const PRESENT_VIEWS = ["present", "speaker", "preview"] as const;
export type PresentView = (typeof PRESENT_VIEWS)[number];

/** The part of an address that shows a slide of a lesson: the first where none is given. */
export function routeOfSlide(
  id: string,
  slide: number | "last" = 1,
  plan: string | null = null,
  view: PresentView = "present",
): string {
  if (slide === 1 && plan === null) return `#${view}/${id}`;
  return `#${view}/${id}/${slide}${plan === null ? "" : `/${plan}`}`;
}

/** The part of an address that opens the class's vote on the failure matrix, which stands beside the lessons. */
export function routeOfVote(view: "present" | "speaker" = "present"): string {
  return `#${view}/matrix`;
}

/** In what the address opens the vote: on the wall, or for the speaker; null where it opens none. */
export function voteIn(hash: string): "present" | "speaker" | null {
  if (hash === routeOfVote()) return "present";
  return hash === routeOfVote("speaker") ? "speaker" : null;
}

/** The slide that the address shows, and in what; null where it shows none. One whose number makes no sense is the first. */
export function slideIn(hash: string): (PresentPlace & { readonly view: PresentView }) | null {
  if (voteIn(hash)) return null;
  const [, view, id, slide, plan] =
    /^#(present|speaker|preview)\/([^/]+)(?:\/([^/]*))?(?:\/([^/]*))?$/.exec(hash) ?? [];
  if (view === undefined || id === undefined) return null;
  const number = /^[1-9]\d?$/.test(slide ?? "") ? Number(slide) : 1;
  return { view: view as PresentView, id, slide: slide === "last" ? "last" : number, plan: plan || null };
}

/** The part of an address that opens the run of a lesson at a moment of it, with all that can be done in the lab. */
export function routeOfMoment(lesson: string, tick: Tick): string {
  return `#moment/${lesson}/${Math.round(tick)}`;
}

/** The moment of a lesson's run that the address opens; null where it opens none. */
export function momentIn(hash: string): { readonly id: string; readonly tick: Tick } | null {
  const [, id, tick] = /^#moment\/([a-z]+(?:-[a-z]+)*)\/(\d{1,15})$/.exec(hash) ?? [];
  return id === undefined ? null : { id, tick: Number(tick) };
}

const TEACH = "#teach/";

/** The part of an address that opens the teacher's page of a lesson. */
export function routeOfTeach(id: string): string {
  return TEACH + id;
}

/** The lesson whose teacher's page the address opens; null where it opens none. */
export function teachIn(hash: string): string | null {
  return hash.startsWith(TEACH) ? hash.slice(TEACH.length) : null;
}

const PLAN = "#plan/";

/** The part of an address that opens a plan of lessons in front of a class. */
export function routeOfPlan(id: string): string {
  return PLAN + id;
}

/** The plan that the address opens; null where it opens none. */
export function planIn(hash: string): string | null {
  return hash.startsWith(PLAN) ? hash.slice(PLAN.length) : null;
}
