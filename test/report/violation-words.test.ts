import { expect, test } from "vitest";
import { violationWords } from "../../src/report/violation-words.ts";
import type { Violation } from "../../src/simulation/parts/violations.ts";

const account = { entered: 9, reached: 4, waiting: 3, lost: 1 };

/** One of every kind: a kind that is left out does not compile. */
const EVERY: { readonly [Kind in Violation["kind"]]: Violation & { kind: Kind } } = {
  twoRunners: { kind: "twoRunners", host: "destination", runner: "source" },
  resumedWithoutOwning: { kind: "resumedWithoutOwning", host: "source" },
  oldPage: { kind: "oldPage", page: 17 },
  pageTwice: { kind: "pageTwice" },
  freedTooEarly: { kind: "freedTooEarly" },
  carryingLinkDown: { kind: "carryingLinkDown", host: "source" },
  wrongAnswer: { kind: "wrongAnswer", key: 5, id: 6 },
  typedOutOfOrder: { kind: "typedOutOfOrder" },
  typedLostTooMany: { kind: "typedLostTooMany" },
  requestCameAfter: { kind: "requestCameAfter", id: 9, before: 7 },
  requestAtTwoHosts: { kind: "requestAtTwoHosts", id: 9 },
  requestFromNowhere: { kind: "requestFromNowhere", id: 9 },
  requestReachedAfter: { kind: "requestReachedAfter", id: 9, before: 10 },
  typedStranded: { kind: "typedStranded", count: 2 },
  requestsStranded: { kind: "requestsStranded", count: 2 },
  typedUnaccounted: { kind: "typedUnaccounted", ...account },
  requestsUnaccounted: { kind: "requestsUnaccounted", ...account },
  typedMiscounted: { kind: "typedMiscounted", delivered: 3, reached: 4 },
  requestsMiscounted: { kind: "requestsMiscounted", delivered: 3, reached: 4 },
  requestsAstray: { kind: "requestsAstray", sent: 9, arrived: 5, travelling: 3 },
  unlisted: { kind: "unlisted" },
};

test("every kind of broken promise is one sentence of its own, with every number that it has", () => {
  const sentences = new Set<string>();
  for (const violation of Object.values(EVERY)) {
    const words = violationWords(violation);
    expect(words).toMatch(/^[A-Z0-9][^.]*\.$/);
    for (const [name, value] of Object.entries(violation))
      if (name !== "kind") expect(words).toContain(`${value}`);
    sentences.add(words);
  }
  expect(sentences.size).toBe(Object.keys(EVERY).length);
});
