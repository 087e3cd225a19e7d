import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/clock/random.ts";
import { MILLISECOND, SECOND, ticksOfBytes } from "../../src/clock/tick.ts";
import {
  type Direction,
  Link,
  type LinkEvent,
  type LinkSettings,
  type Parcel,
} from "../../src/network/link.ts";

type Action =
  | { readonly kind: "send"; readonly direction: Direction; readonly bytes: number; readonly urgent: boolean }
  | { readonly kind: "awaitRoom"; readonly direction: Direction; readonly bytes: number }
  | { readonly kind: "slow"; readonly bandwidthMiBps: number; readonly latencyMs: number }
  | { readonly kind: "loseNext"; readonly count: number }
  | { readonly kind: "cut" | "heal" | "restore" };

/** Actions with the ticks that pass before each. */
type Story = readonly { readonly pause: number; readonly action: Action }[];

const settings: fc.Arbitrary<LinkSettings> = fc.record({
  bandwidthMiBps: fc.constantFrom(0.01, 1, 4, 1000, 100_000),
  latencyMs: fc.constantFrom(0, 0.5, 1, 20),
  jitterMs: fc.constantFrom(0, 0.25, 5),
  loss: fc.constantFrom(0, 0.05, 0.5),
  queueKiB: fc.constantFrom(0, 4, 16, 208),
  urgentChannel: fc.boolean(),
});

const direction = fc.constantFrom<Direction>("toSource", "toDestination");
const bytes = fc.constantFrom(0, 1, 9, 4103, 4104, 4105, 32 * 4104);
const send = fc.record({ kind: fc.constant("send" as const), direction, bytes, urgent: fc.boolean() });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: send },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("awaitRoom" as const), direction, bytes }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("slow" as const),
      bandwidthMiBps: fc.constantFrom(0.5, 3, 5000),
      latencyMs: fc.constantFrom(0, 2, 30),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("loseNext" as const), count: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("cut" as const, "heal" as const, "restore" as const) }),
  },
);
const pause = fc.oneof(fc.constant(0), fc.nat(1000), fc.nat(5 * MILLISECOND));
const story: fc.Arbitrary<Story> = fc.array(fc.record({ pause, action }), { maxLength: 60 });

interface Outcome {
  readonly sent: Parcel[];
  readonly events: LinkEvent[];
  /** Lost by a cut, or sent during one. */
  readonly lost: Parcel[];
  /** Sent while `loseNext` had some left. */
  readonly doomed: Parcel[];
  /** The requests for room. */
  readonly asked: { readonly direction: Direction; readonly bytes: number; readonly tick: number }[];
}

/** Plays a story; `until` takes events out up to a tick that precedes the next action. */
function play(chosen: LinkSettings, steps: Story, until: (link: Link, tick: number) => LinkEvent[]): Outcome {
  const link = new Link(chosen, Random.seeded(9));
  const outcome: Outcome = { sent: [], events: [], lost: [], doomed: [], asked: [] };
  let now = 0;
  let toLose = 0;
  const act = (step: Action) => {
    if (step.kind === "send") {
      const parcel: Parcel = { ...step, id: outcome.sent.length };
      outcome.sent.push(parcel);
      if (!link.whole) outcome.lost.push(parcel);
      else if (toLose > 0 && toLose--) outcome.doomed.push(parcel);
      link.send(parcel, now);
    } else if (step.kind === "awaitRoom") {
      outcome.asked.push({ ...step, tick: now });
      link.awaitRoom(step.direction, step.bytes, now);
    } else if (step.kind === "slow") link.slow(step, now);
    else if (step.kind === "cut") outcome.lost.push(...link.cut(now));
    else if (step.kind === "loseNext") {
      link.loseNext(step.count);
      toLose += step.count;
    } else {
      if (step.kind === "restore") toLose = 0;
      link[step.kind](now);
    }
  };
  for (const { pause, action } of steps) {
    now += pause;
    if (pause > 0) outcome.events.push(...until(link, now - 1));
    act(action);
  }
  act({ kind: "heal" });
  outcome.events.push(...until(link, now + 10_000 * SECOND));
  expect(link.inFlight(now + 10_000 * SECOND)).toEqual([]);
  expect(link.nextTick()).toBeNull();
  return outcome;
}

const atOnce = (link: Link, tick: number) => link.advance(tick);

