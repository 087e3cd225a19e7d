import { expect, test } from "vitest";
import { gameKey, HeldKeys } from "../../../src/view/guests/held-keys.ts";

function typed(play: (keys: HeldKeys) => void): string {
  let all = "";
  play(
    new HeldKeys((keys) => {
      all += keys;
    }),
  );
  return all;
}

test("a held key is pressed once and released once", () => {
  const repeats = (keys: HeldKeys) => {
    for (let times = 0; times < 3; times++) keys.press("left");
    keys.release("left");
    keys.release("left");
  };
  expect(typed(repeats)).toBe("aA");
});

test("both arrows may be held, and all are let go when the player looks elsewhere", () => {
  const both = (keys: HeldKeys) => {
    keys.press("left");
    keys.press("right");
    keys.serve();
    keys.releaseAll();
    keys.releaseAll();
  };
  expect(typed(both)).toBe("ad AD");
});

test("keys that would scroll the page are the game's, others are not", () => {
  expect(gameKey("ArrowLeft")).toEqual({ held: "left", serves: false });
  expect(gameKey(" ")).toEqual({ held: null, serves: true });
  expect(gameKey("ArrowUp")).toEqual({ held: null, serves: true });
  expect(gameKey("ArrowDown")).toEqual({ held: null, serves: false });
  expect(gameKey("Tab")).toBeNull();
  expect(gameKey("a")).toBeNull();
});
