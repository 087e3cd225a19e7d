import { describe, expect, it } from "vitest";
import {
  type Attempt,
  BadProgressError,
  emptyRecord,
  type LessonRecord,
  mergedRecords,
  progressFrom,
  progressText,
} from "../../src/lessons/progress.ts";

const attempt = (at: number, more: Partial<Attempt> = {}): Attempt => ({
  number: null,
  answer: 4,
  truth: 4.03,
  right: true,
  observed: "memory",
  sawRight: true,
  at,
  ...more,
});

const record = (attempts: readonly Attempt[], metAt: number | null = null): LessonRecord => ({
  id: "what-moves",
  attempts,
  metAt,
});

describe("progress in lessons", () => {
  it("comes out of its file as it went in, with every kind of answer", () => {
    const answers = [4, "memory", ["a", "b"], [1, 2.5], { "cable first": "safe" }];
    const lessons = [
      record(
        answers.map((answer, at) => attempt(at, { answer, truth: answer })),
        7,
      ),
    ];
    expect(progressFrom(progressText(lessons))).toEqual(lessons);
  });

  it("is merged without loss, in any order, and nothing stands twice", () => {
    const one = record([attempt(1), attempt(5, { right: false })], 9);
    const other = record([attempt(1), attempt(3, { number: 2 }), attempt(5)], 8);
    const merged = mergedRecords(one, other);
    expect(merged).toEqual(mergedRecords(other, one));
    expect(merged.attempts.map(({ at }) => at)).toEqual([1, 3, 5, 5]);
    expect(merged.metAt).toBe(8);
    expect(mergedRecords(merged, other)).toEqual(merged);
    expect(mergedRecords(emptyRecord("what-moves"), one)).toEqual(one);
  });

  it("knows the same attempt whoever has written its fields in which order", () => {
    const turned = Object.fromEntries(Object.entries(attempt(1)).reverse()) as unknown as Attempt;
    expect(mergedRecords(record([attempt(1)]), record([turned])).attempts).toHaveLength(1);
  });

  it.each([
    "",
    "{",
    "[]",
    '{"format":"something"}',
    '{"format":"quick-resume-lessons","version":2,"lessons":[]}',
  ])("is refused where a file holds none: %s", (text) => {
    expect(() => progressFrom(text)).toThrow(BadProgressError);
  });
});
