/** The package's declarations: what an interface says of itself in TypeScript, as one file that needs no other. */
import { runNode } from "../run-node.ts";

/**
 * Writes the declarations of an entry, with those of what it imports: whoever compiles against the package installs
 * nothing else. Rejects with what the generator says.
 */
export function declare(root: string, entry: string, file: string): Promise<void> {
  const options = [
    "--project",
    "tsconfig.json",
    "--external-inlines",
    "valibot",
    "--no-check",
    "--no-banner",
  ];
  const names = ["--export-referenced-types", "false", "--inline-declare-global", "--silent"];
  const generator = "node_modules/dts-bundle-generator/dist/bin/dts-bundle-generator.js";
  return runNode(root, generator, [...options, ...names, "-o", file, entry]);
}
