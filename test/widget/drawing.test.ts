import { expect, test } from "vitest";
import { textOfDrawing } from "../../src/widget/drawing.ts";

test("a drawing is written as XML, in which nothing of its words is markup", () => {
  expect(textOfDrawing(["g", { id: 'a"<', x: 2 }, ["title", {}, "1 < 2 & 3"], ["path", { d: "M0 0" }]])).toBe(
    '<g id="a&quot;&lt;" x="2"><title>1 &lt; 2 &amp; 3</title><path d="M0 0"></path></g>',
  );
});
