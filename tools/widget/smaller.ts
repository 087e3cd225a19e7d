import { type CompressOptions, minify } from "terser";
import type { Plugin } from "vite";

/** Makes what a build wrote once more smaller, by what one that has to be quick leaves alone. Nothing that changes what it does. */
export const smaller = minifying("smaller", { passes: 3 });

/** Puts functions together, once nothing more becomes of them: they compress better there, but for those of a worker. */
export const functionsTogether = minifying("functions-together", { passes: 3, hoist_funs: true });

function minifying(name: string, compress: CompressOptions): Plugin {
  return {
    name,
    apply: "build",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== "chunk") continue;
          const { code } = await minify(file.code, { module: true, ecma: 2020, compress });
          file.code = code ?? file.code;
        }
      },
    },
  };
}

/**
 * Has a browser compile all of the loader in the background, while it comes: otherwise the page's own thread compiles each of its
 * functions when it is first called, and most of them are called at once. A browser that does not know the hint passes it over.
 */
export const compiledEarly: Plugin = {
  name: "compiled-early",
  apply: "build",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const loader = bundle["quick-resume-lab.js"];
      if (loader?.type === "chunk") loader.code = `//# allFunctionsCalledOnLoad\n${loader.code}`;
    },
  },
};
