/** What a migration costs as it is felt: how far the guest is behind its twin, and how fast it goes, in its own measure. */

import { SECOND, type Tick } from "../../clock/tick.ts";
import { PROGRAMS } from "../../guests/programs.ts";
import { shortDecimal } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { UnmovedGuest } from "../../simulation/unmoved.ts";
import { count } from "../design/words.ts";

/** Where the guest was when. */
export interface Reading {
  readonly at: Tick;
  readonly guestCycle: number;
}

/** Over so much virtual time a rate is measured. */
const SPAN: Tick = SECOND;

/** Pictures that the scenario's guest paints in a second of its own time; null where that is no measure of it. */
export function picturesPerSecond({ guest }: Scenario): number | null {
  return guest.program === undefined ? null : PROGRAMS[guest.program].picturesPerSecond;
}

/** "14 frames behind", or answers, or instructions; "level" where it is nothing. */
export function behindWords(unmoved: UnmovedGuest, scenario: Scenario, client: Frame["client"]): string {
  const cycles = unmoved.wantedCycle - unmoved.guestCycle;
  const { instructionsPerSecond } = scenario.guest;
  const pictures = picturesPerSecond(scenario);
  if (pictures !== null) return behind(Math.round((cycles * pictures) / instructionsPerSecond), FRAMES);
  if (client)
    return behind(Math.floor((cycles * scenario.client.requestsPerSecond) / instructionsPerSecond), ANSWERS);
  return behind(cycles, INSTRUCTIONS);
}

/** So many of something behind, in words. */
type Behind = (many: number) => string;

const FRAMES: Behind = (many) =>
  plural(many, { one: `${count(many)} frame behind`, other: `${count(many)} frames behind` });
const ANSWERS: Behind = (many) =>
  plural(many, { one: `${count(many)} answer behind`, other: `${count(many)} answers behind` });
const INSTRUCTIONS: Behind = (many) =>
  plural(many, { one: `${count(many)} instruction behind`, other: `${count(many)} instructions behind` });

function behind(many: number, words: Behind): string {
  return many === 0 ? t`level with it` : words(many);
}

/** Readings up to now, as long ago as a rate needs; none of a time that lies ahead, where somebody went back. */
export function withReading(readings: readonly Reading[], reading: Reading): readonly Reading[] {
  const before = readings.filter(({ at }) => at < reading.at && at >= reading.at - 2 * SPAN);
  return [...before, reading];
}

/** How fast the guest goes, of late, as a number with its unit; null while too little was seen. */
export function rateWords(
  readings: readonly Reading[],
  scenario: Scenario,
  client: Frame["client"],
): string | null {
  const last = readings.at(-1);
  const first = readings.findLast(({ at }) => last !== undefined && at <= last.at - SPAN / 2) ?? null;
  if (!last) return null;
  if (picturesPerSecond(scenario) === null && client)
    return t`${count(answersIn(client, last.at))} answers/s`;
  if (!first) return null;
  const share = (last.guestCycle - first.guestCycle) / (last.at - first.at);
  const perSecond = share * SECOND;
  const { instructionsPerSecond } = scenario.guest;
  const pictures = picturesPerSecond(scenario);
  if (pictures !== null)
    return t`${shortDecimal((perSecond * pictures) / instructionsPerSecond, 1)} frames/s`;
  return t`${count(Math.round(perSecond))} instructions/s`;
}

/** Answers that the client has seen in the last second. */
function answersIn({ recent }: NonNullable<Frame["client"]>, now: Tick): number {
  return recent.filter(
    ({ answeredAt }) => answeredAt !== null && answeredAt > now - SPAN && answeredAt <= now,
  ).length;
}
