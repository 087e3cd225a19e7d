import type { Plugin } from "vite";

/** What Svelte brings into every build although no page of the lab reaches it, by the file in which it stands. */
interface Waste {
  readonly file: string;
  /** The file's code without it. */
  readonly leaveOut: (code: string) => string;
}

const WASTE: readonly Waste[] = [
  // No page is drawn on a server, so none is taken over from one.
  {
    file: "src/internal/client/dom/hydration.js",
    leaveOut: (code) =>
      code
        .replace("export let hydrating = false;", "export const hydrating = false;")
        .replace("hydrating = value;", ""),
  },
  // No component is an element of its own. One that asked to be would fail when it is loaded.
  {
    file: "src/internal/client/dom/elements/custom-element.js",
    leaveOut: () => "export const create_custom_element = null;",
  },
  // Each of a window's values is made whether it is used or not; to make one changes nothing.
  {
    file: "src/reactivity/window/index.js",
    leaveOut: (code) => code.replaceAll(" = new ", " = /* @__PURE__ */ new "),
  },
  // The lab's queries are whole (`test/tools/lean-svelte.test.ts`): nothing has to be found out about them.
  {
    file: "src/reactivity/media-query.js",
    leaveOut: (code) => code.replace(/let final_query =[^;]*;/, "const final_query = query;"),
  },
  // A list of names is made whether anybody looks into it or not.
  {
    file: "src/utils.js",
    leaveOut: (code) =>
      code.replace(
        /const DOM_PROPERTIES = (\[[^\]]*\]);/,
        (_, names) => `const DOM_PROPERTIES = /* @__PURE__ */ (() => ${names})();`,
      ),
  },
];

/** Leaves it out. A build in which Svelte's code is another one than is expected here fails. */
export const leanSvelte: Plugin = {
  name: "lean-svelte",
  apply: "build",
  transform: {
    filter: { id: /node_modules\/svelte\/src\// },
    handler(code, id) {
      const waste = WASTE.find(({ file }) => id.endsWith(`node_modules/svelte/${file}`));
      if (!waste) return null;
      const left = waste.leaveOut(code);
      if (left === code) throw new Error(`Svelte's ${waste.file} has changed; it must be left out anew.`);
      return { code: left, map: null };
    },
  },
};
