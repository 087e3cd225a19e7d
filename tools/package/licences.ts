/** What the package has of other people's, and under which terms. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package whose code or fonts are in ours. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

const INSTALLED = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/;

/** The names of the packages that lie behind files, sorted. */
export function packagesOf(files: readonly string[]): string[] {
  return [...new Set(files.flatMap((file) => INSTALLED.exec(file)?.[1] ?? []))].sort();
}

/** Packages whose code the lab's build compiles into the page, though they are no dependencies of it. */
const COMPILED_IN = ["svelte"];

/** The packages that reach a user of the page: dependencies with all that they depend on, and what is compiled in. */
export function shippedPackages(root: string): Set<string> {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const paths = Object.entries<{ dev?: boolean; devOptional?: boolean }>(packages).flatMap(
    ([path, { dev, devOptional }]) => (dev || devOptional ? [] : [`${path}/package.json`]),
  );
  return new Set([...packagesOf(paths), ...COMPILED_IN]);
}

/** Reads what an installed package says of itself. Throws where it has no licence text: then it may not be bundled. */
export function bundled(root: string, name: string): Bundled {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (!license || !file) throw new Error(`The package ${name} has no licence text.`);
  return { name, version, licence: license, text: readFileSync(join(folder, file), "utf8").trim() };
}

/** All of them as one text. */
export function thirdPartyText(parts: readonly Bundled[]): string {
  const chapters = parts.map(
    ({ name, version, licence, text }) => `${name} ${version}, ${licence}\n\n${text}\n`,
  );
  return `This package has parts of these in it, each under its own licence.\n\n${chapters.join(`\n${"-".repeat(72)}\n\n`)}`;
}
