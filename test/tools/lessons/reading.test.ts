import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { LESSON_ORDER } from "../../../src/lessons/order.ts";

/** Sentences of the words of a lesson; an expression is one word of them. */
async function sentencesOf(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8");
  const plain = text
    // The texts in an expression are read, too, with a number between two of them.
    .replaceAll(/\{\{([^{}]*)\}\}/g, (_, expression: string) => {
      const texts = expression.match(/"[^"]{3,}"/g) ?? [];
      return texts.map((each) => each.slice(1, -1)).join(" 7 ") || "7";
    })
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  return plain
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .flatMap((line) => line.split(/(?<=[.?!])\s+/));
}

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word)).length;
const lettersIn = (text: string) => text.match(/[\p{L}\d]/gu)?.length ?? 0;

/**
 * The automated readability index (Smith and Senter, AMRL-TR-66-220, 1967): a school year, from letters a word and words a
 * sentence. It counts no syllables, so it says the same of every computer.
 */
function readability(sentences: readonly string[]): number {
  const sum = (count: (text: string) => number) => sentences.reduce((all, each) => all + count(each), 0);
  return 4.71 * (sum(lettersIn) / sum(wordsIn)) + 0.5 * (sum(wordsIn) / sentences.length) - 21.43;
}

/** What any second-year student has met, and names of the lab. */
const ABBREVIATIONS = new Set(["QEMU", "MiB", "KiB", "GiB", "ms", "vSphere", "East", "West", "RAM"]);

/** The words of a lesson, and the teacher's notes of it. */
const CASES = LESSON_ORDER.flatMap((id) => [
  [id, `lessons/${id}/en.md`, `languages/de/lessons/${id}.md`] as const,
  [`${id}, for the teacher,`, `lessons/${id}/teacher.md`, `languages/de/lessons/${id}.teacher.md`] as const,
]);

describe("the words of the lessons", () => {
  it.each(CASES)(
    "%s reads as a second-year student reads: short sentences, no abbreviations",
    async (_, inEnglish, inGerman) => {
      const [english, german] = await Promise.all([sentencesOf(inEnglish), sentencesOf(inGerman)]);
      for (const sentence of [...english, ...german]) {
        expect(wordsIn(sentence), sentence).toBeLessThanOrEqual(36);
        const shouted = sentence.match(/\b[A-Z]{2,}[a-z]?\b|\b[A-Z]+[0-9]+\b/g) ?? [];
        expect(
          shouted.filter((word) => !ABBREVIATIONS.has(word)),
          sentence,
        ).toEqual([]);
      }
      // Newspapers have some 10 to 12; the thirteenth year is the last of school.
      expect(readability(english)).toBeLessThan(9);
    },
  );
});
