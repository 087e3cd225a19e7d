import { readFileSync } from "node:fs";
import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Quick Resume lab",
  description:
    "A running virtual machine moves between two hosts and survives a network failure half way: how to use the lab, and what it is.",
  lang: "en",
  // No real address: tools/docs/finish.ts makes it one that is looked up where the page lies.
  base: "/__docs__/",
  metaChunk: true,
  // It would put a style into the page, which the policy forbids.
  appearance: { disableTransition: false },
  // The lab itself, beside the site.
  ignoreDeadLinks: [/^\.\.\/index/],
  head: [["link", { rel: "icon", type: "image/svg+xml", href: "../icon.svg" }]],
  markdown: {
    // Two braces are text here, never an expression of the generator's.
    config: (markdown) => {
      const render = markdown.render.bind(markdown);
      markdown.render = (...given) => render(...given).replaceAll("{{", "&#123;&#123;");
    },
  },
  themeConfig: {
    siteTitle: "Quick Resume lab",
    sidebar: JSON.parse(readFileSync(new URL("./sidebar.json", import.meta.url), "utf8")),
    outline: [2, 3],
    search: { provider: "local" },
    docFooter: { prev: "Before", next: "Next" },
  },
});
