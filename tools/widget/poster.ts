import { readFileSync } from "node:fs";
import { MILLISECOND, type Tick } from "../../src/clock/tick.ts";
import { frameOf, openSimulation, parseScenario, type ScenarioInput } from "../../src/entries/headless.ts";
import { PAGE_STATE_NAMES, type PageStateName } from "../../src/host/page-state.ts";
import type { ScreenFrame } from "../../src/host/screen.ts";
import type { Frame, HostFrame } from "../../src/report/frame.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { hangingCable, heapRows, outline, track } from "../../src/view/design/shapes.ts";
import { sentenceOf } from "../../src/view/story/sentence.ts";
import type { Drawn } from "../../src/widget/drawing.ts";
import type { Poster } from "../../src/widget/poster.ts";

/** What is seen on a poster after a cut: so much of what follows it until the end. */
const SHARE_AFTER_CUT = 0.4;
/** A poster without a cut shows this share of the migration. */
const SHARE = 0.45;

/** What each state is filled with. */
const FILLS: Readonly<Record<PageStateName, string>> = {
  empty: "emptyline",
  present: "present",
  dirty: "ink",
  stale: "stale",
  owed: "owed",
  inFlightByLink: "linkfill",
  inFlightByFile: "filefill",
  byLink: "linkfill",
  byFile: "filefill",
  faulted: "fault",
};

const token = (name: string) => `var(--${name})`;

/** The poster of a scenario: a moment of its own run. Equal scenarios give equal posters. */
export async function posterOf(scenario: ScenarioInput): Promise<Poster> {
  const frame = await frameAt(scenario, await tellingMoment(scenario));
  const sentence = sentenceOf(frame)
    .parts.map((part) => (typeof part === "string" ? part : part.text))
    .join("");
  return { scenario: parseScenario(scenario), sentence, picture: pictureOf(frame) };
}

/** The picture of a scenario's run at a moment. */
export async function frameAt(scenario: ScenarioInput, moment: Tick): Promise<Frame> {
  const simulation = await openSimulation(scenario);
  await simulation.advance(moment);
  return frameOf(simulation.run, "memory");
}

/** The moment that tells what a run is about: some time after its cut, or in the middle of its migration. */
async function tellingMoment(scenario: ScenarioInput): Promise<Tick> {
  const simulation = await openSimulation(scenario);
  await runToEnd(simulation);
  const { milestones } = await frameOf(simulation.run, "memory");
  const cut = milestones.find(({ kind }) => kind === "cutLink");
  const from = cut?.at ?? milestones[0]?.at ?? 0;
  const end =
    milestones.find(({ kind, at }) => at > from && kind === "finish")?.at ?? milestones.at(-1)?.at ?? from;
  return from + Math.max(10 * MILLISECOND, Math.round((end - from) * (cut ? SHARE_AFTER_CUT : SHARE)));
}

/** The picture, in units of which it is 696 wide and 400 high: the places of the live one at a width of 720. */
export function pictureOf(frame: Frame): Drawn {
  const from =
    frame.places.source === "West"
      ? (["source", "destination"] as const)
      : (["destination", "source"] as const);
  return [
    "svg",
    {
      viewBox: "0 0 696 400",
      role: "img",
      "aria-label": "Two machines, the cable between them and a mailbox",
    },
    machine(frame[from[0]], 2),
    machine(frame[from[1]], 482),
    ...cable(frame),
    mailbox(frame),
  ];
}

const MAP = 192;

/** A rectangle, as the path that costs a page less than a rectangle does, with corners of a radius. */
function box(x: number, y: number, width: number, height: number, radius = 0): string {
  const [across, down] = [width - 2 * radius, height - 2 * radius];
  if (radius === 0) return `M${x} ${y}h${width}v${height}h-${width}z`;
  const corner = (dx: number, dy: number, isDown: boolean) =>
    `q${isDown ? `${dx} 0 ${dx} ${dy}` : `0 ${dy} ${dx} ${dy}`}`;
  return `M${x + radius} ${y}h${across}${corner(radius, radius, true)}v${down}${corner(-radius, radius, false)}h-${across}${corner(-radius, -radius, true)}v-${down}${corner(radius, -radius, false)}z`;
}

