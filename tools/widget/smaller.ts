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
