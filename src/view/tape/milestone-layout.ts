import type { Tick } from "../../clock/tick.ts";
import type { Milestone } from "../../trace/milestone.ts";
import { byImportance } from "./importance.ts";
import type { MilestoneWord } from "./milestones.ts";
import { spread } from "./spread.ts";

/** A button over the tape: one milestone with its word, or several that had no room, with their number. */
export interface MilestoneCell {
  /** In the order of their moments; never empty. */
  readonly words: readonly MilestoneWord[];
  /** Whether there was no room for their words. */
  readonly isFolded: boolean;
  readonly label: string;
  readonly width: number;
}

/** Cells whose moments lie so near to each other that one line leads to all of them. */
export interface MilestonePlate {
  readonly cells: readonly MilestoneCell[];
  readonly left: number;
  readonly width: number;
  /** Where its first and its last moment lie. */
  readonly from: number;
  readonly to: number;
  /** Where its line leaves it, and where it ends. */
  readonly top: number;
  readonly foot: number;
  /** The depth at which its line steps aside, from 1; 0 where it drops straight. */
  readonly track: number;
}

export interface MilestoneLayout {
  readonly plates: readonly MilestonePlate[];
  /** The deepest track. */
  readonly tracks: number;
}

export interface MilestoneRoom {
  /** Pixels of the plot. */
  readonly width: number;
  /** Where a tick lies, in pixels. */
  readonly xOf: (at: Tick) => number;
  /** How wide a button with these words is. */
  readonly widthOf: (label: string) => number;
}

/** Pixels between two plates. */
const GAP = 5;

/** Moments nearer than this, in pixels, share a line, unless it would have to lead to a wider stretch than `WIDE`. */
const NEAR = 14;
const WIDE = 44;

/** Lines that end nearer to each other than this could not be told apart. */
const APART = 10;

/** A line does not leave its plate nearer to a corner than this. */
const CORNER = 8;

/** More steps above one another cannot be followed. */
const MOST_TRACKS = 4;

/**
 * Lays milestones out over a tape. As many as there is room for have their words, those that matter most; the others stand between
 * them as numbers. Plates keep the order of their moments, none lies over another, each is as near to its moments as the
 * others let it, and no two lines cross.
 *
 * @param present the milestone at the playhead, which has its words before all others
 */
export function layoutMilestones(
  words: readonly MilestoneWord[],
  present: Milestone | undefined,
  room: MilestoneRoom,
): MilestoneLayout {
  const fits = (cells: readonly MilestoneCell[]): MilestoneLayout | null => {
    const layout = placed(cells, room);
    const used = layout.plates.reduce((sum, { width }) => sum + width + GAP, -GAP);
    return used <= room.width && layout.tracks <= MOST_TRACKS ? layout : null;
  };
  return largest(words, present, room, fits) ?? { plates: [], tracks: 0 };
}

/** The buttons alone, in lines, where their places do not matter: as many as go into so much width in all. */
export function foldMilestones(
  words: readonly MilestoneWord[],
  present: Milestone | undefined,
  { width, widthOf }: Omit<MilestoneRoom, "xOf">,
): readonly MilestoneCell[] {
  const fits = (cells: readonly MilestoneCell[]) =>
    cells.reduce((sum, cell) => sum + cell.width + GAP, -GAP) <= width ? cells : null;
  return largest(words, present, { width, widthOf }, fits) ?? [];
}

/** Tries with the most milestones in words first, and then with ever fewer. */
function largest<Result>(
  words: readonly MilestoneWord[],
  present: Milestone | undefined,
  { width, widthOf }: Omit<MilestoneRoom, "xOf">,
  fits: (cells: readonly MilestoneCell[]) => Result | null,
): Result | null {
  const order = byImportance(
    words.map(({ milestone }) => milestone),
    present,
  );
  const most = Math.min(words.length, Math.floor(width / widthOf("")) + 1);
  for (let heads = most; heads >= 0; heads--) {
    const result = fits(cellsOf(words, new Set(order.slice(0, heads)), widthOf));
    if (result) return result;
  }
  return null;
}

