import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MILLISECOND, SECOND } from "../../src/clock/tick.ts";
import { Guest } from "../../src/host/guest.ts";
import { addi, assemble, ecall } from "../support/assembler.ts";
import { machineWith } from "../support/machine.ts";
import { bytesOf, ECHO_FIRST, ECHO_RATE, echoMachine } from "./echo.ts";

/** Ticks of one cycle of the echo. */
const CYCLE = SECOND / ECHO_RATE;

function runningEcho(): Guest {
  const guest = new Guest(echoMachine(), "absent");
  guest.resume(0);
  return guest;
}

describe("a guest along virtual time", () => {
  it("has run as many cycles as its time holds, wherever it was stopped", () => {
    const end = 5 * MILLISECOND;
    const whole = runningEcho();
    whole.runUntil(end);
    expect(whole.machine.cycle).toBe(5 * (ECHO_RATE / 1000));
    const cuts = fc.array(fc.integer({ min: 0, max: end }), { maxLength: 60 });
    fc.assert(
      fc.property(cuts, (ticks) => {
        const cut = runningEcho();
        for (const tick of ticks.sort((one, other) => one - other)) cut.runUntil(tick);
        cut.runUntil(end);
        return cut.machine.cycle === whole.machine.cycle && cut.machine.hash() === whole.machine.hash();
      }),
      { numRuns: 40 },
    );
  });

  it("stands still while it is stunned and goes on from the same cycle", () => {
    const guest = runningEcho();
    guest.runUntil(MILLISECOND);
    const { cycle } = guest.machine;
    guest.stun(MILLISECOND);
    expect(guest.runUntil(SECOND)).toEqual({ kind: "reached" });
    expect(guest.machine.cycle).toBe(cycle);
    guest.resume(SECOND);
    guest.runUntil(SECOND + MILLISECOND);
    expect(guest.machine.cycle).toBe(2 * cycle);
  });

  it("stops at the tick at which it needs a page, and says how long it waited", () => {
    const guest = runningEcho();
    guest.runUntil(MILLISECOND);
    const page = ECHO_FIRST + 3;
    const bytes = guest.machine.readPage(page);
    guest.machine.setAbsent(page);
    const other = new Guest(guest.machine.fork(), "absent");
    other.machine.setAbsent(page);
    other.resume(MILLISECOND);
    const stop = guest.runUntil(2 * MILLISECOND);
    expect(stop).toMatchObject({ kind: "fault", page, access: "write" });
    const faultedAt = stop.kind === "fault" ? stop.tick : 0;
    // Whoever runs up to that tick knows of it, and nobody before.
    expect(other.runUntil(faultedAt - 1)).toEqual({ kind: "reached" });
    expect(other.runUntil(faultedAt)).toEqual(stop);
    expect(faultedAt).toBe((guest.machine.cycle + 1) * CYCLE);
    expect(guest).toMatchObject({ state: "waiting", waitsFor: page });
    expect(guest.runUntil(3 * MILLISECOND)).toEqual({ kind: "reached" });

    guest.machine.writePage(page, bytes);
    expect(guest.serve(3 * MILLISECOND)).toBe(3 * MILLISECOND - faultedAt);
    expect(guest).toMatchObject({ state: "running", waitsFor: null });
    guest.runUntil(4 * MILLISECOND);
    const twin = runningEcho();
    twin.runUntil(guest.machine.cycle * CYCLE);
    expect(guest.machine.hash()).toBe(twin.machine.hash());
  });

  it("hands over what was printed by the line, with the tick of its end, and then what follows", () => {
    const guest = runningEcho();
    guest.machine.pushConsole(bytesOf("one\ntwo"));
    guest.runUntil(5 * MILLISECOND);
    const [line, rest, ...more] = guest.takePrinted();
    expect(line?.bytes).toEqual(bytesOf("one\n"));
    expect(line?.tick).toBeGreaterThan(0);
    expect(rest?.bytes).toEqual(bytesOf("two"));
    expect(more).toEqual([]);
    expect(guest.takePrinted()).toEqual([]);
  });

  it("sleeps its share of every 10 ms while it is throttled, and says how long", () => {
    const guest = runningEcho();
    guest.throttle(75, 0);
    guest.runUntil(SECOND);
    expect(guest.machine.cycle).toBe(ECHO_RATE / 4);
    expect(guest.sleptUntil(SECOND)).toBe((3 * SECOND) / 4);
    guest.throttle(0, SECOND);
    guest.runUntil(2 * SECOND);
    expect(guest.machine.cycle).toBe(ECHO_RATE / 4 + ECHO_RATE);
    expect(guest.sleptUntil(2 * SECOND)).toBe((3 * SECOND) / 4);
  });

  it("is off once it shut itself down, and is never resumed", () => {
    const guest = new Guest(machineWith(assemble(addi("a7", 0, 8), ecall())), "absent");
    guest.resume(0);
    expect(guest.runUntil(SECOND)).toMatchObject({ kind: "off" });
    expect(guest.state).toBe("off");
    guest.resume(SECOND);
    expect(guest.state).toBe("off");
  });
});
