import { describe, expect, it } from "vitest";
import type { HandIn } from "../../src/handin/hand-in.ts";
import { handInFrom, handInText } from "../../src/handin/hand-in-file.ts";

const handIn: HandIn = {
  lesson: "what-moves",
  sum: "0a1b2c3d",
  name: "Ada",
  predictions: [
    { number: null, answer: 12, truth: 14.5, right: false, observed: "file", sawRight: true, at: 17 },
  ],
  challenge: null,
};

describe("a hand-in as a file", () => {
  it("is the same when it is read again, and unchanged", () => {
    expect(handInFrom(handInText(handIn))).toEqual({ handIn, changed: false });
  });

  it("is told to be changed where its checksum is not its own, or was taken out", () => {
    const text = handInText(handIn);
    expect(handInFrom(text.replace("Ada", "Bob"))).toMatchObject({ handIn: { name: "Bob" }, changed: true });
    expect(handInFrom(text.replace(/ "checksum": "[0-9a-f]{8}",\n/, "")).changed).toBe(true);
  });

  it.each([
    ["", "no JSON object"],
    ["[]", "no JSON object"],
    [handInText(handIn).slice(0, 200), "no JSON object"],
    ['{"format":"quick-resume-lab run"}', 'its format is "quick-resume-lab run"'],
    [handInText(handIn).replace('"version": 1', '"version": 9'), "has format 9"],
    [handInText(handIn).replace('"what-moves"', '"../../etc"'), 'lesson is "../../etc"'],
    [handInText(handIn).replace('"right": false', '"right": "yes"'), 'predictions.0.right is "yes"'],
  ])("is refused in words where it is none: %#", (text, words) => {
    expect(() => handInFrom(text)).toThrow(words);
  });
});
