/**
 * The state diagrams as a file for the docs, which `npm run diagram` writes. The text is not escaped, because all of it
 * comes from the tables of this project.
 */

import { MARGIN, type StateDiagram } from "./diagram.ts";
import { plainName, plainNames } from "./names.ts";

/** The line of a diagram's title. */
const TITLE = 40;
/** Only the file's own rules: an image in a page takes none from the page. */
const STYLE = [
  "text{font-family:system-ui,sans-serif;fill:#1c2024}",
  ".ground{fill:#fff}.role{font-size:24px;font-weight:600}.name{text-anchor:middle}",
  ".name{font-size:22px}.event{font-size:16px;font-style:italic;paint-order:stroke;stroke:#fff;stroke-width:4px}",
  ".state{fill:#eef2f6;stroke:#44505c;stroke-width:1.5}.line{fill:none;stroke:#44505c;marker-end:url(#arrow)}",
  "marker path{fill:#44505c}@media (prefers-color-scheme:dark){text{fill:#e8ecf0}.ground{fill:#15191d}",
  ".event{stroke:#15191d}.state{fill:#252c33;stroke:#a8b4c0}.line{stroke:#a8b4c0}marker path{fill:#a8b4c0}}",
].join("");

/** The diagrams as one SVG image, side by side. Its colours follow the reader's light or dark setting. */
export function stateDiagramSvg(diagrams: readonly StateDiagram[]): string {
  const height = TITLE + Math.max(...diagrams.map((diagram) => diagram.height));
  const width = diagrams.reduce((sum, diagram) => sum + diagram.width, 0);
  const parts = diagrams.map((diagram, index) => {
    const left = diagrams.slice(0, index).reduce((sum, each) => sum + each.width, 0);
    return groupText(diagram, left);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
<title id="title">States of a migration</title>
<desc id="desc">${inWords(diagrams)}</desc>
<style>${STYLE}</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
<rect class="ground" width="${width}" height="${height}"/>
${parts.join("\n")}
</svg>
`;
}

/** Every transition in a sentence, for those who do not see the picture. */
export function inWords(diagrams: readonly StateDiagram[]): string {
  const sentences = diagrams.map(({ title, edges }) => {
    const steps = edges.map(
      ({ from, to, events }) => `${plainName(from)} to ${plainName(to)} on ${plainNames(events, " or ")}`,
    );
    return `${title}: ${steps.join("; ")}.`;
  });
  return sentences.join(" ");
}

/** One role: lines first, so that boxes lie on top of them. */
function groupText({ title, nodes, edges }: StateDiagram, left: number): string {
  const lines = edges.map(({ points, label, events }) => {
    const path = `<path class="line" d="M${points.map(([x, y]) => `${x} ${y}`).join("L")}"/>`;
    return `${path}<text class="event" x="${label[0]}" y="${label[1]}">${plainNames(events)}</text>`;
  });
  const boxes = nodes.map(({ name, x, y, width, height, isFinal }) => {
    const box = `x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" rx="${isFinal ? 24 : 4}"`;
    return `<rect class="state" ${box}/><text class="name" x="${x}" y="${y + 7}">${plainName(name)}</text>`;
  });
  return [
    `<text class="role" x="${left + MARGIN}" y="${TITLE - 10}">${title}</text>`,
    `<g transform="translate(${left} ${TITLE})">`,
    ...lines,
    ...boxes,
    "</g>",
  ].join("\n");
}
