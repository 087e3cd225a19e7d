import { type Drawn, textOfDrawing } from "../../src/widget/drawing.ts";

/** A poster's picture as a file: with the colours of the themes that it uses, and its sentence as its title. */
export function svgOf([tag, attributes, ...content]: Drawn, sentence: string, colours: string): string {
  const text = textOfDrawing([
    tag,
    { xmlns: "http://www.w3.org/2000/svg", ...attributes },
    ["title", {}, sentence],
    ...content,
  ]);
  const used = new Set([...text.matchAll(/var\((--\w+)\)/g)].map(([, name]) => name!));
  const rules = [...colours.matchAll(/(--\w+): ([^;}]+)/g)].filter(([, name]) => used.delete(name!));
  const style = `:root{color-scheme:light dark;${rules.map(([, name, value]) => `${name}:${value!.trim()}`).join(";")}}`;
  return text.replace("<title>", `<style>${style}</style><title>`);
}
