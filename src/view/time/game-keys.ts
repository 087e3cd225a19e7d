import { BREAKOUT, BREAKOUT_KEYS } from "../../guests/programs.ts";

/** The bytes that a guest takes for a key that goes down or up; null for keys that are not the guest's. */
export type GameKeys = (key: string, isDown: boolean) => Uint8Array | null;

const BREAKOUT_BYTES: Readonly<Record<string, readonly [down: string, up: string]>> = {
  ArrowLeft: [BREAKOUT_KEYS.leftPressed, BREAKOUT_KEYS.leftReleased],
  ArrowRight: [BREAKOUT_KEYS.rightPressed, BREAKOUT_KEYS.rightReleased],
  " ": [BREAKOUT_KEYS.serve, ""],
  ArrowUp: [BREAKOUT_KEYS.serve, ""],
};

/** The keys of a guest that is played on its screen; null for the others. */
export function gameKeysOf(program: string | undefined): GameKeys | null {
  if (program !== BREAKOUT.name) return null;
  return (key, isDown) => {
    const bytes = BREAKOUT_BYTES[key]?.[isDown ? 0 : 1];
    return bytes === undefined ? null : new TextEncoder().encode(bytes);
  };
}
