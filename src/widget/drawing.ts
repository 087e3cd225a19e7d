/** A drawing as plain data: an element's tag, its attributes, and what is in it. */
export type Drawn = readonly [
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...content: (Drawn | string)[],
];

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string | number): string {
  return String(text).replaceAll(/[&<>"]/g, (letter) => ESCAPES[letter]!);
}

/** A drawing as text of XML. */
export function textOfDrawing([tag, attributes, ...content]: Drawn): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const inside = content.map((each) => (typeof each === "string" ? escaped(each) : textOfDrawing(each)));
  return `<${tag}${written.join("")}>${inside.join("")}</${tag}>`;
}
