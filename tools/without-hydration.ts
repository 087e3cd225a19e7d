import type { Plugin } from "vite";

/** How Svelte says that it takes over what a server has drawn, and how that changes. */
const FLAG = "export let hydrating = false;";
const CHANGE = "hydrating = value;";

/**
 * No page of the lab is drawn on a server: what Svelte has for taking one over is never reached, and a build that knows it leaves
 * it out. A build that does not find the flag fails.
 */
export const withoutHydration: Plugin = {
  name: "without-hydration",
  apply: "build",
  transform: {
    filter: { id: /svelte\/src\/internal\/client\/dom\/hydration\.js$/ },
    handler(code) {
      if (!code.includes(FLAG) || !code.includes(CHANGE))
        throw new Error("Svelte's flag of hydration has changed; it must be left out anew.");
      return { code: code.replace(FLAG, FLAG.replace("let", "const")).replace(CHANGE, ""), map: null };
    },
  },
};
