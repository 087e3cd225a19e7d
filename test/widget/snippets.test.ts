import { describe, expect, test } from "vitest";
import { readerOf } from "../../src/widget/frame-parameters.ts";
import { parametersOf } from "../../src/widget/parameters.ts";
import { choosing, frameAddress, frameHeight, snippetOf, WAYS } from "../../src/widget/snippets.ts";

const BASE = "https://lab.example/course/index.html";
const CHOSEN = { example: "run-first", hide: "sum tape", theme: "dark" };

describe("what an author pastes", () => {
  test("is a frame of the widget's height", () => {
    expect(snippetOf("frame", BASE, {}, 720)).toBe(
      '<iframe src="https://lab.example/course/embed.html" width="720" height="604" title="Quick Resume lab" loading="lazy" sandbox="allow-scripts"></iframe>',
    );
    expect(snippetOf("frame", BASE, {}, 360)).toContain('height="728"');
  });

  test("is the element behind its script, with what was chosen", () => {
    expect(snippetOf("element", BASE, CHOSEN, 720)).toBe(
      '<script type="module" src="https://lab.example/course/quick-resume-lab.js"></script>\n' +
        '<quick-resume-lab example="run-first" hide="sum tape" theme="dark"></quick-resume-lab>',
    );
  });

  test("has one root that is closed in MDX, and waits for its slide in reveal.js", () => {
    expect(snippetOf("mdx", BASE, {}, 720)).toMatch(/^<iframe .* style=\{\{ border: 0 \}\} .* \/>$/);
    expect(snippetOf("reveal", BASE, {}, 720)).toMatch(/^<section>\n {2}<iframe data-src=/);
  });

  test("is higher where a lesson stands over the picture", () => {
    expect([900, 500, 360].map((width) => frameHeight({ lesson: "cut-the-link" }, width))).toEqual([
      904, 974, 1158,
    ]);
    expect(snippetOf("frame", BASE, { lesson: "cut-the-link" }, 720)).toContain(
      'embed.html?lesson=cut-the-link" width="720" height="904"',
    );
  });

  test("has a lesson or a run of its own, not both", () => {
    const chosen = choosing(choosing(CHOSEN, "cut", "pageIn"), "lesson", "cut-the-link");
    expect(chosen).toEqual({ hide: "sum tape", theme: "dark", lesson: "cut-the-link" });
    expect(choosing(chosen, "lesson", "")).toEqual({ hide: "sum tape", theme: "dark" });
    expect(choosing({ cut: "pageIn" }, "cut", "preCopy")).toEqual({ cut: "preCopy" });
  });

  test("is no markup but its own, whatever was chosen", () => {
    for (const way of WAYS)
      expect(snippetOf(way, BASE, { example: '"><script>' }, 720)).not.toMatch(/<script>/);
  });

  test("means in a frame's address what was chosen", () => {
    const warnings: string[] = [];
    const { search } = new URL(frameAddress(BASE, CHOSEN));
    const parameters = parametersOf(readerOf(search, ""), ["run-first"], (warning) => warnings.push(warning));
    expect(parameters).toMatchObject({ example: "run-first", theme: "dark", hide: new Set(["sum", "tape"]) });
    expect(warnings).toEqual([]);
  });
});
