import { expect, test } from "vitest";
import { render } from "vitest-browser-svelte";
import "../../src/view/design/faces.css";
import "../../src/view/design/tokens.css";
import "../../src/view/design/measures.css";
import ComponentsPage from "./ComponentsPage.svelte";
import { COMPONENTS } from "./components.ts";
import { STATES } from "./states.ts";

test.each(Object.keys(COMPONENTS))("%s is drawn in every state", async (name) => {
  location.hash = `${name},dark`;
  const { container } = await render(ComponentsPage);
  const stages = () => [...container.querySelectorAll(".stage")];
  expect(stages().length).toBe(Object.keys(STATES).length);
  await expect.poll(() => stages().every((stage) => stage.childElementCount > 0)).toBe(true);
  expect(container.querySelector("main")!.dataset.theme).toBe("dark");
});

test("what a state is made of differs in what is drawn", async () => {
  location.hash = "Sentence,light";
  const { container } = await render(ComponentsPage);
  const words = () => [...container.querySelectorAll(".stage")].map(({ textContent }) => textContent.trim());
  await expect.poll(() => new Set(words()).size).toBeGreaterThan(6);
});
