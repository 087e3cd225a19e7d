import { expect, it } from "vitest";
import { shareOnSeal } from "../../../src/view/scene/seal.ts";

it("words on a seal are as small as it takes for the pages of a large guest, and no larger for those of a small one", () => {
  expect(shareOnSeal("256 of 256")).toBe(1);
  expect(shareOnSeal("1,024 of 1,024")).toBe(1);
  expect(18 * shareOnSeal("262,144 of 262,144")).toBe(14);
});
