import { expect, test } from "vitest";
import { SECOND } from "../../../src/clock/tick.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { behindWords, type Reading, rateWords, withReading } from "../../../src/view/guests/behind.ts";
import { frameWith } from "../../support/frame.ts";

const scenario = (program: string, client = {}) => parseScenario({ version: 1, guest: { program }, client });
const RATE = 20_000_000;
const behind = (cycles: number) => ({ guestCycle: 100, wantedCycle: 100 + cycles, cycle: 100, screen: null });
const CLIENT = {
  sent: 3,
  answered: 3,
  late: 0,
  lost: 0,
  "longest-gap": 0,
  port: null,
  recent: [0.2, 1.5, 1.9].map((answered, id) => ({
    id,
    operation: "get" as const,
    key: 1,
    sentAt: 0,
    answeredAt: answered * SECOND,
    late: false,
    lost: false,
  })),
};

test("a guest is behind its twin by frames, answers or instructions, as it is", () => {
  expect(behindWords(behind(0.72 * RATE), scenario("canvas"), null)).toBe("14 frames behind");
  expect(behindWords(behind(0.04 * RATE), scenario("breakout"), null)).toBe("1 frame behind");
  expect(behindWords(behind(10), scenario("canvas"), null)).toBe("level with it");
  expect(behindWords(behind(12_000), scenario("dirty"), null)).toBe("12,000 instructions behind");
  const server = scenario("keyvalue", { requestsPerSecond: 100 });
  expect(behindWords(behind(0.5 * RATE), server, frameWith({ client: CLIENT }).client)).toBe(
    "50 answers behind",
  );
});

test("its rate is that of the last second of the lab's time", () => {
  let readings: readonly Reading[] = [];
  for (let tenth = 0; tenth <= 20; tenth++)
    readings = withReading(readings, {
      at: (tenth * SECOND) / 10,
      // It stands still for the last half second.
      guestCycle: (Math.min(tenth, 15) * RATE) / 10,
    });
  expect(rateWords(readings.slice(0, 11), scenario("canvas"), null)).toBe("20 frames/s");
  expect(rateWords(readings, scenario("canvas"), null)).toBe("0 frames/s");
  expect(rateWords(readings.slice(0, 11), scenario("dirty"), null)).toBe("20,000,000 instructions/s");
  expect(rateWords(readings, scenario("keyvalue"), CLIENT)).toBe("2 answers/s");
  expect(rateWords([], scenario("canvas"), null)).toBeNull();
  expect(withReading(readings, { at: SECOND, guestCycle: RATE }).at(-1)?.at).toBe(SECOND);
  expect(withReading(readings, { at: SECOND, guestCycle: RATE }).every(({ at }) => at <= SECOND)).toBe(true);
});
