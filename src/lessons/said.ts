/** Words of a lesson with what the run came to in the places of its expressions. */
import type { Expressions, Sight } from "./expression.ts";
import type { Block, Inline } from "./words.ts";

/** The text of inline words, as somebody reads it. */
export function saidInlines(inlines: readonly Inline[], expressions: Expressions, sight: Sight): string {
  return inlines
    .map((inline) => {
      if (inline.kind === "value") return String(expressions.evaluate(inline.expression, sight));
      return "text" in inline ? inline.text : saidInlines(inline.inlines, expressions, sight);
    })
    .join("");
}

/** The text of blocks, a line for each paragraph. */
export function saidBlocks(blocks: readonly Block[], expressions: Expressions, sight: Sight): string {
  return blocks
    .map((block) =>
      block.kind === "paragraph"
        ? saidInlines(block.inlines, expressions, sight)
        : block.items.map((item) => saidBlocks(item, expressions, sight)).join("\n"),
    )
    .join("\n");
}

/** All expressions in words, with the lines on which they stand. */
export function valuesIn(blocks: readonly Block[]): Extract<Inline, { kind: "value" }>[] {
  return blocks.flatMap((block) =>
    block.kind === "paragraph" ? valuesInInlines(block.inlines) : block.items.flatMap(valuesIn),
  );
}

function valuesInInlines(inlines: readonly Inline[]): Extract<Inline, { kind: "value" }>[] {
  return inlines.flatMap((inline) =>
    inline.kind === "value" ? [inline] : "inlines" in inline ? valuesInInlines(inline.inlines) : [],
  );
}