/** As a simulation does it: from one `nextTick` to the following, where nothing may come late. */
function stepByStep(link: Link, tick: number): LinkEvent[] {
  const events: LinkEvent[] = [];
  for (let next = link.nextTick(); next !== null && next <= tick; next = link.nextTick()) {
    const due = link.advance(next);
    for (const event of due) expect(event.tick).toBe(next);
    events.push(...due);
  }
  return events;
}

/** Cuts the time up to `tick` into pieces that have nothing to do with the link's own ticks. */
function inPieces(pieces: readonly number[]) {
  return (link: Link, tick: number): LinkEvent[] => {
    const events: LinkEvent[] = [];
    for (const piece of pieces) {
      const next = (link.nextTick() ?? tick) + piece;
      if (next > tick) break;
      link.inFlight(next);
      events.push(...link.advance(next));
    }
    return [...events, ...link.advance(tick)];
  };
}

describe("any link in any story", () => {
  it("hands out the same events however its time is sliced", () => {
    fc.assert(
      fc.property(
        settings,
        story,
        fc.array(fc.nat(MILLISECOND), { maxLength: 5 }),
        (chosen, steps, pieces) => {
          const expected = play(chosen, steps, stepByStep);
          expect(play(chosen, steps, atOnce)).toEqual(expected);
          expect(play(chosen, steps, inPieces(pieces))).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("lets every parcel arrive once or be lost once, in order within its class and direction", () => {
    fc.assert(
      fc.property(settings, story, (chosen, steps) => {
        const { sent, events, lost, doomed } = play(chosen, steps, atOnce);
        const arrived = events.filter((event) => event.kind === "arrived").map(({ parcel }) => parcel);
        const gone = new Set([...lost, ...doomed].map(({ id }) => id));
        expect(lost.length).toBe(new Set(lost).size);
        expect([...arrived.map(({ id }) => id), ...gone].sort((one, other) => one - other)).toEqual(
          sent.map(({ id }) => id),
        );
        for (const way of ["toSource", "toDestination"]) {
          for (const urgent of chosen.urgentChannel ? [true, false] : [undefined]) {
            const ids = arrived
              .filter((parcel) => parcel.direction === way && (urgent ?? parcel.urgent) === parcel.urgent)
              .map(({ id }) => id);
            expect(ids).toEqual([...ids].sort((one, other) => one - other));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("answers the last request for room of each direction, and each answer has as much as was asked for", () => {
    fc.assert(
      fc.property(settings, story, (chosen, steps) => {
        const { events, asked } = play(chosen, steps, atOnce);
        for (const way of ["toSource", "toDestination"]) {
          const rooms = events.filter((event) => event.kind === "room" && event.direction === way);
          const open = asked.filter((request) => request.direction === way);
          const last = open.at(-1);
          expect(rooms.length).toBeLessThanOrEqual(open.length);
          if (last) expect(rooms.at(-1)?.tick).toBeGreaterThanOrEqual(last.tick);
          for (const room of rooms) {
            if (room.kind !== "room") continue;
            const answered = open.findIndex(({ tick, bytes }) => {
              return tick <= room.tick && room.bytes >= Math.min(bytes, chosen.queueKiB * 1024);
            });
            expect(answered).toBeGreaterThanOrEqual(0);
            open.splice(0, answered + 1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("bandwidth", () => {
  it("is exact: n pages back to back arrive after ceil(n x 4104 x 1e9 / bandwidth) + latency", () => {
    const count = fc.integer({ min: 1, max: 300 });
    const bandwidth = fc.integer({ min: 1, max: 2 ** 34 });
    fc.assert(
      fc.property(count, bandwidth, fc.nat(50), (pages, bytesPerSecond, latencyMs) => {
        const link = new Link(
          {
            bandwidthMiBps: bytesPerSecond / 2 ** 20,
            latencyMs,
            jitterMs: 0,
            loss: 0,
            queueKiB: 208,
            urgentChannel: true,
          },
          Random.seeded(1),
        );
        for (let id = 0; id < pages; id++) {
          link.send({ id, direction: "toDestination", bytes: 4104, urgent: false }, 7);
        }
        const events = link.advance(Number.MAX_SAFE_INTEGER - 1);
        events.forEach((event, index) => {
          const left = ticksOfBytes((index + 1) * 4104, bytesPerSecond);
          expect(event.tick).toBe(7 + left + latencyMs * MILLISECOND);
        });
        expect(events).toHaveLength(pages);
      }),
    );
  });
});
