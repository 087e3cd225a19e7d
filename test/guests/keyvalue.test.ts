import { describe, expect, it } from "vitest";
import { checksumOf, firstValue } from "../../src/client/checksum.ts";
import { Random } from "../../src/clock/random.ts";
import { KEYVALUE, SCREEN_PAGES, settingsWords } from "../../src/guests/programs.ts";
import { INSTRUCTIONS_PER_SECOND, pages, RunningGuest } from "./running.ts";

const GET = 0;
const PUT = 1;
const VALUE_BYTES = 960;

const right = (id: number, key: number, value: number, valueBytes = VALUE_BYTES) => ({
  kind: "answer",
  id,
  value,
  checksum: checksumOf(key, value, valueBytes),
});

/** A server that has filled its table. */
function ready(options: ConstructorParameters<typeof RunningGuest>[1] = {}): RunningGuest {
  const guest = new RunningGuest(KEYVALUE, options);
  for (let time = 10; !guest.console.endsWith("ready\n"); time += 10) guest.runTo(time);
  return guest;
}

describe("keyvalue", () => {
  it("says what it does, where its screen is, and that it is ready", () => {
    const guest = ready();
    expect(guest.console).toBe("keyvalue: 1024 pages of RAM, 3109 keys of 960 bytes\nready\n");
    expect(guest.machine.framebuffer()).toEqual({
      address: 0x80000000 + 15 * 4096,
      width: 256,
      height: 144,
    });
  });

  it("is ready within half a second at the default size", () => {
    expect(ready({ ramMiB: 64 }).machine.cycle).toBeLessThan(INSTRUCTIONS_PER_SECOND / 2);
  });

  it.each([1, 4, 64])("fills every page of %i MiB", (ramMiB) => {
    const { machine } = ready({ ramMiB });
    expect(pages(0, machine.pageCount).filter((page) => machine.isZeroPage(page))).toEqual([]);
  });

  it.each([{}, { valueBytes: 1 }, { valueBytes: 65, keys: 77 }, { valueBytes: 4096 }, { keys: 1 }])(
    "has every key's first value with settings %o",
    (settings) => {
      const guest = ready({ ramMiB: 1, settings });
      const [valueBytes, keys] = settingsWords(KEYVALUE, 256, settings) as [number, number];
      for (let key = 0; key < keys; key++)
        expect(guest.ask({ id: key, operation: GET, key, value: 0 })).toEqual(
          right(key, key, firstValue(key), valueBytes),
        );
    },
  );

  it("keeps what is put, and only there", () => {
    const guest = ready();
    const random = Random.seeded(3);
    const values = new Map<number, number>();
    for (let id = 1; id < 2000; id++) {
      const key = random.below(300);
      const operation = random.chance(0.3) ? PUT : GET;
      const value = random.next();
      if (operation === PUT) values.set(key, value);
      const expected = right(id, key, values.get(key) ?? firstValue(key));
      expect(guest.ask({ id, operation, key, value })).toEqual(expected);
    }
  });

  it.each([
    ["a key that it does not have", GET, 3109],
    ["the last key that there can be", PUT, 0xffffffff],
    ["an operation that is none", 2, 5],
  ])("answers zeros for %s", (_, operation, key) => {
    const answer = ready().ask({ id: 0xfffffffe, operation, key, value: 7 });
    expect(answer).toEqual({ kind: "answer", id: 0xfffffffe, value: 0, checksum: 0 });
  });

  it("answers what waits in its mailbox in order", () => {
    const guest = ready();
    for (let id = 1; id <= 8; id++) guest.machine.pushRequest({ id, operation: GET, key: id, value: 0 });
    guest.runToCycle(guest.machine.cycle + 20_000);
    expect(guest.answers.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("answers within a twentieth of a millisecond, and sleeps when there is nothing to do", () => {
    const guest = ready();
    const { retired } = guest.machine;
    guest.ask({ id: 1, operation: GET, key: 1, value: 0 });
    expect(guest.machine.retired - retired).toBeLessThan(INSTRUCTIONS_PER_SECOND / 20_000);
    guest.runToCycle(guest.machine.cycle + INSTRUCTIONS_PER_SECOND);
    const asleep = guest.machine.retired;
    guest.runToCycle(guest.machine.cycle + INSTRUCTIONS_PER_SECOND);
    expect(guest.machine.retired).toBe(asleep);
  });

  it("dirties by each read the page of the key, its own and its screen's, and no others", () => {
    const guest = ready();
    guest.runToCycle(guest.machine.cycle + INSTRUCTIONS_PER_SECOND);
    guest.machine.collectDirty();
    for (let key = 0; key < 40; key++) guest.ask({ id: key, operation: GET, key, value: 0 });
    const dirty = [...guest.machine.collectDirty()];
    const inTable = dirty.filter((page) => page >= 15 + SCREEN_PAGES);
    expect(inTable.length).toBeGreaterThan(30);
    expect(inTable.length).toBeLessThanOrEqual(40);
    expect(dirty.filter((page) => page < 15).length).toBeLessThanOrEqual(2);
    expect(dirty).not.toContain(1023);
  });

  it("shows the parts of the table that are asked for, and how many requests there were", () => {
    const guest = ready();
    const before = guest.screen();
    guest.ask({ id: 1, operation: GET, key: 1, value: 0 });
    guest.runToCycle(guest.machine.cycle + 2000);
    const [touched] = changed(before, guest.screen());
    guest.runToCycle(guest.machine.cycle + INSTRUCTIONS_PER_SECOND);
    const cooled = guest.screen();
    expect(cooled[touched!]).not.toBe(before[touched!]);
    // The cell keeps its warmth, and beside it only the last digit has changed.
    expect(changed(before, cooled).filter((pixel) => pixel >= 19 * 256)).toHaveLength(25);
    expect(changed(before, cooled).filter((pixel) => pixel < 19 * 256).length).toBeGreaterThan(0);
  });
});

function changed(before: Uint32Array, after: Uint32Array): number[] {
  return pages(0, before.length).filter((pixel) => before[pixel] !== after[pixel]);
}
