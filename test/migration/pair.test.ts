import { describe, expect, it } from "vitest";
import { MILLISECOND } from "../../src/clock/tick.ts";
import { Pair } from "../support/pair.ts";

function expectMoved(pair: Pair): void {
  expect(pair.problems).toEqual([]);
  expect([pair.source.name, pair.runner]).toEqual(["freed", "destination"]);
  expect(pair.isWhole).toBe(true);
}

/** Wherever the guest ended, it is whole and runs once. */
function expectWhole(pair: Pair): void {
  expect(pair.problems).toEqual([]);
  expect(pair.isEnded).toBe(true);
  expect(pair.isWhole).toBe(true);
}

const messagesOf = (strategy: "quickResume" | "preCopy" | "stopAndCopy") =>
  new Pair({ strategy }).run().messages;

describe("source and destination on a fake wire", () => {
  for (const strategy of ["stopAndCopy", "quickResume"] as const)
    it(`move the guest by ${strategy}`, () => expectMoved(new Pair({ strategy }).run()));

  it("give pre-copy up where the guest outruns the link, and the guest goes on", () => {
    const pair = new Pair({ strategy: "preCopy", maxRounds: 5 }).run();
    expectWhole(pair);
    expect(pair.runner).toBe("source");
  });

  it("move the guest by pre-copy where it fits the goal", () => {
    expectMoved(new Pair({ strategy: "preCopy", switchoverGoal: 100 * MILLISECOND }).run());
  });

  for (const strategy of ["stopAndCopy", "quickResume"] as const) {
    for (let lost = 1; lost <= messagesOf(strategy); lost++)
      it(`survive ${strategy} with message ${lost} lost`, () => {
        const pair = new Pair({ strategy });
        pair.fate = (_, number) => ({ copies: number === lost ? 0 : 1, delay: 0 });
        expectWhole(pair.run());
      });

    it(`survive ${strategy} with each message doubled in turn`, () => {
      for (let doubled = 1; doubled <= messagesOf(strategy); doubled++) {
        const pair = new Pair({ strategy });
        pair.fate = (_, number) => ({ copies: number === doubled ? 2 : 1, delay: 0 });
        expectMoved(pair.run());
      }
    });

    it(`survive ${strategy} with each message delayed in turn`, () => {
      for (let late = 1; late <= messagesOf(strategy); late++)
        for (const delay of [3, 15, 60]) {
          const pair = new Pair({ strategy });
          pair.fate = (_, number) => ({ copies: 1, delay: number === late ? delay * MILLISECOND : 0 });
          expectWhole(pair.run());
        }
    });
  }
});

describe("a cut of the link", () => {
  const events = new Pair().run().events;

  it("at every event ends with a whole guest, through the file where the guest has moved", () => {
    for (let event = 0; event < events; event++) {
      const pair = new Pair();
      pair.before = (each, index) => {
        if (index === event) each.cut();
      };
      pair.run();
      if (["setup", "preCopy"].includes(pair.source.name)) expect(pair.runner).toBe("source");
      else expectWhole(pair);
    }
  });

  it("at every event, healed later, ends with a whole guest", () => {
    for (let event = 0; event < events; event++)
      for (const after of [5, 30, 70, 200]) {
        const pair = new Pair();
        pair.before = (each, index) => {
          if (index !== event) return;
          each.cut();
          each.at(each.now + after * MILLISECOND, () => each.heal());
        };
        expectWhole(pair.run());
      }
  });

  it("that comes again and again ends with a whole guest", () => {
    for (let period = 20; period < 200; period += 7) {
      const pair = new Pair();
      for (let tick = period; tick < 2000; tick += period) {
        pair.at(tick * MILLISECOND, () => pair.cut());
        pair.at((tick + Math.floor(period / 2)) * MILLISECOND, () => pair.heal());
      }
      expectWhole(pair.run(10_000 * MILLISECOND));
    }
  });

  it("together with a stop of the datastore holds the guest until either returns", () => {
    for (const returns of ["link", "datastore"]) {
      const pair = new Pair();
      const resumed = () => pair.runner === "destination";
      pair.before = (each) => {
        if (resumed() && each.linkWhole && each.storeUp && !cut) {
          cut = true;
          each.cut();
          each.storeUp = false;
          each.at(each.now + 500 * MILLISECOND, () => {
            if (returns === "link") each.heal();
            else each.storeUp = true;
          });
        }
      };
      let cut = false;
      expectMoved(pair.run());
    }
  });
});

describe("a datastore that stops during pre-copy", () => {
  const slow = { strategy: "preCopy", switchoverGoal: 400 * MILLISECOND, pages: 200 } as const;
  const stopped = (until: number | null) => {
    const pair = new Pair(slow);
    pair.at(20 * MILLISECOND, () => {
      pair.storeUp = false;
    });
    if (until !== null)
      pair.at(until * MILLISECOND, () => {
        pair.storeUp = true;
      });
    return pair.run(10_000 * MILLISECOND);
  };
  const stuns = (pair: Pair) => pair.log.filter(({ output }) => output.kind === "stun");

  it("holds no guest: the copy goes on, and the guest moves when it returns", () => {
    const pair = stopped(1000);
    expectMoved(pair);
    expect(stuns(pair)).toHaveLength(1);
    expect(stuns(pair)[0]!.tick).toBeGreaterThan(1000 * MILLISECOND);
    const sends = pair.log.filter(({ output: { kind } }) => kind === "send");
    expect(sends.filter(({ tick }) => tick > 500 * MILLISECOND).length).toBeGreaterThan(50);
  });

  it("ends the migration after its tries, without a stun", () => {
    const pair = stopped(null);
    expectWhole(pair);
    expect([pair.runner, pair.source.name, stuns(pair).length]).toEqual(["source", "continued", 0]);
  });
});
