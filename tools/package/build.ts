/** Makes the npm package out of the sources and of what the lab's build left. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { machineBytes } from "../../src/node/places.ts";
import { editionOf } from "../verify/edition.ts";
import { billOf } from "./bill-of-materials.ts";
import { declare } from "./declarations.ts";
import { bundled, packagesOf, shippedPackages, thirdPartyText } from "./licences.ts";
import { manifestOf } from "./manifest.ts";
import { bundleForNode } from "./node-bundles.ts";
import { takeWidget, WIDGET_API } from "./widget-parts.ts";

/** Where the package is made, and of what. */
export interface PackageOptions {
  /** The repository's root. */
  readonly root: string;
  /** The folder of the package, which is emptied first. */
  readonly to: string;
  /** Whether the widget is in it; then the lab must have been built. */
  readonly hasWidget: boolean;
}

/** Makes the package. Rejects where a part of it is not there, does not compile or may not be given away. */
export async function buildPackage({ root, to, hasWidget }: PackageOptions): Promise<void> {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, "node"), { recursive: true });
  if (hasWidget) takeWidget(root, to);
  copyShared(root, to);
  const edition = { version: own.version, edition: await editionOf(root) };
  const files = await bundleForNode(root, to, edition);
  writeFileSync(join(to, "node/machine.wasm"), await machineBytes());
  writeFileSync(join(to, "engine.js"), 'export * from "./node/engine.js";\n');
  await offer(root, "src/entries/headless.ts", join(to, "engine"));
  if (hasWidget) await offer(root, WIDGET_API, join(to, "quick-resume-lab"));
  const widgetPackages = hasWidget ? shippedPackages(root) : [];
  const names = [...new Set([...packagesOf(files), ...widgetPackages])].sort();
  const parts = names.map((name) => bundled(root, name));
  writeFileSync(join(to, "THIRD-PARTY.txt"), thirdPartyText(parts));
  writeJson(join(to, "sbom.cdx.json"), await billOf(root, parts, own.version));
  writeJson(join(to, "package.json"), manifestOf(own, hasWidget));
}

/** Declares an interface whose module is at `path` with `.js`; `require` gives that very module, so it is loaded once. */
async function offer(root: string, source: string, path: string): Promise<void> {
  await declare(root, source, `${path}.d.ts`);
  cpSync(`${path}.d.ts`, `${path}.d.cts`);
  writeFileSync(`${path}.cjs`, `module.exports = require("./${basename(path)}.js");\n`);
}

/** What the lab ships as it lies in the repository: guests, scenarios, lessons, the licence, and what the package is. */
function copyShared(root: string, to: string): void {
  const copy = (from: string, name: string) => cpSync(join(root, from), join(to, name));
  copy("LICENSE", "LICENSE");
  copy("tools/package/README.md", "README.md");
  for (const file of namesIn(root, "public/guests", /\.elf$/))
    copy(`public/guests/${file}`, `guests/${file}`);
  for (const file of namesIn(root, "public/scenarios", /\.json$/))
    copy(`public/scenarios/${file}`, `scenarios/${file}`);
  for (const id of namesIn(root, "lessons", /^[a-z-]+$/))
    for (const file of ["lesson.yaml", "en.md"]) copy(`lessons/${id}/${file}`, `lessons/${id}/${file}`);
}

function namesIn(root: string, folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder)).filter((entry) => name.test(entry));
}

function writeJson(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
