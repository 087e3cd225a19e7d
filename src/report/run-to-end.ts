import { fromMilliseconds, toMilliseconds } from "../clock/tick.ts";
import { heldReason } from "../simulation/held-reason.ts";
import { lostAtEnd } from "../simulation/input-end.ts";
import type { Run } from "../simulation/run.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { leftOverWords } from "./fault-words.ts";
import { frameOf } from "./frame-builder.ts";
import { messageOf } from "./message.ts";
import { heldWords, lossWords, lostInputSentences, notBegunWords, RESTARTED } from "./reason-words.ts";
import type { Report } from "./report.ts";
import { reportsBefore } from "./report-builder.ts";

/**
 * Virtual milliseconds that are run at a time. A run is advanced in stretches only so that others get a turn: how
 * finely it is cut changes nothing.
 */
const STRETCH_MS = 100;

const UNANSWERED =
  "The guest answered none of the client's requests; of the lab's programs only keyvalue takes requests.";

/**
 * Runs a simulation to its scenario's end, makes the last comparison and returns the report. A migration that has
 * not stunned the guest by then is cancelled; one that is under way is held, and the message says what is owed.
 */
export async function runToEnd(simulation: Simulation): Promise<Report> {
  const end = fromMilliseconds(simulation.run.scenario.untilMs);
  while (!simulation.run.isOver && simulation.run.now < end)
    await simulation.advance(Math.min(simulation.run.now + fromMilliseconds(STRETCH_MS), end));
  return reportAtEnd(simulation);
}

/**
 * Makes the last comparison of a run that is not advanced any more, and returns its report. The words go from the
 * migration to the guest to the client, so that what matters most is read first.
 */
export async function reportAtEnd(simulation: Simulation): Promise<Report> {
  const { scenario, statistics } = simulation.run;
  const { startedAt, how } = statistics;
  const { migration } = simulation.run.state;
  await simulation.compare();
  const { report } = await frameOf(simulation.run, "memory", false);
  const restarted = simulation.run.restart?.at == null ? "" : RESTARTED;
  const client = simulation.run.client.countersAtEnd(simulation.run.now);
  const { shutDown } = simulation.run;
  const off = shutDown ? shutDownMessage(shutDown) : "";
  const leftOver = leftOverWords(simulation.run.faults.leftOver());
  const silence = client.sent > 0 && client.answered === 0 ? UNANSWERED : "";
  const unheard = lostInputSentences(lostAtEnd(simulation.run));
  const [held, loss] = [heldReason(simulation.run), simulation.run.lossReason];
  const notes = [
    report.message,
    loss === null ? "" : lossWords(loss),
    off,
    restarted,
    startedAt === null ? "" : notBegunWords(migration + 1, scenario.again.length + 1),
    ...leftOver,
    silence,
    ...unheard,
  ];
  if (startedAt === null) notes.unshift("The run ended before the migration was to start.");
  else if (how === null && report.outcome === "continued-on-source")
    notes.unshift(
      `The run ended before the stun; the migration was cancelled and the guest ${off ? "stays" : "goes on"} at the source.`,
    );
  else if (held !== null) notes.unshift(heldWords(held, report.owed.pages));
  const last: Report = { ...report, client, message: messageOf(notes, simulation.run.places) };
  const before = reportsBefore(simulation.run);
  return before.length === 0 ? last : { ...last, migrations: [...before, last] };
}

function shutDownMessage({ host, at }: NonNullable<Run["shutDown"]>): string {
  return `The guest shut itself down at the ${host} after ${toMilliseconds(at).toFixed(3)} ms.`;
}
