import { MILLISECOND, type Tick } from "../clock/tick.ts";
import type { Experiment } from "../scenario/share.ts";
import type { Session } from "../session/session.ts";

/** The tick of the first frame: by then the guest has booted and drawn its first picture. */
const FIRST_TICK: Tick = 500 * MILLISECOND;

/** Keys as the bytes that the guest's console takes. */
export function bytesOfKeys(keys: string): Uint8Array {
  return Uint8Array.from(keys, (key) => key.charCodeAt(0));
}

/** Does again what was done, at its ticks, up to the experiment's moment. */
export async function replay(session: Session, { actions, moment }: Experiment): Promise<void> {
  for (const step of actions) {
    await session.advance(step.at);
    if (step.action === "type") await session.type(bytesOfKeys(step.keys));
    else await session.act(step.action);
  }
  await session.advance(moment ?? Math.max(FIRST_TICK, actions.at(-1)?.at ?? 0));
}
