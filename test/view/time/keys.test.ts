import { describe, expect, test } from "vitest";
import { BREAKOUT_KEYS } from "../../../src/guests/programs.ts";
import { gameKeysOf } from "../../../src/view/time/game-keys.ts";
import { type Command, commandOf, type Focus, SHORTCUTS } from "../../../src/view/time/keys.ts";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey", boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe("a key", () => {
  test.each<[string, Command]>([
    [" ", "play"],
    [".", "play"],
    ["PageUp", "previousBeat"],
    ["PageDown", "nextBeat"],
    ["ArrowLeft", "stepBack"],
    ["ArrowRight", "stepForward"],
    ["m", "migrate"],
    ["C", "cutLink"],
    ["h", "healLink"],
    ["r", "reset"],
    ["?", "help"],
  ])("%j asks for %s", (key, command) => expect(commandOf(press(key), "none")).toBe(command));

  test("with Ctrl, Meta or Alt is the browser's", () => {
    for (const held of ["ctrlKey", "metaKey", "altKey"])
      expect(commandOf(press("r", { [held]: true }), "none")).toBeNull();
  });

  test.each<[string, Focus]>([
    ["m", "text"],
    [".", "text"],
    ["ArrowLeft", "choice"],
    ["PageDown", "choice"],
    [" ", "button"],
  ])("%j belongs to what has the focus where that is a %s", (key, focus) =>
    expect(commandOf(press(key), focus)).toBeNull(),
  );

  test("of a clicker works wherever nothing is being written", () => {
    for (const focus of ["choice", "button", "none"] as const)
      expect(commandOf(press("."), focus)).toBe("play");
    expect(commandOf(press("PageDown"), "button")).toBe("nextBeat");
  });

  test("is listed in the help if it does something", () => {
    const names = { Space: " ", "←": "ArrowLeft", "→": "ArrowRight" };
    const listed = SHORTCUTS.flatMap(({ keys }) => keys);
    expect(listed).toHaveLength(11);
    for (const key of listed)
      expect(commandOf(press(names[key as keyof typeof names] ?? key), "none"), key).not.toBeNull();
  });
});

describe("the keys of the game", () => {
  const keys = gameKeysOf("breakout")!;
  const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes);

  test("are pressed and let go", () => {
    expect(text(keys("ArrowLeft", true))).toBe(BREAKOUT_KEYS.leftPressed);
    expect(text(keys("ArrowLeft", false))).toBe(BREAKOUT_KEYS.leftReleased);
    expect(text(keys("ArrowRight", true))).toBe(BREAKOUT_KEYS.rightPressed);
    expect(text(keys(" ", true))).toBe(BREAKOUT_KEYS.serve);
    expect(text(keys(" ", false))).toBe("");
  });

  test("are only the game's, and only the arrows and the serve", () => {
    expect(keys("m", true)).toBeNull();
    expect(gameKeysOf("canvas")).toBeNull();
    expect(gameKeysOf(undefined)).toBeNull();
  });
});
