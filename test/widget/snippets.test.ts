import { describe, expect, test } from "vitest";
import { readerOf } from "../../src/widget/frame-parameters.ts";
import { parametersOf } from "../../src/widget/parameters.ts";
import { choosing, frameAddress, frameHeight, snippetOf, WAYS } from "../../src/widget/snippets.ts";

const BASE = "https://lab.example/course/index.html";
const SOURCE = { base: BASE, integrity: null };
const CHOSEN = { example: "run-first", hide: "sum tape", theme: "dark" };

describe("what an author pastes", () => {
  test("is a frame of the widget's height", () => {
    expect(snippetOf("frame", SOURCE, {}, 720)).toBe(
      '<iframe src="https://lab.example/course/embed.html" width="720" height="563" style="height: 563px" title="Quick Resume lab" loading="lazy" sandbox="allow-scripts"></iframe>',
    );
    expect(snippetOf("frame", SOURCE, {}, 360)).toContain('height="732"');
  });

  test("is the element behind its script, with what was chosen", () => {
    expect(snippetOf("element", SOURCE, CHOSEN, 720)).toBe(
      '<script type="module" src="https://lab.example/course/quick-resume-lab.js"></script>\n' +
        '<quick-resume-lab example="run-first" hide="sum tape" theme="dark" style="display: block; height: 559px; overflow: hidden">' +
        '<a href="https://lab.example/course/embed.html?example=run-first&amp;hide=sum+tape&amp;theme=dark">' +
        '<img src="https://lab.example/course/posters/run-first.svg" width="696" height="400" alt=""> ' +
        "A running virtual machine moves from one host to another, and its cable is cut half way.</a></quick-resume-lab>",
    );
  });

  test("names the bytes of a version's script", () => {
    expect(snippetOf("element", { base: BASE, integrity: "sha384-abc" }, {}, 720)).toContain(
      'quick-resume-lab.js" integrity="sha384-abc" crossorigin="anonymous"></script>',
    );
  });

  test("has a run where no server is told of it", () => {
    const { search, hash } = new URL(frameAddress(BASE, { run: "v1.abc_-", theme: "dark" }));
    expect([search, hash]).toEqual(["?theme=dark", "#run=v1.abc_-"]);
    expect(readerOf(search, hash)("run")).toBe("v1.abc_-");
  });

  test("has one root that is closed in MDX, and waits for its slide in reveal.js", () => {
    expect(snippetOf("mdx", SOURCE, {}, 720)).toMatch(
      /^<iframe .* style=\{\{ border: 0, height: 563 \}\} .* \/>$/,
    );
    expect(snippetOf("reveal", SOURCE, {}, 720)).toMatch(/^<section>\n {2}<iframe data-src=/);
  });

  test("is higher where a lesson stands over the picture", () => {
    expect([900, 500, 360].map((width) => frameHeight({ lesson: "cut-the-link" }, width))).toEqual([
      912, 974, 1162,
    ]);
    expect(snippetOf("frame", SOURCE, { lesson: "cut-the-link" }, 720)).toContain(
      'embed.html?lesson=cut-the-link" width="720" height="863"',
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
      expect(snippetOf(way, SOURCE, { example: '"><script>' }, 720)).not.toMatch(/<script>/);
  });

  test("means in a frame's address what was chosen", () => {
    const warnings: string[] = [];
    const { search } = new URL(frameAddress(BASE, CHOSEN));
    const parameters = parametersOf(readerOf(search, ""), ["run-first"], (warning) => warnings.push(warning));
    expect(parameters).toMatchObject({ example: "run-first", theme: "dark", hide: new Set(["sum", "tape"]) });
    expect(warnings).toEqual([]);
  });
});
