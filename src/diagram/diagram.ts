/**
 * The state diagram of each role, laid out from the protocol's own transition tables: for the view, which draws it
 * live, and for `diagram-svg.ts`. The layout knows no state by name, so a table that changes is drawn without a change
 * here.
 */

import { t } from "../language/words.ts";
import { DESTINATION_TRANSITIONS, SOURCE_TRANSITIONS } from "../migration/transitions.ts";

/** One role's states and what leads from one to the other. */
export type TransitionTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A state, at the centre of its box. */
export interface StateNode {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** No event leads out of it. */
  readonly isFinal: boolean;
}

/** The events that lead from one state to another. */
export interface StateEdge {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
  /** The corners of the line, from border to border; the last one carries the arrow. */
  readonly points: readonly (readonly [number, number])[];
  /** Where the events' text begins, on its base line. */
  readonly label: readonly [number, number];
}

/** A role's states laid out from top to bottom. Sizes are in the units of the drawing. */
export interface StateDiagram {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly StateNode[];
  readonly edges: readonly StateEdge[];
}

const BOX = { width: 168, height: 48 };
/** From centre to centre of neighbouring layers: room for an arrow and its events. */
const STEP = 92;
/** Room around a diagram. */
export const MARGIN = 16;
/** Room for the events' text beside the column of states. */
const LABEL = 132;
/** Room for it before a state on the right that is no end. */
const RIGHT_LABEL = 70;
/** Lines that pass by other states run in lanes of their own, to the right of the column of states. */
const LANE = 22;
/** Between two lines that meet one state. */
const GAP = 18;

/** Both roles, in the order in which they are drawn. */
export function stateDiagrams(): StateDiagram[] {
  return [layOut(t`Source`, SOURCE_TRANSITIONS), layOut(t`Destination`, DESTINATION_TRANSITIONS)];
}

/**
 * Lays a table out. A state's layer is the longest way to it from the first state. Of each layer the state that leads
 * furthest stands in the left column; the others, which are ends, stand to the right of the lanes.
 */
export function layOut(title: string, table: TransitionTable): StateDiagram {
  const names = Object.keys(table);
  const layers = layersOf(table);
  const column = leftColumn(names, layers, reachOf(table));
  const links = linksOf(table);
  const lanes = links
    .filter(({ from, to }) => !isNeighbour(layers, column, from, to))
    .sort((one, other) => laneRank(one, layers, column) - laneRank(other, layers, column));
  const leadsBack = names.some((name) => !column.has(name) && Object.keys(table[name]!).length > 0);
  const right =
    MARGIN + BOX.width + LABEL + LANE * (lanes.length + 1) + (leadsBack ? RIGHT_LABEL - LANE / 2 : 0);
  const nodes = names.map((name): StateNode => {
    const x = (column.has(name) ? MARGIN : right) + BOX.width / 2;
    const y = MARGIN + BOX.height / 2 + layers.get(name)! * STEP;
    const meeting = lanes.filter(({ from, to }) => from === name || to === name).length;
    const height = Math.max(BOX.height, GAP * meeting + 12);
    return { name, x, y, width: BOX.width, height, isFinal: Object.keys(table[name]!).length === 0 };
  });
  const at = new Map(nodes.map((node) => [node.name, node]));
  const edges = links.map((link): StateEdge => {
    const lane = lanes.indexOf(link);
    const [from, to] = [at.get(link.from)!, at.get(link.to)!];
    const points = lane < 0 ? straight(from, to) : throughLane(from, to, lane, lanes);
    return { ...link, points, label: labelOf(points, from) };
  });
  const width = (column.size < names.length ? right : MARGIN + LABEL) + BOX.width + MARGIN;
  const height = 2 * MARGIN + BOX.height + Math.max(...layers.values()) * STEP;
  return { title, width, height, nodes, edges };
}

/** The events that lead from one state to another, before it is known where their line runs. */
interface Link {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
}

/** Events that lead from one state to the same other one share an arrow. */
function linksOf(table: TransitionTable): Link[] {
  return Object.entries(table).flatMap(([from, events]) => {
    const targets = [...new Set(Object.values(events))];
    return targets.map((to) => ({
      from,
      to,
      events: Object.keys(events).filter((event) => events[event] === to),
    }));
  });
}

