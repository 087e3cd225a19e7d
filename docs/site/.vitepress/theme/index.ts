import theme from "vitepress/theme-without-fonts";
import "./site.css";

/** The search is loaded with the first page that rests, so that it is there when the network is not. */
async function loadSearch(): Promise<void> {
  await import("vitepress/dist/client/theme-default/components/VPLocalSearchBox.vue");
  const { default: indexes } = await import("@localSearchIndex");
  await Promise.all(Object.values(indexes).map((load) => (load as () => Promise<unknown>)()));
}

export default {
  ...theme,
  setup() {
    if (typeof window !== "undefined") setTimeout(() => void loadSearch(), 1000);
  },
};
