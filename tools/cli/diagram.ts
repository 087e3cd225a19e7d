import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { stateDiagrams } from "../../src/diagram/diagram.ts";
import { stateDiagramSvg } from "../../src/diagram/diagram-svg.ts";

/** Draws the two transition tables anew: `npm run -s diagram` writes the file that the docs show. */
const FILE = fileURLToPath(new URL("../../docs/state-diagram.svg", import.meta.url));

await writeFile(FILE, stateDiagramSvg(stateDiagrams()));
