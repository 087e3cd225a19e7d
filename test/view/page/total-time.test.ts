import { expect, test } from "vitest";
import type { Frame } from "../../../src/report/frame.ts";
import type { Outcome } from "../../../src/simulation/parts/outcome.ts";
import { describeTotalTime } from "../../../src/view/design/words.ts";

const words = (ended: boolean, outcome: Outcome) =>
  describeTotalTime({ ended, report: { outcome } as Frame["report"] });

test("the total time says until when it counts", () => {
  expect(words(false, "held")).toBe("so far, since Migrate");
  expect(words(true, "completed")).toBe("Migrate to last page");
  expect(words(true, "recovered")).toBe("Migrate to last page");
  expect(words(true, "continued-on-source")).toBe("until it was given up");
  expect(words(false, "lost")).toBe("until the loss");
});
