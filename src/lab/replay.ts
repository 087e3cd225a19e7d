import type { Session } from "../browser/session.ts";
import { MILLISECOND, type Tick } from "../clock/tick.ts";
import type { ActionStep, Experiment } from "../experiment/experiment.ts";
import { bytesOf } from "../text/utf8.ts";
import type { KeptLanes } from "./kept-lanes.ts";

/** The tick of the first frame: by then the guest has booted and drawn its first picture. */
export const FIRST_TICK: Tick = 500 * MILLISECOND;

/** Keys as the bytes that the guest's console takes. */
export const bytesOfKeys = bytesOf;

/** Is told how far a run is on its way, and says whether it goes on. */
export type Guide = (now: Tick) => Promise<boolean>;

const onward: Guide = async () => true;

/** Virtual time of the first piece of a way; later ones are as long as takes a good moment of real time. */
const FIRST_PIECE: Tick = MILLISECOND;
const SHORT_MS = 25;
const LONG_MS = 100;

/** Runs on to a tick, piece by piece. Resolves with whether it came there: the guide may end it. */
async function goTo(session: Session, tick: Tick, guide: Guide): Promise<boolean> {
  let piece = FIRST_PIECE;
  for (let at = session.now ?? 0; at < tick && !session.ended; ) {
    const before = performance.now();
    at = Math.min(at + piece, tick);
    await session.advance(at);
    const took = performance.now() - before;
    if (took < SHORT_MS) piece *= 2;
    else if (took > LONG_MS) piece = Math.max(FIRST_PIECE / 10, Math.floor(piece / 2));
    if (!(await guide(at))) return false;
  }
  return true;
}

/** Resolves with whether all was done. */
async function repeat(session: Session, actions: readonly ActionStep[], guide = onward): Promise<boolean> {
  for (const step of actions) {
    if (!(await goTo(session, step.at, guide))) return false;
    if (step.action === "type") await session.type(bytesOfKeys(step.keys));
    else await session.act(step.action);
  }
  return true;
}

/** Makes all lanes anew, one after the other as they parted, and goes to a moment of the one that was live. */
export async function replayLanes(
  session: Session,
  { lanes, live }: KeptLanes,
  moment: Tick | null,
  guide: Guide = onward,
): Promise<void> {
  for (const { parted, actions, end } of lanes) {
    if (parted) {
      await session.wake(parted.from);
      await session.seek(parted.at);
    }
    if (!(await repeat(session, actions, guide)) || !(await goTo(session, end, guide))) return;
  }
  await session.wake(live);
  if (moment !== null && moment !== session.now) await session.seek(moment);
}

/** The tick up to which an experiment is done again. */
export function endOf({ actions, moment }: Pick<Experiment, "actions" | "moment">): Tick {
  return moment ?? Math.max(FIRST_TICK, actions.at(-1)?.at ?? 0);
}

/** Does again what was done, at its ticks, up to the experiment's moment, or to where the guide ends it. */
export async function replay(session: Session, experiment: Experiment, guide = onward): Promise<void> {
  if (await repeat(session, experiment.actions, guide)) await goTo(session, endOf(experiment), guide);
}
