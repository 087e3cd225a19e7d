import { expect, it } from "vitest";
import { Twin } from "../../src/host/twin.ts";
import type { Machine } from "../../src/machine/machine.ts";
import { bytesOf, echoMachine } from "./echo.ts";

/** Runs a machine to a cycle, whatever it prints. */
function runTo(machine: Machine, cycle: number): void {
  while (machine.cycle < cycle) machine.run(cycle - machine.cycle);
}

it("a twin that hears what was typed when the guest heard it stays the same", () => {
  const guest = echoMachine();
  runTo(guest, 1000);
  const twin = new Twin(guest.fork());
  const typed = [1500, 1500, 4000].map((cycle, index) => ({ cycle, bytes: bytesOf(`line ${index}\n`) }));
  for (const { cycle, bytes } of typed) {
    runTo(guest, cycle);
    guest.pushConsole(bytes);
  }
  runTo(guest, 6000);
  twin.hear(typed.slice(0, 2));
  twin.advance(2000);
  twin.hear(typed.slice(2));
  twin.advance(6000);
  expect(twin.machine.cycle).toBe(guest.cycle);
  expect(twin.machine.hash()).toBe(guest.hash());
});

it("a twin that hears of requests when the guest got them stays the same", () => {
  const guest = echoMachine();
  runTo(guest, 1000);
  const twin = new Twin(guest.fork());
  const inputs = [1500, 1500, 4000].map((cycle, id) => ({
    cycle,
    request: { id, operation: 1, key: 2, value: 3 },
  }));
  for (const { cycle, request } of inputs) {
    runTo(guest, cycle);
    guest.pushRequest(request);
  }
  runTo(guest, 6000);
  twin.hear(inputs);
  twin.advance(3999);
  expect(twin.told).toHaveLength(1);
  twin.advance(6000);
  expect(twin.machine.requestRoom).toBe(5);
  expect(twin.machine.hash()).toBe(guest.hash());
});

it("a twin that hears it at another time is another", () => {
  const guest = echoMachine();
  const [twin, late] = [new Twin(guest.fork()), new Twin(guest.fork())];
  twin.hear([{ cycle: 100, bytes: bytesOf("x") }]);
  late.hear([{ cycle: 999, bytes: bytesOf("x") }]);
  for (const each of [twin, late]) each.advance(1000);
  expect(late.machine.cycle).toBe(twin.machine.cycle);
  expect(late.machine.hash()).not.toBe(twin.machine.hash());
});

it("a twin is independent of the guest that it was forked from", () => {
  const guest = echoMachine();
  const twin = new Twin(guest.fork());
  const hash = twin.machine.hash();
  runTo(guest, 5000);
  guest.setAllAbsent();
  expect(twin.machine.hash()).toBe(hash);
});
