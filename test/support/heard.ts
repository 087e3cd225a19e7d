import { automaticSpeed, dueTicks } from "../../src/lab/pace.ts";
import { withoutWait } from "../../src/lab/waits.ts";
import type { Frame } from "../../src/report/frame.ts";
import { Score } from "../../src/sound/score.ts";
import type { Sound } from "../../src/sound/sound.ts";

/** Something that runs and can be drawn: a session, or a simulation without one. */
export interface Played {
  advance(until: number): Promise<unknown>;
  frame(): Promise<Frame>;
}

/** One picture of a run, and what it sounds like. */
export interface HeardPicture {
  readonly frame: Frame;
  readonly sound: Sound;
  /** Real time, in milliseconds from the first picture. */
  readonly at: number;
}

/** Real time between two pictures, in milliseconds. */
const PICTURE_MS = 20;
/** From then on a wait is shown, as the page shows it. */
const LINGERING_MS = 400;

/** Plays a run at the pace that the page has for it until a picture is the last, and hears it. */
export async function hearRun(run: Played, isLast: (frame: Frame) => boolean): Promise<HeardPicture[]> {
  const score = new Score();
  const heard: HeardPicture[] = [];
  let frame = await run.frame();
  let waitsSince = 0;
  for (let at = 0; ; at += PICTURE_MS) {
    const shown = at - waitsSince > LINGERING_MS ? frame : withoutWait(frame);
    heard.push({ frame: shown, at, sound: score.hear(shown, { at, isJump: false, isRunning: true }) });
    if (isLast(frame)) return heard;
    await run.advance(frame.now + dueTicks(0, PICTURE_MS, automaticSpeed(shown)));
    const next = await run.frame();
    if (next.destination.waitsFor !== frame.destination.waitsFor) waitsSince = at + PICTURE_MS;
    frame = next;
  }
}
