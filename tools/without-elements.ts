import type { Plugin } from "vite";

/**
 * No component of the lab is an element of its own: Svelte's class for those stays in every build, because it is made from the
 * browser's own where that is there. A component that asked for one would fail when it is loaded.
 */
export const withoutElements: Plugin = {
  name: "without-elements",
  apply: "build",
  transform: {
    filter: { id: /svelte\/src\/internal\/client\/dom\/elements\/custom-element\.js$/ },
    handler: () => ({ code: "export const create_custom_element = null;", map: null }),
  },
};
