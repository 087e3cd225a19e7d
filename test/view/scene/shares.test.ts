import { expect, test } from "vitest";
import { turned, WEST_TO_EAST } from "../../../src/place/place.ts";
import { sharesOf } from "../../../src/view/scene/shares.ts";
import { frameWith, sumOf } from "../../support/frame.ts";

test("the terms of the equation stand under their machines: West's first, whichever way the guest moves", () => {
  const there = { phase: "pageIn", sum: sumOf(744, 24, 16) } as const;
  const said = sharesOf(frameWith(there)).map(({ pages, words }) => `${pages} ${words}`);
  expect(said).toEqual(["240 still owed here", "16 on the link", "24 in the mailbox", "744 arrived"]);
  const back = sharesOf(frameWith({ ...there, places: turned(WEST_TO_EAST) }));
  expect(back.map(({ pages, words }) => `${pages} ${words}`)).toEqual(said.toReversed());
});