function machine(host: HostFrame, x: number): Drawn {
  return [
    "g",
    { transform: `translate(${x} 2)` },
    ["path", { d: box(0, 0, 212, 386, 10), fill: token("case"), stroke: token("ink"), "stroke-width": 2 }],
    ["path", { d: "M18 387h28v7h-28zM166 387h28v7h-28z", fill: token("ink") }],
    ["path", { d: box(10, 36, MAP, 108, 5), fill: token("glass"), stroke: token("ink"), "stroke-width": 2 }],
    ...(host.screen && host.status !== "freed" ? [screen(host.screen)] : []),
    ["path", { d: box(10, 182, MAP, MAP), fill: token("bay") }],
    [
      "g",
      { transform: `translate(10 182) scale(${MAP / columnsOf(host.pages.length)}) translate(0 .5)` },
      ...cells(host.pages),
    ],
  ];
}

function columnsOf(pages: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(Math.min(pages, 1024))));
}

/** A path for each state: a stretch of equal cells in a row is one stroke. A large guest is shown by samples. */
function cells(pages: Uint8Array): Drawn[] {
  const columns = columnsOf(pages.length);
  const shown = Array.from(
    { length: Math.min(pages.length, columns * columns) },
    (_, cell) => pages[Math.floor((cell * pages.length) / Math.min(pages.length, columns * columns))]!,
  );
  return stretches(shown, columns).map(([state, d]) => [
    "path",
    { d, stroke: token(FILLS[PAGE_STATE_NAMES[state]!]), "stroke-width": state === 0 ? 0.12 : 0.8 },
  ]);
}

/** The stretches of equal values in rows, by value, as paths along the upper edges of cells of one unit. */
function stretches(values: ArrayLike<number>, columns: number): [number, string][] {
  const paths = new Map<number, string>();
  for (let at = 0; at < values.length; ) {
    const value = values[at]!;
    const rowEnd = (Math.floor(at / columns) + 1) * columns;
    let end = at + 1;
    while (end < Math.min(rowEnd, values.length) && values[end] === value) end++;
    const from = `M${at % columns} ${Math.floor(at / columns)}`;
    paths.set(value, `${paths.get(value) ?? ""}${from}h${end - at}`);
    at = end;
  }
  return [...paths];
}

/**
 * Every eighth point of the guest's picture, in few colours: a poster is not to weigh more than 15 kB, and each colour is an element
 * that its page has to make.
 */
const STEP = 8;
const COLOURS = 16;

function screen({ width, height, ...picture }: ScreenFrame): Drawn {
  const columns = Math.floor(width / STEP);
  const colours: number[] = [];
  for (let y = 0; y + STEP <= height; y += STEP)
    for (let x = 0; x < columns * STEP; x += STEP)
      colours.push(coarse(colourAt({ width, height, ...picture }, x, y)));
  const strokes = stretches(inFewColours(colours), columns).map(
    ([colour, d]): Drawn => [
      "path",
      { d, stroke: `#${colour.toString(16).padStart(3, "0")}`, "stroke-width": 1.02 },
    ],
  );
  return [
    "g",
    {
      transform: `translate(12 38) scale(${188 / columns} ${104 / Math.floor(height / STEP)}) translate(0 .5)`,
    },
    ...strokes,
  ];
}

/** A colour in three bits for each part. */
function coarse(colour: number): number {
  return (((colour >> 20) & 14) << 8) | (((colour >> 12) & 14) << 4) | ((colour >> 4) & 14);
}

/** The same picture in its most frequent colours; any other is as the nearest of those. */
function inFewColours(colours: readonly number[]): number[] {
  const times = new Map<number, number>();
  for (const colour of colours) times.set(colour, (times.get(colour) ?? 0) + 1);
  const kept = [...times.keys()]
    .sort((one, other) => times.get(other)! - times.get(one)! || one - other)
    .slice(0, COLOURS);
  const nearest = (colour: number) =>
    kept.reduce((best, each) => (apart(each, colour) < apart(best, colour) ? each : best));
  return colours.map(nearest);
}

