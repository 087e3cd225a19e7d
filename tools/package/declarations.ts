/** The package's declarations: what an interface says of itself in TypeScript, as one file that needs no other. */
import { spawn } from "node:child_process";
import { join } from "node:path";

/**
 * Writes the declarations of an entry, with those of what it imports: whoever compiles against the package installs
 * nothing else. Rejects with what the generator says.
 */
export function declare(root: string, entry: string, file: string): Promise<void> {
  const generator = join(root, "node_modules/dts-bundle-generator/dist/bin/dts-bundle-generator.js");
  const options = [
    "--project",
    "tsconfig.json",
    "--external-inlines",
    "valibot",
    "--no-check",
    "--no-banner",
  ];
  const names = ["--export-referenced-types", "false", "--silent"];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [generator, ...options, ...names, "-o", file, entry], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => said.push(part));
    child.stderr.on("data", (part: Buffer) => said.push(part));
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${entry} gives no declarations:\n${Buffer.concat(said)}`)),
    );
  });
}
