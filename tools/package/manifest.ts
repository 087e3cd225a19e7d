/** The `package.json` of the package. */

/** What it repeats of the repository's own. */
export interface Repository {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
}

/** An interface for `import`, and for the `require` of Node and of those who compile for it. */
function entry(name: string): object {
  return {
    import: { types: `./${name}.d.ts`, default: `./${name}.js` },
    require: { types: `./${name}.d.cts`, default: `./${name}.cjs` },
  };
}

const ENGINE = {
  "./engine": entry("engine"),
  "./scenarios/*": "./scenarios/*",
  "./guests/*": "./guests/*",
  "./lessons/*": "./lessons/*",
  "./package.json": "./package.json",
};

const LOADER = entry("quick-resume-lab");
const WIDGET = { ".": LOADER, "./quick-resume-lab.js": LOADER, "./embed.html": "./embed.html" };
/** For tools that do not read `exports`. */
const MAIN = { main: "./quick-resume-lab.js", types: "./quick-resume-lab.d.ts" };

/** The manifest; without the widget it has nothing that a page could load. */
export function manifestOf(repository: Repository, hasWidget: boolean): object {
  const { version, description, license, engines } = repository;
  return {
    name: "quick-resume-lab",
    version,
    description,
    license,
    keywords: [
      "live-migration",
      "virtual-machine",
      "vmotion",
      "qemu",
      "simulation",
      "web-component",
      "teaching",
    ],
    type: "module",
    engines,
    ...(hasWidget ? MAIN : {}),
    exports: hasWidget ? { ...WIDGET, ...ENGINE } : ENGINE,
    bin: { "quick-resume": "node/quick-resume.js" },
    // Importing the loader defines the element; all else does nothing until it is called.
    sideEffects: hasWidget ? ["./quick-resume-lab.js", "./quick-resume-lab.cjs"] : false,
  };
}
