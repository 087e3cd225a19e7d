import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { picturesFile } from "../examples/pictures-file.ts";

/** Runs every example and stores its picture: `npm run -s examples`. */
const PICTURES = fileURLToPath(new URL("../../src/view/examples/pictures.json", import.meta.url));

await writeFile(PICTURES, await picturesFile());
