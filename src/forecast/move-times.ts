import { fromMebibytesPerSecond, SECOND, type Tick, ticksOfBytes } from "../clock/tick.ts";
import { STATE_BYTES } from "../machine/layout.ts";
import { ENVELOPE_BYTES, PAGE_ON_LINK_BYTES } from "../migration/message.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import { RECORD_BYTES } from "../migration/store.ts";
import { isConcurrent, resumesEarly, usesFile } from "../migration/strategy.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Before, type Delays, delaysOf } from "./delays.ts";
import type { Dirtying } from "./rates.ts";
import { type Course, dirtiedPages, ticksOfPages } from "./rounds.ts";

/** When what happens, in ticks after the migration's beginning. */
export interface MoveTimes {
  /** The rounds begin, or what comes in their place. */
  readonly ready: Tick;
  /** The rounds are over. */
  readonly left: Tick;
  readonly stun: Tick;
  /** Pages that are owed when the guest stands still. */
  readonly pages: number;
  /** Until when these pages have come, and from when they come. */
  readonly pagesFrom: Tick;
  readonly pagesUntil: Tick;
  readonly resume: Tick;
  readonly end: Tick;
}

/** The times of a migration whose rounds lead to a stun. */
export function moveTimes(
  scenario: Scenario,
  settings: MigrationSettings,
  course: Course,
  dirtying: Dirtying,
): MoveTimes {
  const delays = delaysOf(scenario);
  const ready = readyAfter(delays);
  const left = ready + (course.rounds.at(-1)?.ends ?? 0);
  const stun = left + (usesFile(settings) ? delays.fileCreated : 0);
  const pages = pagesAtStun(settings, course, dirtying, stun - left);
  const finalPages = resumesEarly(settings) ? 0 : pages;
  const resume = stun + stunLasts(delays, settings, course, finalPages);
  const heard = resume + delays.hop("back", ENVELOPE_BYTES);
  const owed = pages - finalPages;
  // Where nothing is owed, hearing that the guest runs is the end.
  const pagesFrom = owed > 0 ? heard : stun;
  const pagesUntil =
    owed > 0
      ? heard + pageInLasts(scenario, settings, delays, owed)
      : stun + ticksOfPages(finalPages, delays.bytesPerSecond);
  const end = owed > 0 ? pagesUntil + delays.hop("back", ENVELOPE_BYTES) : heard;
  return { ready, left, stun, pages, pagesFrom, pagesUntil, resume, end };
}

/** Setup lasts as long as the slower of the owner record and the greeting with its answer. */
export function readyAfter(delays: Delays): Tick {
  const greeted = delays.hop("there", ENVELOPE_BYTES) + delays.hop("back", ENVELOPE_BYTES);
  return Math.max(delays.record, greeted);
}

/** While the file is created the guest writes on; what it writes joins what the last round has left. */
function pagesAtStun(
  settings: MigrationSettings,
  course: Course,
  dirtying: Dirtying,
  creating: Tick,
): number {
  const last = course.rounds.at(-1);
  if (!last || creating === 0 || settings.stopRule === "qemu") return course.left;
  const written = dirtiedPages(dirtying, last.ends - last.begins + creating);
  return Math.min(settings.pages, Math.max(course.left, written));
}

/**
 * The guest stands still until the checkpoint, behind the last pages, is there and the datastore has answered; then for
 * the word to go on and the commit in the owner record.
 */
function stunLasts(
  delays: Delays,
  settings: MigrationSettings,
  { rounds }: Course,
  finalPages: number,
): Tick {
  // QEMU's rule does not wait for the link's queue before it stuns.
  const queued = settings.stopRule === "qemu" && rounds.length > 0 ? settings.queueBytes : 0;
  const ahead = queued + finalPages * PAGE_ON_LINK_BYTES;
  const checkpoint = ENVELOPE_BYTES + 4 * Math.ceil(settings.pages / 32) + STATE_BYTES;
  const before = sends(delays, settings, finalPages + (rounds.at(-1)?.pages ?? 0));
  const prepared = delays.hop("there", ahead + checkpoint, before) + delays.hop("back", ENVELOPE_BYTES);
  const proven = provenAfter(delays, settings, ahead);
  return Math.max(prepared, proven) + delays.hop("there", ENVELOPE_BYTES) + delays.record;
}

/** The messages in which pages travel. */
function sends({ bytesPerSecond }: Delays, { pagesPerSend }: MigrationSettings, pages: number): Before {
  return { count: Math.ceil(pages / pagesPerSend), every: ticksOfPages(pagesPerSend, bytesPerSecond) };
}

/** A long final copy is proven again once the last of it is in the link's queue. */
function provenAfter({ bytesPerSecond, record }: Delays, settings: MigrationSettings, bytes: number): Tick {
  const queued = Math.min(bytes, settings.queueBytes);
  const posted = ticksOfBytes(bytes - queued, bytesPerSecond);
  return posted < record ? record : posted + record;
}

/** The owed pages, by the link and, where it works beside it, by the file. */
function pageInLasts(
  { datastore, file }: Scenario,
  settings: MigrationSettings,
  delays: Delays,
  pages: number,
): Tick {
  const byLink = delays.bytesPerSecond / PAGE_ON_LINK_BYTES;
  const before = sends(delays, settings, pages);
  if (!isConcurrent(settings)) return delays.hop("there", pages * PAGE_ON_LINK_BYTES, before);
  const chunkBytes = file.chunkKiB * 1024 + RECORD_BYTES;
  const byFile = (fromMebibytesPerSecond(datastore.bandwidthMiBps) / chunkBytes) * settings.pagesPerChunk;
  return Math.round((pages * SECOND) / (byLink + byFile)) + delays.hop("there", 0, before);
}
