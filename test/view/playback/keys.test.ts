import { describe, expect, test } from "vitest";
import { type Command, commandOf, type Focus, SHORTCUTS } from "../../../src/view/playback/keys.ts";

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
    ["PageUp", "previousMilestone"],
    ["PageDown", "nextMilestone"],
    ["ArrowLeft", "stepBack"],
    ["ArrowRight", "stepForward"],
    ["m", "migrate"],
    ["X", "cutLink"],
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
    ["ArrowLeft", "area"],
    [" ", "area"],
    [" ", "button"],
  ])("%j belongs to what has the focus where that is a %s", (key, focus) =>
    expect(commandOf(press(key), focus)).toBeNull(),
  );

  test("of a clicker works wherever nothing is being written", () => {
    for (const focus of ["choice", "area", "button", "none"] as const) {
      expect(commandOf(press("."), focus)).toBe("play");
      expect(commandOf(press("PageDown"), focus)).toBe("nextMilestone");
    }
  });

  test("with a letter acts on the lab from an area too, but not from a choice, where it may choose", () => {
    expect(commandOf(press("x"), "area")).toBe("cutLink");
    expect(commandOf(press("c"), "choice")).toBeNull();
  });

  test("is listed in the help if it does something", () => {
    const names = { Space: " ", "←": "ArrowLeft", "→": "ArrowRight" };
    const listed = SHORTCUTS.flatMap(({ keys }) => keys);
    expect(listed).toHaveLength(14);
    for (const key of listed)
      expect(commandOf(press(names[key as keyof typeof names] ?? key), "none"), key).not.toBeNull();
  });
});