/** Milestones with their words, and between them what has none. */
function cellsOf(
  words: readonly MilestoneWord[],
  heads: ReadonlySet<number>,
  widthOf: (label: string) => number,
): MilestoneCell[] {
  const cells: { words: MilestoneWord[]; isFolded: boolean }[] = [];
  for (const [index, word] of words.entries()) {
    const last = cells.at(-1);
    const isFolded = !heads.has(index);
    if (isFolded && last?.isFolded) last.words.push(word);
    else cells.push({ words: [word], isFolded });
  }
  return cells.map((cell) => {
    const label = cell.isFolded ? `+${cell.words.length}` : cell.words[0]!.label;
    return { ...cell, label, width: widthOf(label) };
  });
}

function placed(cells: readonly MilestoneCell[], { width, xOf }: MilestoneRoom): MilestoneLayout {
  const groups = grouped(cells, xOf);
  const widths = groups.map((group) => group.reduce((sum, cell) => sum + cell.width, 0));
  const spans = groups.map((group) => ({
    from: xOf(group[0]!.words[0]!.milestone.at),
    to: xOf(group.at(-1)!.words.at(-1)!.milestone.at),
  }));
  const wanted = spans.map(({ from, to }, index) => (from + to) / 2 - widths[index]! / 2);
  const lefts = spread(wanted, widths, GAP, width);
  const lines = spans.map(({ from, to }, index) => {
    const foot = (from + to) / 2;
    const [left, wide] = [lefts[index]!, widths[index]!];
    const corner = Math.min(CORNER, wide / 2);
    return { foot, top: Math.max(left + corner, Math.min(left + wide - corner, foot)) };
  });
  const tracks = tracksOf(lines);
  const plates = groups.map((group, index) => ({
    cells: group,
    left: lefts[index]!,
    width: widths[index]!,
    ...spans[index]!,
    ...lines[index]!,
    track: tracks[index]!,
  }));
  return { plates, tracks: Math.max(0, ...tracks) };
}

/** Cells whose moments are near to those before them. */
function grouped(cells: readonly MilestoneCell[], xOf: (at: Tick) => number): MilestoneCell[][] {
  const groups: MilestoneCell[][] = [];
  let last = { from: 0, to: Number.NEGATIVE_INFINITY };
  for (const cell of cells) {
    const from = xOf(cell.words[0]!.milestone.at);
    const to = xOf(cell.words.at(-1)!.milestone.at);
    const isClose = from - last.to < NEAR && to - last.from <= WIDE;
    const isSame = (from + to) / 2 - (last.from + last.to) / 2 < APART;
    if (isClose || isSame) {
      groups.at(-1)!.push(cell);
      last = { from: last.from, to };
    } else {
      groups.push([cell]);
      last = { from, to };
    }
  }
  return groups;
}

/**
 * How deep each line steps aside. Lines that go to the left step the deeper the later they are, lines that go to the right the
 * deeper the earlier: so a line never crosses another's step. Only lines whose steps overlap need different depths.
 */
function tracksOf(lines: readonly { readonly top: number; readonly foot: number }[]): number[] {
  const tracks = lines.map(({ top, foot }): number => (top === foot ? 0 : 1));
  const deepen = (index: number, before: number) => {
    const [one, other] = [lines[index], lines[before]];
    if (
      !one ||
      !other ||
      tracks[before] === 0 ||
      Math.sign(one.foot - one.top) !== Math.sign(other.foot - other.top)
    )
      return;
    const overlaps =
      Math.min(one.top, one.foot) <= Math.max(other.top, other.foot) + 1 &&
      Math.min(other.top, other.foot) <= Math.max(one.top, one.foot) + 1;
    if (overlaps) tracks[index] = Math.max(tracks[index]!, tracks[before]! + 1);
  };
  for (const [index, { top, foot }] of lines.entries()) if (foot < top) deepen(index, index - 1);
  for (let index = lines.length - 1; index >= 0; index--)
    if (lines[index]!.foot > lines[index]!.top) deepen(index, index + 1);
  return tracks;
}

/** A line from its plate to its moments, for an SVG path; `step` is how deep a track lies, `depth` where it ends. */
export function leaderOf({ top, foot, track }: MilestonePlate, step: number, depth: number): string {
  const [from, to] = [top.toFixed(1), foot.toFixed(1)];
  return track === 0 ? `M${to} 0V${depth}` : `M${from} 0V${track * step}H${to}V${depth}`;
}
