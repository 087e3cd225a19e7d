import { MILLISECOND, type Tick } from "../clock/tick.ts";
import type { ActionStep, Experiment } from "../scenario/share.ts";
import type { Session } from "../session/session.ts";
import { bytesOf } from "../text/utf8.ts";
import type { KeptLanes } from "./robust/kept-lanes.ts";

/** The tick of the first frame: by then the guest has booted and drawn its first picture. */
const FIRST_TICK: Tick = 500 * MILLISECOND;

/** Keys as the bytes that the guest's console takes. */
export const bytesOfKeys = bytesOf;

async function repeat(session: Session, actions: readonly ActionStep[]): Promise<void> {
  for (const step of actions) {
    await session.advance(step.at);
    if (step.action === "type") await session.type(bytesOfKeys(step.keys));
    else await session.act(step.action);
  }
}

/** Makes all lanes anew, one after the other as they parted, and goes to a moment of the one that was live. */
export async function replayLanes(
  session: Session,
  { lanes, live }: KeptLanes,
  moment: Tick | null,
): Promise<void> {
  for (const { parted, actions, end } of lanes) {
    if (parted) {
      await session.wake(parted.from);
      await session.seek(parted.at);
    }
    await repeat(session, actions);
    await session.advance(end);
  }
  await session.wake(live);
  if (moment !== null && moment !== session.now) await session.seek(moment);
}

/** Does again what was done, at its ticks, up to the experiment's moment. */
export async function replay(session: Session, { actions, moment }: Experiment): Promise<void> {
  await repeat(session, actions);
  await session.advance(moment ?? Math.max(FIRST_TICK, actions.at(-1)?.at ?? 0));
}