/** The longest way to each state. The tables have no circles; one would make the way longer than there are states. */
function layersOf(table: TransitionTable): Map<string, number> {
  const names = Object.keys(table);
  const layers = new Map(names.map((name) => [name, 0]));
  for (let round = 0; round <= names.length; round++) {
    let changed = false;
    for (const { from, to } of linksOf(table)) {
      if (!layers.has(to)) throw new Error(t`"${from}" leads to "${to}", which is no state.`);
      if (layers.get(to)! > layers.get(from)!) continue;
      layers.set(to, layers.get(from)! + 1);
      changed = true;
    }
    if (!changed) return layers;
  }
  throw new Error(t`The states go in a circle.`);
}

/** How many steps each state is from an end, at most. */
function reachOf(table: TransitionTable): (name: string) => number {
  const reach = (name: string): number =>
    Math.max(0, ...Object.values(table[name]!).map((next) => 1 + reach(next)));
  return reach;
}

/** One state a layer: the one that leads furthest, or the first of them; a layer of one end is the last of its column. */
function leftColumn(
  names: readonly string[],
  layers: ReadonlyMap<string, number>,
  reach: (name: string) => number,
): Set<string> {
  const column = new Set<string>();
  for (let layer = 0; layer <= Math.max(...layers.values()); layer++) {
    const here = names.filter((name) => layers.get(name) === layer);
    column.add(here.reduce((best, name) => (reach(name) > reach(best) ? name : best)));
  }
  return column;
}

/** Whether a straight arrow will do: both states stand in the column, one directly above the other. */
function isNeighbour(
  layers: ReadonlyMap<string, number>,
  column: ReadonlySet<string>,
  from: string,
  to: string,
): boolean {
  return layers.get(to) === layers.get(from)! + 1 && column.has(from) && column.has(to);
}

/** Lines that come back to the column run next to it, then those from the bottom: so the fewest cross. */
function laneRank(
  { from, to }: Link,
  layers: ReadonlyMap<string, number>,
  column: ReadonlySet<string>,
): number {
  const fromBottom = layers.size - layers.get(from)!;
  return column.has(to) ? fromBottom - layers.size : fromBottom;
}

/** From the lower border of one box to the upper border of the other. */
function straight(from: StateNode, to: StateNode): [number, number][] {
  return [
    [from.x, from.y + from.height / 2],
    [to.x, to.y - to.height / 2],
  ];
}

/** From a state's side into the lane, along it, and left or right to the other. */
function throughLane(
  from: StateNode,
  to: StateNode,
  lane: number,
  lanes: readonly Link[],
): [number, number][] {
  const x = MARGIN + BOX.width + LABEL + LANE * (lane + 1);
  const start = from.y + offset(lanes[lane]!, from, lanes);
  const end = to.y + offset(lanes[lane]!, to, lanes);
  const side = ({ x: middle, width }: StateNode) => (middle > x ? middle - width / 2 : middle + width / 2);
  return [
    [side(from), start],
    [x, start],
    [x, end],
    [side(to), end],
  ];
}

/** Lines at one state stand apart: those that come, then those that go, in the order in which the fewest cross. */
function offset(link: Link, { name, x }: StateNode, lanes: readonly Link[]): number {
  const coming = lanes.filter(({ to }) => to === name);
  const going = lanes.filter(({ from }) => from === name).reverse();
  const isInColumn = x === MARGIN + BOX.width / 2;
  const here = [...(isInColumn ? coming : coming.reverse()), ...going];
  return (here.indexOf(link) - (here.length - 1) / 2) * GAP;
}

/** Beside the middle of a straight line, or on the way into a lane. */
function labelOf(points: readonly (readonly [number, number])[], from: StateNode): [number, number] {
  const [first, second, third] = points;
  if (!third) return [first![0] + 10, (first![1] + second![1]) / 2 + 4];
  return [first![0] < from.x ? first![0] - RIGHT_LABEL + 8 : first![0] + 8, first![1] - 6];
}
