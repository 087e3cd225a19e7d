import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import { Lab } from "../../../src/lab/lab.svelte.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import App from "../../../src/view/page/App.svelte";
import { testEnvironment } from "../../support/environment.ts";
import { frameWith } from "../../support/frame.ts";
import { labProps, sessionOf } from "../../support/shown-lab.ts";

const scenario = parseScenario({ version: 1, guest: { image: "guests/own.bin" } });

let lab: Lab;
afterEach(() => lab.close());

test("a client is offered before the guest is there, so that nothing moves when it comes", async () => {
  let comes = () => {};
  const guest = new Promise<void>((resolve) => {
    comes = resolve;
  });
  lab = new Lab({
    load: async () => ({ scenario, actions: [], moment: null }),
    open: async () => {
      await guest;
      return sessionOf(frameWith());
    },
    startsPlaying: false,
  });
  render(App, labProps(lab, testEnvironment()));
  await expect.element(page.getByRole("button", { name: "Conditions", exact: true })).toBeVisible();
  expect(lab.ready).toBe(false);
  const offer = page.getByRole("button", { name: "Add a client" });
  await expect.element(offer).toBeVisible();
  const top = () => document.querySelector(".scene")!.getBoundingClientRect().top;
  const before = top();
  comes();
  await expect.poll(() => lab.ready).toBe(true);
  expect(top()).toBe(before);
});
