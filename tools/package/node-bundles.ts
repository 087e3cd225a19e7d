/** The package's parts for Node: the engine, the command and the process that verifies, bundled with all that they need. */
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

/** Where the parts lie in the package, and what each begins with in the repository. */
export const NODE_PARTS = {
  "node/engine": "src/entries/headless.ts",
  "node/quick-resume": "tools/package/bin/quick-resume.ts",
  "node/verify-worker": "tools/package/bin/verify-worker.ts",
};

/** What the command tells of the package that it is in. */
export interface Edition {
  readonly version: string;
  /** A digest of all that judges hand-ins. */
  readonly edition: string;
}

/** In the package the lab's files lie elsewhere, and nothing is compiled. */
function placesOfPackage(root: string): Plugin {
  return {
    name: "places-of-package",
    setup: ({ onResolve }) =>
      onResolve({ filter: /\/places\.ts$/ }, ({ resolveDir }) =>
        resolveDir === join(root, "src/node") ? { path: join(root, "tools/package/places.ts") } : null,
      ),
  };
}

/**
 * Writes the bundles below `to` and gives the files that they were made of, relative to `root`. What parts have in common
 * is a file of its own, so that an error of the engine is of one class for all.
 */
export async function bundleForNode(root: string, to: string, edition: Edition): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: NODE_PARTS,
    outdir: to,
    bundle: true,
    splitting: true,
    chunkNames: "node/[name]-[hash]",
    metafile: true,
    platform: "node",
    format: "esm",
    target: "node20",
    legalComments: "none",
    // What it gives to Node is no module, and asks for parts of Node by a name that a bundle cannot look up.
    alias: { yaml: join(root, "node_modules/yaml/browser/index.js") },
    define: {
      PACKAGE_VERSION: JSON.stringify(edition.version),
      PACKAGE_EDITION: JSON.stringify(edition.edition),
    },
    plugins: [placesOfPackage(root)],
  });
  chmodSync(join(to, "node/quick-resume.js"), 0o755);
  return Object.keys(metafile.inputs);
}
