import { BREAKOUT_KEYS } from "../../guests/programs.ts";

/** What a player can hold down. */
export type Held = "left" | "right";

/** Keys of the keyboard that belong to the game; the page must not scroll by them. */
const SCROLLING = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", " "]);
const ARROWS: Readonly<Record<string, Held>> = { ArrowLeft: "left", ArrowRight: "right" };

/** What a key press on the guest's screen does to the game: null where the key is none of the game's. */
export function gameKey(key: string): { readonly held: Held | null; readonly serves: boolean } | null {
  if (!SCROLLING.has(key)) return null;
  return { held: ARROWS[key] ?? null, serves: key === " " || key === "ArrowUp" };
}

/** Tells the game of presses and releases, each once, whatever the browser repeats or loses. */
export class HeldKeys {
  readonly #type: (keys: string) => void;
  readonly #held = new Set<Held>();

  constructor(type: (keys: string) => void) {
    this.#type = type;
  }

  press(held: Held): void {
    if (this.#held.has(held)) return;
    this.#held.add(held);
    this.#type(held === "left" ? BREAKOUT_KEYS.leftPressed : BREAKOUT_KEYS.rightPressed);
  }

  release(held: Held): void {
    if (!this.#held.delete(held)) return;
    this.#type(held === "left" ? BREAKOUT_KEYS.leftReleased : BREAKOUT_KEYS.rightReleased);
  }

  /** The player looks elsewhere: no key may stay down. */
  releaseAll(): void {
    for (const held of [...this.#held]) this.release(held);
  }

  serve(): void {
    this.#type(BREAKOUT_KEYS.serve);
  }
}
