import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ProcessPool } from "../../tools/process-pool.ts";

const worker = fileURLToPath(new URL("../support/pool-worker.ts", import.meta.url));

interface Doubled {
  readonly doubled: number;
  readonly process: number;
}

const poolOf = (workers: number) =>
  new ProcessPool<number, Doubled>({ worker, workers, nameOf: (order) => `Number ${order}` });

/** Whether a process of this number is there. */
function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch {
    return false;
  }
}

describe("a pool of processes", { timeout: 60_000 }, () => {
  it("carries out every order once, in as many processes as it has, and ends them", async () => {
    const results = new Map<number, Doubled>();
    const orders = Array.from({ length: 40 }, (_, index) => index + 100);
    await poolOf(2).run(orders, (result, order) => results.set(order, result));
    expect([...results.keys()].sort((one, other) => one - other)).toEqual(orders);
    for (const [order, { doubled }] of results) expect(doubled).toBe(2 * order);
    const processes = new Set([...results.values()].map((each) => each.process));
    expect(processes.size).toBeLessThanOrEqual(2);
    expect(processes).not.toContain(process.pid);
    await expect.poll(() => [...processes].filter(isAlive)).toEqual([]);
  });

  it("begins no other order once it is told to stop, and takes none from an endless list", async () => {
    let taken = 0;
    function* endless() {
      for (;;) yield ++taken + 1000;
    }
    const done: number[] = [];
    await poolOf(1).run(endless(), (_, order) => {
      done.push(order);
      return done.length < 3;
    });
    expect(done).toEqual([1001, 1002, 1003]);
    expect(taken).toBe(3);
  });

  it("begins no process where there is nothing to do", async () => {
    await poolOf(4).run([], () => expect.unreachable());
  });

  it("names the order that failed, with the worker's own words", async () => {
    await expect(poolOf(2).run([12, 13, 14], () => true)).rejects.toThrow(
      /Number 13: Error: thirteen is not doubled/,
    );
  });

  it("names the order at which a process died", async () => {
    await expect(poolOf(1).run([12, 99], () => true)).rejects.toThrow("Number 99: its process ended with 3");
  });

  it("ends its processes where the listener throws", async () => {
    const processes: number[] = [];
    const broken = poolOf(1).run([1, 2], ({ process: each }) => {
      processes.push(each);
      throw new Error("not listening");
    });
    await expect(broken).rejects.toThrow("not listening");
    await expect.poll(() => processes.filter(isAlive)).toEqual([]);
    expect(processes).toHaveLength(1);
  });
});
