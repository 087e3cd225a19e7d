import { fromMilliseconds, toMilliseconds } from "../../src/clock/tick.ts";
import { openSimulation, type ScenarioInput, type Simulation } from "../../src/entries/headless.ts";
import type { Picture, PictureGuest, PicturePath } from "../../src/examples/picture.ts";
import { quantitiesOf } from "../../src/report/quantities.ts";
import type { Report } from "../../src/report/report.ts";
import { endingOf } from "../../src/report/run-to-end.ts";
import { cornersOf } from "./corners.ts";

/** Virtual milliseconds between two samples, and how many pieces of time the guest's strip has. */
const EVERY_MS = 10;
const PIECES = 120;
/** The line is as near to the samples as that share of all pages, and the picture goes on so much behind the end. */
const NEAR = 1 / 45;
const AFTER = 0.04;

/** Pages come in messages: a path is silent where none has come by it for so long, in virtual milliseconds. */
const SILENT_MS = 450;

/** What is shown of the deeds of a run. */
const MARKS = new Set([
  "cutLink",
  "healLink",
  "stopDatastore",
  "healDatastore",
  "crashSource",
  "crashDestination",
]);

interface Sample {
  readonly ms: number;
  readonly left: number;
  readonly path: PicturePath;
  readonly guest: PictureGuest;
}

/** Runs a scenario to its end and draws it. Equal scenarios give equal pictures. */
export async function pictureOf(scenario: ScenarioInput): Promise<{ picture: Picture; report: Report }> {
  const simulation = await openSimulation(scenario);
  const { run } = simulation;
  const startMs = run.scenario.migration.startMs;
  await simulation.advance(fromMilliseconds(startMs));
  const samples: Sample[] = [];
  const marks = new Map<string, readonly [number, string]>();
  for (let ms = 0; startMs + ms <= run.scenario.untilMs && !run.isOver; ms += EVERY_MS) {
    await simulation.advance(fromMilliseconds(startMs + ms));
    // A guest that stays needs no page any more: the picture ends with the migration.
    if (run.statistics.how !== "continued") samples.push(await sampleOf(simulation, ms, samples.at(-1)));
    for (const { kind, at } of run.statistics.milestones)
      if (MARKS.has(kind)) marks.set(`${kind} ${at}`, [Math.round(toMilliseconds(at) - startMs), kind]);
  }
  const { report } = await endingOf(simulation);
  const shown = report.outcome === "held" ? samples : upToTheEnd(samples);
  return { report, picture: drawn(shown, run.census.total, [...marks.values()]) };
}

/** How many pages each path had carried at the sample before. */
const carried = new WeakMap<Simulation, { link: number; file: number }>();

async function sampleOf(simulation: Simulation, ms: number, before?: Sample): Promise<Sample> {
  const { run } = simulation;
  const { owed, onLink, inFile, lostAtSource, stays } = await quantitiesOf(run);
  const left = owed + onLink + inFile + lostAtSource + (before ? 0 : stays);
  const { link, file } = run.statistics.paths;
  const then = carried.get(simulation) ?? { link: 0, file: 0 };
  carried.set(simulation, { link: link.pages, file: file.pages });
  const path = pathOf(link.pages > then.link, file.pages > then.file);
  return { ms, left, path, guest: guestOf(run) };
}

function guestOf(run: Simulation["run"]): PictureGuest {
  if (run.lossReason !== null) return "l";
  if (run.statistics.waitingSince !== null) return "w";
  return run.runner === null ? "s" : "r";
}

function pathOf(byLink: boolean, byFile: boolean): PicturePath {
  if (byLink) return byFile ? "both" : "link";
  return byFile ? "file" : "none";
}

/** Without what comes after the last page has moved, but for a little of it. */
function upToTheEnd(samples: readonly Sample[]): readonly Sample[] {
  const last = samples.findLastIndex(({ left }, index) => index > 0 && left !== samples[index - 1]!.left);
  return samples.slice(0, last + 1 + Math.ceil(last * AFTER));
}

function drawn(
  samples: readonly Sample[],
  pages: number,
  marks: readonly (readonly [number, string])[],
): Picture {
  const endsMs = samples.at(-1)!.ms;
  const paths = unbroken(samples.map(({ path }) => path));
  const line = cornersOf(
    samples.map(({ ms, left }, at) => [ms, left, paths[at]!] as const),
    pages * NEAR,
  );
  return { pages, endsMs, line, guest: stripOf(samples), marks: marks.filter(([ms]) => ms <= endsMs) };
}

/** The paths without the pauses between one message and the next. */
function unbroken(paths: readonly PicturePath[]): PicturePath[] {
  const filled = [...paths];
  for (let at = 0; at < paths.length; at++) {
    if (paths[at] !== "none") continue;
    let next = at;
    while (next < paths.length && paths[next] === "none") next++;
    const isShort = next < paths.length && (next - at) * EVERY_MS <= SILENT_MS;
    filled.fill(isShort ? paths[next]! : "none", at, next);
    at = next;
  }
  return filled;
}

/** A piece is a stun where one falls into it, else what the guest did most of the time. */
function stripOf(samples: readonly Sample[]): string {
  return Array.from({ length: PIECES }, (_, piece) => {
    const from = Math.floor((samples.length * piece) / PIECES);
    const to = Math.max(from + 1, Math.floor((samples.length * (piece + 1)) / PIECES));
    const inside = samples.slice(from, to).map(({ guest }) => guest);
    if (inside.includes("s")) return "s";
    return 2 * inside.filter((guest) => guest === "w").length >= inside.length ? "w" : "r";
  }).join("");
}
