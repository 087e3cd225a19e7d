import { fromMilliseconds } from "../clock/tick.ts";
import { heldReason } from "../simulation/held-reason.ts";
import { lostAtEnd } from "../simulation/input-end.ts";
import type { Run } from "../simulation/run.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { frameOf } from "./frame-builder.ts";
import { type Note, wordsOfNotes } from "./note.ts";
import type { Report } from "./report.ts";
import { reportsBefore } from "./report-builder.ts";

/**
 * Virtual milliseconds that are run at a time. A run is advanced in stretches only so that others get a turn: how
 * finely it is cut changes nothing.
 */
const STRETCH_MS = 100;

/** A report, and what its message says as data. */
export interface Ending {
  readonly report: Report;
  readonly notes: readonly Note[];
}

/**
 * Runs a simulation to its scenario's end, makes the last comparison and returns the report. A migration that has
 * not stunned the guest by then is cancelled; one that is under way is held, and the message says what is owed.
 */
export async function runToEnd(simulation: Simulation): Promise<Report> {
  return (await runToEnding(simulation)).report;
}

/** {@link runToEnd}, with what the report's message says as data. */
export async function runToEnding(simulation: Simulation): Promise<Ending> {
  const end = fromMilliseconds(simulation.run.scenario.untilMs);
  while (!simulation.run.isOver && simulation.run.now < end)
    await simulation.advance(Math.min(simulation.run.now + fromMilliseconds(STRETCH_MS), end));
  return endingOf(simulation);
}

/** Makes the last comparison of a run that is not advanced any more, and returns its report with what its message says. */
export async function endingOf(simulation: Simulation): Promise<Ending> {
  const { run } = simulation;
  await simulation.compare();
  const { report } = await frameOf(run, "memory", false);
  const atEnd = { ...report, client: run.client.countersAtEnd(run.now) };
  const notes = notesOf(run, atEnd);
  const last: Report = { ...atEnd, message: wordsOfNotes(notes, run.places) };
  const before = reportsBefore(run);
  return { report: before.length === 0 ? last : { ...last, migrations: [...before, last] }, notes };
}

/** The notes go from the migration to the guest to the client, so that what matters most is read first. */
function notesOf(run: Run, report: Report): readonly Note[] {
  const { scenario, statistics, state, restart, shutDown, lossReason } = run;
  const { client } = report;
  const notes = [...outcomeNotes(run, report)];
  if (statistics.stayed) notes.push({ kind: "stayed", why: statistics.stayed });
  if (lossReason !== null) notes.push({ kind: "lost", why: lossReason });
  if (shutDown) notes.push({ kind: "shutDown", ...shutDown });
  if (restart?.at != null) notes.push({ kind: "restarted" });
  if (statistics.startedAt !== null)
    notes.push({ kind: "notBegun", first: state.migration + 1, last: scenario.again.length + 1 });
  notes.push({ kind: "leftOver", faults: run.faults.leftOver() });
  if (client.sent > 0 && client.answered === 0) notes.push({ kind: "unanswered" });
  notes.push({ kind: "unheard", inputs: lostAtEnd(run) });
  return notes;
}

/** How far the migration had come when the run ended, where it had not come to an end of its own. */
function outcomeNotes(run: Run, { outcome, owed }: Report): Note[] {
  const { startedAt, how } = run.statistics;
  if (startedAt === null) return [{ kind: "notStarted" }];
  if (how === null && outcome === "continued-on-source")
    return [{ kind: "beforeStun", isOff: run.shutDown !== null }];
  const why = heldReason(run);
  return why === null ? [] : [{ kind: "held", why, pages: owed.pages }];
}
