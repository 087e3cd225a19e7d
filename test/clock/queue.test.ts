import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "../../src/clock/queue.ts";

const inOrder = (queue: EventQueue<string>) => {
  const items: string[] = [];
  for (let entry = queue.pop(); entry; entry = queue.pop()) items.push(entry.item);
  return items;
};

describe("EventQueue", () => {
  it("gives entries out by tick, and those of one tick in the order they came", () => {
    const queue = new EventQueue<string>();
    queue.push(20, "later");
    queue.push(10, "first");
    queue.push(10, "second");
    expect(queue.peekTick()).toBe(10);
    expect(inOrder(queue)).toEqual(["first", "second", "later"]);
    expect(queue.peekTick()).toBeNull();
    expect(queue.pop()).toBeUndefined();
  });

  it("removes by sequence number, once", () => {
    const queue = new EventQueue<string>();
    queue.push(1, "kept");
    const sequence = queue.push(2, "removed");
    expect(queue.remove(sequence)?.item).toBe("removed");
    expect(queue.remove(sequence)).toBeUndefined();
    expect(inOrder(queue)).toEqual(["kept"]);
  });

  it("goes on from a copy of its state as if nothing had happened", () => {
    const queue = new EventQueue<string>();
    for (const tick of [5, 3, 9, 3]) queue.push(tick, `at ${tick}`);
    const restored = new EventQueue(structuredClone(queue.state));
    const cloned = queue.clone();
    for (const each of [queue, restored, cloned]) each.push(3, "new");
    const expected = ["at 3", "at 3", "new", "at 5", "at 9"];
    expect(inOrder(queue)).toEqual(expected);
    expect(inOrder(restored)).toEqual(expected);
    expect(inOrder(cloned)).toEqual(expected);
  });

  it("agrees with a sorted list under any pushes, pops and removals", () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant("push" as const), tick: fc.nat(20) }),
      fc.record({ kind: fc.constant("pop" as const) }),
      fc.record({ kind: fc.constant("remove" as const), sequence: fc.integer({ min: 1, max: 60 }) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 100 }), (actions) => {
        const queue = new EventQueue<null>();
        let model: { tick: number; sequence: number }[] = [];
        for (const step of actions) {
          if (step.kind === "push") {
            model.push({ tick: step.tick, sequence: queue.push(step.tick, null) });
            model.sort((one, other) => one.tick - other.tick || one.sequence - other.sequence);
          } else if (step.kind === "pop") {
            expect(queue.pop()?.sequence).toBe(model.shift()?.sequence);
          } else {
            const known = model.some((entry) => entry.sequence === step.sequence);
            expect(queue.remove(step.sequence) !== undefined).toBe(known);
            model = model.filter((entry) => entry.sequence !== step.sequence);
          }
          expect(queue.size).toBe(model.length);
          expect(queue.peekTick()).toBe(model[0]?.tick ?? null);
        }
      }),
    );
  });
});
