/** All words of the lessons' own parts; the words of a lesson are its own. */
import type { AskKind } from "../../../lessons/lesson.ts";

/** The steps of a lesson, in their order; the first is 1 in an address. */
export const STEPS = ["Play", "Predict", "Run", "Observe", "Explain", "Challenge"] as const;

export const WORDS = {
  lesson: "Lesson",
  lessons: "Lessons",
  allLessons: "All lessons",
  steps: "Steps of the lesson",
  opening: "The lesson is being opened.",
  failed: "The lesson could not be opened.",
  unknownLesson: "There is no such lesson",
  unknownLessonText: "The address names a lesson that is not there.",
  unknownStep: "There is no such step",
  unknownStepText: (steps: number) => `A lesson has the steps 1 to ${steps}.`,
  lockedStep: (step: string) => `${step} comes later`,
  lockedStepText: "Each step opens with the one before it: a lesson asks before it shows.",
  toStep: (step: string) => `Go to ${step}`,

  /** Of the steps that have no words of the lesson's own for it. */
  headings: ["Play first", "", "", "What did you see?", "Why it is so", ""] as readonly string[],
  conditions: "Conditions",
  skip: "Skip ahead",
  skipText: "You know this? Answer the question: if the run agrees, you go on to the challenge.",
  skipWrong: "The run comes to something else. Watch it.",
  continue: "Continue",

  yourPrediction: "Your prediction",
  lockIn: "Lock in",
  lockText: "Then it is fixed. Wrong answers teach too.",
  lockedPredict: "Runs once your answer is locked in.",
  lockedRun: "Press Run it in the lesson.",
  fixed: "This is the run that you predicted: look at it, and change nothing.",
  noAnswer: "Answer first.",
  outOfRange: (min: string, max: string) => `Allowed is ${min} to ${max}.`,
  number: "Your answer",
  less: "Less",
  more: "More",
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  place: (place: number, name: string) => `${place}. ${name}`,
  choose: "choose",
  point: (point: number) => `Point ${point}`,
  shapes: "Begin with a shape",
  drawOnTape: "Draw it on the tape",
  onTape: "Drawn on the tape",
  pointOnTape: (point: number) => `Point ${point} on the tape`,
  leftToSend: "left to send",

  runIt: "Run it",
  running: "The run goes on. You may pause it and step through it.",
  toEnd: "To the end",
  pause: "Pause",
  play: "Play",
  yours: "yours",
  theRun: "the run",
  difference: "difference",
  exact: "You were right on it.",
  off: (by: string, isHigh: boolean) => `You were ${by} too ${isHigh ? "high" : "low"}.`,
  offAt: (by: string, isHigh: boolean, point: number) =>
    `At point ${point} you were ${by} too ${isHigh ? "high" : "low"}.`,
  cells: (right: number, all: number) => `${right} of ${all} cells are as in the run.`,
  same: "Yours and the run are the same.",
  anotherAnswer: "Yours and the run are not the same.",

  computing: "Other runs are made for this lesson.",
  right: "Right",
  otherwise: "The run came to something else.",
  sawRight: "And you saw it.",
  sawWrong: "What the run shows is:",
  watchAt: (at: string) => `Watch ${at} s again`,
  watching: "The lab shows the moment. It lasts some seconds.",

  goals: "Goals",
  notRun: "not run yet",
  now: (value: string) => `${value} now`,
  yes: "yes",
  no: "no",
  check: "Check",
  checkNotRun: "Press Migrate in the lab first.",
  checkRunning: "The run is not over yet.",
  checkMet: "All goals are met.",
  checkExample: "All goals are met. That was the worked example: now reach them with other numbers.",
  checkMissed: (count: number) =>
    count === 1 ? "One goal is not met yet." : `${count} goals are not met yet.`,
  par: (what: string, most: string, value: string) =>
    `Par${what && ` in ${what}`}: at most ${most}; ${value} now.`,
  parMet: "You are at or below par.",
  hint: "Hint",
  hintOf: (grade: number) => `Hint ${grade} of 3`,
  hintDone: "That was the last hint.",
  hintGrades: ["Nudge", "Pointer", "Nearly all of it"] as const,
  showMe: "Show me",
  showText: "A worked example plays in the lab:",
  showAfter: (grade: number) =>
    grade === 1 ? "Read a hint first, then it is shown." : `Read ${grade} hints first, then it is shown.`,
  otherNumbers: "Now with other numbers",
  another: "Another one like this",
  anotherText: "Other conditions, another answer.",
  startAgain: "Start the run again",
  nextLesson: (title: string) => `Next: ${title}`,

  listHeading: (count: number) =>
    count === 1
      ? "One question about moving a machine while it runs"
      : `${count} questions about moving a machine while it runs`,
  answered: (done: number, all: number) => `${done} of ${all} answered`,
  kept: "kept in this browser only",
  notKept: "this browser keeps nothing: save it to a file",
  begin: "Begin",
  card: "Read the explanation again",
  save: "Save progress to a file",
  load: "Load progress",
  loaded: "The progress of the file was added.",
  backToLab: "Back to the lab",
  wrongThenRight: "Wrong, then right",
  wrong: "Wrong so far",
  next: "next",
  challengeMet: "challenge met",
} as const;

/** What the answer to a kind of question is asked for with. */
export const ASK_HELP: Readonly<Record<AskKind, string>> = {
  number: "Type a number.",
  choice: "Choose one.",
  rank: "Put them in order, the first on top.",
  matrix: "Choose for every cell.",
  curve: "Drag the points, pick a shape, or type.",
};
