/** The software bill of materials: what is in the package, in CycloneDX. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Bundled } from "./licences.ts";

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly properties?: unknown;
}

interface Bill {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * The bill of what is bundled. npm reads it off the lock, with all that the repository is developed with; of that only what
 * reaches the package stays. It has no time and no number of its own, so that equal packages have equal bills.
 */
export async function billOf(root: string, parts: readonly Bundled[], version: string): Promise<object> {
  const bill = await wholeBill(root);
  const names = new Set(parts.map(({ name }) => name));
  const components = bill.components.filter((each) => isOneOf(each, parts)).map(withoutPlaces);
  const missing = [...names].filter((name) => !components.some((each) => nameOf(each) === name));
  if (missing.length > 0) throw new Error(`The lock does not have what is bundled: ${missing.join(", ")}.`);
  const own = {
    type: "library",
    "bom-ref": `quick-resume-lab@${version}`,
    name: "quick-resume-lab",
    version,
  };
  const refs = components.map((each) => each["bom-ref"]);
  const kept = bill.dependencies.filter(({ ref }) => refs.includes(ref));
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { ...own, purl: `pkg:npm/quick-resume-lab@${version}` } },
    components,
    dependencies: [
      { ref: own["bom-ref"], dependsOn: refs },
      ...kept.map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((on) => refs.includes(on)) })),
    ],
  };
}

async function wholeBill(root: string): Promise<Bill> {
  const command = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const { stdout } = await promisify(execFile)("npm", command, { cwd: root, maxBuffer: 2 ** 28 });
  return JSON.parse(stdout);
}

function nameOf({ name, group }: Component): string {
  return group ? `${group}/${name}` : name;
}

function isOneOf(component: Component, parts: readonly Bundled[]): boolean {
  return parts.some(({ name, version }) => nameOf(component) === name && component.version === version);
}

/** Where npm put a part, and whether it was only for developing, is nothing that the package has. */
function withoutPlaces({ properties: _, ...component }: Component): object & Component {
  return component;
}
