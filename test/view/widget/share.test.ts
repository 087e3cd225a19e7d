import { expect, test } from "vitest";
import { experimentOf } from "../../../src/experiment/link.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { shareAddress } from "../../../src/view/widget/share.ts";
import { readerOf } from "../../../src/widget/frame-parameters.ts";

const BASE = "https://docs.example/lab/";
const run = { scenario: parseScenario({ version: 1, seed: 7 }), actions: [], moment: null };

test.each([
  "quick-resume-lab.js",
  "quick-resume-lab.js?v=2",
  "embed.html?theme=dark",
  "embed-lesson.html",
  "embed",
])("what %s shows is shared by the page for frames beside it", (file) => {
  const lesson = new URL(shareAddress(BASE + file, { lesson: "cut-the-link" }));
  expect(lesson.origin + lesson.pathname).toBe(`${BASE}embed.html`);
  expect(readerOf(lesson.search, lesson.hash)("lesson")).toBe("cut-the-link");
  const { pathname, search, hash } = new URL(shareAddress(BASE + file, { run }));
  expect([pathname, search]).toEqual(["/lab/embed.html", ""]);
  expect(experimentOf(hash).scenario.seed).toBe(7);
});

test.each(["assets/index-B2x.js", "assets/quick-resume-lab-B2x.js", ""])(
  "a loader in a page's own file %j gives no address that leads nowhere",
  (file) => {
    expect(() => shareAddress(BASE + file, { lesson: "cut-the-link" })).toThrow(
      /no address to share.*embed\.html/,
    );
  },
);

test("a loader without an address of a file gives none either", () => {
  expect(() => shareAddress("about:srcdoc", { run })).toThrow(/no address to share/);
});
