/** The widget's built files on their way into the package. */
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";

/** What the widget's build gives: the folder of the loader and its further files, and the page for frames. */
const FOLDER = "build/widget";
export const LOADER = "quick-resume-lab.js";
const FRAME = "dist/embed.html";

/** What the types of the element and of `createLab` are made of. */
export const WIDGET_API = "src/entries/widget/declared.ts";

/** Copies the widget's parts below `to`. Throws where they have not been built. */
export function takeWidget(root: string, to: string): void {
  for (const file of [`${FOLDER}/${LOADER}`, FRAME, WIDGET_API])
    if (!existsSync(join(root, file)))
      throw new Error(
        `${file} is not there: run "npm run -s build" first. "--engine-only" makes a package without the widget.`,
      );
  cpSync(join(root, FOLDER), to, { recursive: true });
  cpSync(join(root, FRAME), join(to, "embed.html"));
}
