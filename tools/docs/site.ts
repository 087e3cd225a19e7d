/** Builds the documentation site. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "../run-node.ts";
import { assembleSite } from "./assemble.ts";
import { finishSite } from "./finish.ts";

/** Builds the site into `to`, which is emptied first. Rejects with what the generator says, as of a link that leads nowhere. */
export async function buildSite(root: string, to: string): Promise<void> {
  const sources = join(root, "build/docs");
  await assembleSite(root, sources);
  rmSync(to, { recursive: true, force: true });
  await runNode(root, "node_modules/vitepress/bin/vitepress.js", ["build", sources, "--outDir", to]);
  finishSite(to);
}
