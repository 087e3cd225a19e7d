import { describe, expect, test } from "vitest";
import { plainText, sentenceOf } from "../../../src/view/story/sentence.ts";
import { type FrameChanges, frameWith, sumOf } from "../../support/frame.ts";

const WHOLE = {
  identical: true,
  pagesEqual: 1024,
  pagesTotal: 1024,
  firstDifference: null,
  hash: "9f3c41d700112233",
};
const at = (host: "source" | "destination") => ({ shutDown: { host, at: 2_000_000_000 } });

const SITUATIONS: [kind: string, changes: FrameChanges, words: string[]][] = [
  ["shutDown", { ...at("source"), source: { status: "off" } }, ["shut itself down on West", "press Reset"]],
  [
    "shutDownUnderWay",
    { ...at("source"), phase: "preCopy", round: 1, sum: sumOf(412), source: { status: "off" } },
    ["shut itself down on West", "612 pages are still to come"],
  ],
  [
    "shutDownUnderWay",
    {
      ...at("destination"),
      phase: "pageIn",
      sum: sumOf(744),
      link: { whole: false, cut: { at: 1, pagesLost: 52 } },
    },
    ["shut itself down on East", "280 pages", "The cable is cut"],
  ],
  [
    "shutDownAtEnd",
    { ...at("destination"), phase: "finish", ended: true, sum: sumOf(1024), verdict: WHOLE },
    ["moved to East", "identical"],
  ],
  [
    "shutDownAtEnd",
    { ...at("source"), phase: "preCopy", ended: true, report: { outcome: "continued-on-source" } },
    ["stayed on West", "has shut itself down there"],
  ],
];

describe("a guest that has shut itself down is never said to run", () => {
  test.each(SITUATIONS)("%s", (kind, changes, words) => {
    const sentence = sentenceOf(frameWith(changes));
    const text = plainText(sentence);
    expect(sentence.kind).toBe(kind);
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toMatch(/\bruns?\b|\bkeeps running\b/);
    expect(text.length).toBeLessThanOrEqual(135);
  });
});