/** How far two colours of {@link coarse} are apart. */
function apart(one: number, other: number): number {
  return [8, 4, 0].reduce((sum, bits) => sum + (((one >> bits) & 15) - ((other >> bits) & 15)) ** 2, 0);
}

function colourAt(picture: ScreenFrame, x: number, y: number): number {
  return picture.pixels[y * picture.width + x]! & 0xffffff;
}

function cable({ link }: Frame): Drawn[] {
  const { whole, hanging } = hangingCable({ x: 222, y: 52 }, { x: 474, y: 52 }, 86);
  const isWhole = link.whole;
  const d = isWhole ? track(whole).d : hanging.map((end) => outline([end])).join("");
  const strands = (width: number, colour: string): Drawn => [
    "path",
    { d, fill: "none", stroke: token(colour), "stroke-width": width },
  ];
  const plugs: Drawn = ["path", { d: "M214 41h9v22h-9zM473 41h9v22h-9z", fill: token("ink") }];
  return [
    plugs,
    strands(9, "ink"),
    strands(5.4, "linkfill"),
    ...(isWhole ? [] : [heap(link.cut?.pagesLost ?? 0)]),
  ];
}

/** The pages that fell out of the cable, each a square; they lie straight, as turned ones would weigh as much as a third of a poster. */
function heap(pages: number): Drawn {
  const rows = heapRows(pages);
  const pitch = Math.min(8, 110 / Math.max(1, rows[0] ?? 1));
  const d = rows
    .flatMap((inRow, row) =>
      Array.from({ length: inRow }, (_, column) => {
        const x = 348 + (column - inRow / 2) * pitch;
        return `M${x.toFixed(1)} ${(150 - (row + 1) * pitch).toFixed(1)}h${(pitch - 2).toFixed(1)}v${(pitch - 2).toFixed(1)}h-${(pitch - 2).toFixed(1)}z`;
      }),
    )
    .join("");
  return ["path", { d, fill: token("paper"), stroke: token("loss"), "stroke-width": 1.4 }];
}

/** The holes are two paths, those with a letter and those without: each element of a poster costs the page that shows it. */
function holes(slots: Frame["datastore"]["file"]["slots"]): Drawn[] {
  const columns = 10;
  const shown = slots.slice(0, 40);
  const rows = Math.max(1, Math.ceil(shown.length / columns));
  const paths = { filefill: "", shade: "" };
  for (const [index, { state }] of shown.entries()) {
    const x = 244 + (index % columns) * 21;
    const y = Math.round(282 + Math.floor(index / columns) * (98 / rows));
    const isFull = state !== "free" && state !== "read";
    paths[isFull ? "filefill" : "shade"] += box(x, y, 18, Math.round(98 / rows - 4), 4);
  }
  return Object.entries(paths)
    .filter(([, d]) => d !== "")
    .map(([fill, d]) => ["path", { d, fill: token(fill), stroke: token("edge") }]);
}

function mailbox({ datastore: { file, reachable } }: Frame): Drawn {
  const walls: Drawn = [
    "path",
    {
      d: box(236, 275, 224, 108, 6),
      fill: token("wood"),
      stroke: token(reachable ? "ink" : "loss"),
      "stroke-width": 2,
    },
  ];
  const tubes: Drawn = [
    "path",
    {
      d: "M214 320h22v18h-22zM460 320h22v18h-22z",
      fill: token("hole"),
      stroke: token("ink"),
      "stroke-width": 1.5,
    },
  ];
  return ["g", {}, tubes, walls, ...holes(file.slots)];
}

/** A scenario's file. */
export function scenarioIn(file: string): ScenarioInput {
  return JSON.parse(readFileSync(file, "utf8")) as ScenarioInput;
}
