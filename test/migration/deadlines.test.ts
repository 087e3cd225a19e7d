import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MILLISECOND, type Tick } from "../../src/clock/tick.ts";
import type { DeadlineName } from "../../src/migration/input.ts";
import { Pair } from "../support/pair.ts";

/** Faults at random ticks, and what becomes of one message in so many. */
const story = fc.record({
  strategy: fc.constantFrom("quickResume" as const, "quickResumeConcurrent" as const, "postCopy" as const),
  heartbeat: fc.constantFrom(8, 40, 100),
  poll: fc.constantFrom(1, 5, 20, 79, 80, 81, 300),
  faults: fc.array(
    fc.record({
      at: fc.nat(600),
      kind: fc.constantFrom("cut" as const, "heal" as const, "stop" as const, "start" as const),
    }),
    { maxLength: 6 },
  ),
  every: fc.integer({ min: 3, max: 40 }),
  fate: fc.constantFrom(
    { copies: 0, delay: 0 },
    { copies: 2, delay: 0 },
    { copies: 1, delay: 30 * MILLISECOND },
  ),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

function play({ strategy, heartbeat, poll, faults, every, fate }: Story): Pair {
  const pair = new Pair({ strategy, heartbeat: heartbeat * MILLISECOND, poll: poll * MILLISECOND });
  pair.fate = (_, number) => (number % every === 0 ? fate : { copies: 1, delay: 0 });
  for (const { at, kind } of faults)
    pair.at(at * MILLISECOND, () => {
      if (kind === "cut") pair.cut();
      else if (kind === "heal") pair.heal();
      else pair.storeUp = kind === "start";
    });
  return pair.run(1500 * MILLISECOND);
}

/** What each timer may be put off by while it runs: the change of a path, or the answer to the earliest operation. */
const PUT_OFF: Record<DeadlineName, "never" | "byPath" | "byAnswer"> = {
  alive: "byPath",
  silence: "byPath",
  setup: "never",
  switchover: "never",
  poll: "never",
  store: "byAnswer",
};

/** Every deadline that was set too far away, and every one that was put off by what does not concern it. */
function faultsIn({ log, settings }: Pair): string[] {
  const { heartbeat, poll, maxSwitchover } = settings;
  const bounds: Record<DeadlineName, Tick> = {
    alive: Math.ceil(heartbeat / 4),
    silence: heartbeat,
    setup: heartbeat,
    switchover: maxSwitchover,
    poll,
    store: 4 * heartbeat,
  };
  const standing = new Map<string, Tick>();
  const changed = new Set(
    log.flatMap(({ tick, who, output }) => (output.kind === "path" ? [`${who} ${tick}`] : [])),
  );
  return log.flatMap(({ tick, who, output }) => {
    if (output.kind !== "deadline") return [];
    const { name, at } = output;
    const before = standing.get(`${who} ${name}`);
    if (at === null) standing.delete(`${who} ${name}`);
    else standing.set(`${who} ${name}`, at);
    if (at === null) return [];
    const where = `${who}'s ${name} at ${tick}: ${before} to ${at}`;
    const isPutOff = before !== undefined && before > tick && at > before;
    const mayBe =
      PUT_OFF[name] === "byAnswer" || (PUT_OFF[name] === "byPath" && changed.has(`${who} ${tick}`));
    return [
      ...(at - tick > bounds[name] ? [`too far: ${where}`] : []),
      ...(isPutOff && !mayBe ? [`put off: ${where}`] : []),
    ];
  });
}

describe("a deadline that is set", () => {
  it("comes due within its bound, whatever else happens", () => {
    fc.assert(
      fc.property(story, (each) => {
        expect(faultsIn(play(each))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
