import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What runs and their judging are made of. */
const FOLDERS = ["src", "lessons", "public/scenarios", "public/guests"];

/** A digest of all that may judge a hand-in otherwise, as 64 hexadecimal digits. */
export async function editionOf(root: string): Promise<string> {
  const digest = createHash("sha256");
  for (const folder of FOLDERS)
    for (const name of (await readdir(join(root, folder), { recursive: true })).sort()) {
      const bytes = await readFile(join(root, folder, name)).catch(() => null);
      if (bytes) digest.update(`${folder}/${name}\0`).update(bytes);
    }
  return digest.digest("hex");
}
