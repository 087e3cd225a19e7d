export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A cubic Bézier curve: its ends and the two points that pull at it. */
export type Bezier = readonly [Point, Point, Point, Point];

/** A way along which pages travel. */
export interface Track {
  /** For an SVG path. */
  readonly d: string;
  /** The place at `share` of the way, from 0 to 1, and the direction there in degrees. */
  at(share: number): Point & { readonly angle: number };
}

const SAMPLES = 32;

function bezierAt([a, b, c, d]: Bezier, t: number): Point {
  const s = 1 - t;
  const mix = (p: number, q: number, r: number, u: number) =>
    s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * u;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

function written({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}

/** Bézier curves that follow one another, for an SVG path, to a tenth of a pixel. */
export function outline(curves: readonly Bezier[]): string {
  const [first] = curves;
  if (!first) return "";
  return `M${written(first[0])}${curves.map(([, ...rest]) => `C${rest.map(written).join(",")}`).join("")}`;
}

/** A track through Bézier curves that follow one another. Shares of it are shares of its length. */
export function track(curves: readonly Bezier[]): Track {
  const points = curves.flatMap((curve, index) =>
    Array.from({ length: SAMPLES + 1 }, (_, step) => bezierAt(curve, step / SAMPLES)).slice(
      index === 0 ? 0 : 1,
    ),
  );
  const lengths = [0];
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!];
    lengths.push(lengths[i - 1]! + Math.hypot(to.x - from.x, to.y - from.y));
  }
  const total = lengths.at(-1)!;
  return {
    d: outline(curves),
    at(share) {
      const wanted = Math.min(1, Math.max(0, share)) * total;
      const after = Math.max(
        1,
        lengths.findIndex((length) => length >= wanted),
      );
      const [from, to] = [points[after - 1]!, points[after]!];
      const step = lengths[after]! - lengths[after - 1]! || 1;
      const t = (wanted - lengths[after - 1]!) / step;
      const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
      return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t, angle };
    },
  };
}

/** The point between two points. */
export function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** A curve between two curves, for a cable end that swings from one place to another. */
export function swing(from: Bezier, to: Bezier, share: number): Bezier {
  return [0, 1, 2, 3].map((i) => between(from[i]!, to[i]!, share)) as unknown as Bezier;
}

/** How many squares lie in each row of a heap of exactly `count`, from the ground up. */
export function heapRows(count: number): number[] {
  if (count <= 0) return [];
  const slope = 4;
  let base = 1;
  const holds = (width: number) => {
    let sum = 0;
    for (let row = width; row > 0; row -= slope) sum += row;
    return sum;
  };
  while (holds(base) < count) base++;
  const rows: number[] = [];
  for (let left = count, width = base; left > 0; width = Math.max(1, width - slope)) {
    const row = Math.min(width, left);
    rows.push(row);
    left -= row;
  }
  return rows;
}

/** A slider from 0 to 100 on which equal ways are equal factors. */
export interface FactorSlider {
  /** Where a value stands on the slider. */
  placeOf(value: number): number;
  /** The value at a place of the slider. */
  valueAt(place: number): number;
}

/** A slider from one value to another. Beyond its ends it stands at them. */
export function factorSlider(lowest: number, highest: number): FactorSlider {
  const factor = highest / lowest;
  const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
  return {
    placeOf: (value) => within((100 * Math.log(value / lowest)) / Math.log(factor), 0, 100),
    valueAt: (place) => within(lowest * factor ** (place / 100), lowest, highest),
  };
}

/** The cable as two halves that meet in the middle while it is whole, and hang from their plugs when it is cut. */
export interface Cable {
  readonly whole: readonly [Bezier, Bezier];
  readonly hanging: readonly [Bezier, Bezier];
  /** More of the whole cable, after the halves, where it has to go round something. */
  readonly rest: readonly Bezier[];
  /** The plugs: at the source and at the destination. */
  readonly plugs: readonly [Point, Point];
}

/** A cable that hangs in a bow between two hosts that stand side by side. */
export function hangingCable(from: Point, to: Point, depth: number): Cable {
  const width = to.x - from.x;
  const middle = { x: from.x + width / 2, y: from.y + depth };
  const at = (share: number, y: number): Point => ({ x: from.x + width * share, y });
  const left = { x: from.x + width * 0.18, y: from.y + Math.min(depth * 0.62, 96) };
  const right = { x: to.x - width * 0.17, y: from.y + Math.min(depth * 0.52, 80) };
  return {
    whole: [
      [from, at(0.16, from.y), at(0.24, middle.y), middle],
      [middle, at(0.76, middle.y), at(0.84, from.y), to],
    ],
    hanging: [
      [from, at(0.12, from.y), at(0.22, from.y - depth * 0.05), left],
      [right, at(0.78, from.y - depth * 0.08), at(0.9, from.y), to],
    ],
    rest: [],
    plugs: [from, to],
  };
}

/** How far down between the hosts a falling cable crosses to the other side: below the seal's place. */
const CROSSES = 0.8;

/** A cable that runs down beside the mailbox, where the hosts stand one above the other. */
export function fallingCable(from: Point, to: Point, turn: number): Cable {
  const middle = { x: (from.x + to.x) / 2, y: from.y + CROSSES * (turn - from.y) };
  const corner = { x: to.x, y: turn };
  const stub = { x: to.x - 34, y: to.y - 16 };
  return {
    whole: [
      [from, { x: from.x, y: middle.y }, { x: from.x, y: middle.y }, middle],
      [middle, { x: to.x, y: middle.y }, { x: to.x, y: middle.y }, corner],
    ],
    hanging: [
      [
        from,
        { x: from.x - 4, y: from.y + 46 },
        { x: from.x + 18, y: from.y + 48 },
        { x: from.x + 10, y: from.y + 86 },
      ],
      [stub, { x: to.x - 22, y: to.y - 30 }, { x: to.x + 4, y: to.y - 22 }, to],
    ],
    rest: [[corner, between(corner, to, 1 / 3), between(corner, to, 2 / 3), to]],
    plugs: [from, to],
  };
}
