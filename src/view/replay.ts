import { MILLISECOND, type Tick } from "../clock/tick.ts";
import type { Session } from "../scenario/session.ts";
import type { Experiment } from "../scenario/share.ts";

/** The tick of the first frame: by then the guest has booted and drawn its first picture. */
const FIRST_TICK: Tick = 500 * MILLISECOND;

/** Does again what was done, at its ticks, up to the experiment's moment. */
export async function replay(session: Session, { actions, moment }: Experiment): Promise<void> {
  for (const { action, at } of actions) {
    await session.advance(at);
    await session.act(action);
  }
  await session.advance(moment ?? Math.max(FIRST_TICK, actions.at(-1)?.at ?? 0));
}
