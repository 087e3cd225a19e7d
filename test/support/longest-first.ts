import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, in that order: begun at the end it would be waited for alone. */
const LONG = [
  "tools/fuzz/fuzz",
  "matrix/runner",
  "docs/code-blocks",
  "tools/package/engine-package",
  "tools/lessons/play",
];

function rankOf({ moduleId }: TestSpecification): number {
  const at = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at === -1 ? LONG.length : at;
}

/** Begins with the longest test files. A fresh clone knows of none how long it takes, and would begin with the largest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => rankOf(one) - rankOf(other));
  }
}
