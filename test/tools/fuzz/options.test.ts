import { expect, it } from "vitest";
import { OptionError, readFuzzOptions } from "../../../tools/fuzz/options.ts";

const read = (line: string) => readFuzzOptions(line.split(" ").filter(Boolean), 4);

it("reads the seeds, the workers and the folder", () => {
  expect(read("--seeds 1..10000 --workers 3 --out here")).toEqual({
    from: 1,
    to: 10_000,
    workers: 3,
    out: "here",
  });
  expect(read("--seeds 17")).toMatchObject({ from: 17, to: 17, workers: 4 });
});

const BAD: [string, string][] = [
  ["", "--seeds is missing"],
  ["--seeds", "--seeds needs a value"],
  ["--seeds 9..3", "the smaller first"],
  ["--seeds one", "--seeds is one"],
  ["--seeds 1..2..3", "two whole numbers"],
  ["--seeds -4", "--seeds is -4"],
  ["--seeds 1 --seeds 2", "given twice"],
  ["--seeds 1 --workers 0", "whole numbers from 1 to 64"],
  ["--seeds 1 --workers 1.5", "--workers is 1.5"],
  ["--seed 1", "--seed is no option"],
];
for (const [line, words] of BAD)
  it(`refuses "${line}" and says what is allowed`, () => {
    expect(() => read(line)).toThrow(OptionError);
    expect(() => read(line)).toThrow(words);
  });
