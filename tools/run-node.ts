import { spawn } from "node:child_process";
import { join } from "node:path";

/** Runs a script of the repository's packages in a process of its own. Rejects with what it said where it fails. */
export function runNode(root: string, script: string, texts: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...texts], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => said.push(part));
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${script} failed:\n${Buffer.concat(said)}`)),
    );
  });
}
