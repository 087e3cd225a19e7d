import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import "../../src/view/design/faces.css";
import "../../src/view/design/tokens.css";
import "../../src/view/design/measures.css";
import "../../src/view/design/base.css";
import "../../src/view/design/page.css";
import { Lab } from "../../src/lab/lab.svelte.ts";
import type { Frame } from "../../src/report/frame.ts";
import type { ThemeChoice } from "../../src/view/design/theme.svelte.ts";
import Root from "../../src/view/page/Root.svelte";
import { routeOf } from "../../src/view/page/route.ts";
import { memoryStore, testEnvironment } from "../support/environment.ts";
import { frameWith, pagesWith, sumOf } from "../support/frame.ts";
import { EXPERIMENT, labProps, sessionOf } from "../support/shown-lab.ts";

/** A lab as a part of a page, in an element of its own. */
interface Part {
  readonly root: HTMLElement;
  readonly lab: Lab;
}

const IN_PAGE_IN = frameWith({
  now: 2_900_000_000,
  phase: "pageIn",
  sum: sumOf(1022),
  source: { status: "serving", ...pagesWith(1024, "stale", { 33: "owed", 590: "owed" }) },
  destination: { status: "running", ...pagesWith(1024, "byLink", { 33: "owed", 590: "owed" }) },
  pressed: { migrate: 1_000_000_000 },
});

async function putUp(theme: ThemeChoice, frame: Frame): Promise<Part> {
  const root = document.body.appendChild(document.createElement("div"));
  const choices = memoryStore({ "quick-resume-lab theme": theme });
  const environment = testEnvironment({ root, ears: root, choices });
  const lab = new Lab({
    load: async () => EXPERIMENT,
    open: async () => sessionOf(frame),
    startsPlaying: false,
  });
  render(Root, { target: root, props: labProps(lab, environment) });
  await expect.poll(() => lab.ready && root.querySelector(".transport") !== null).toBe(true);
  return { root, lab };
}

let parts: Part[] = [];
beforeEach(async () => {
  parts = [await putUp("projector", IN_PAGE_IN), await putUp("dark", IN_PAGE_IN)];
});
afterEach(() => {
  for (const { lab, root } of parts) {
    lab.close();
    root.remove();
  }
});

const part = (name: string, inside = parts[0]!.root) => inside.querySelector<HTMLElement>(name)!;

/** As by a key: a press of a pointer closes what is open elsewhere on the page. */
function press(name: string, inside: HTMLElement): void {
  const button = [...inside.querySelectorAll("button")].find((each) => each.ariaLabel?.startsWith(name));
  button!.click();
}

test("two labs on one page share no id, and everything that is named by one lies in the same lab", async () => {
  for (const { root } of parts) {
    press("Look inside", root);
    await expect.poll(() => root.querySelector(".inside section")).not.toBeNull();
    press("Guest", root);
    press("Help", root);
    await expect.poll(() => root.querySelectorAll(".help, .guests").length).toBe(2);
  }
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(30);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  for (const { root } of parts) expect(strangers(root)).toEqual([]);
  const groups = parts.map(({ root }) => part("input[type=radio]", root).getAttribute("name"));
  expect(groups[0]).not.toBe(groups[1]);
});

/** Names in a lab by which it points at an element that it does not have. */
function strangers(root: HTMLElement): string[] {
  const lists = ["aria-controls", "aria-describedby", "aria-labelledby", "for"];
  const named = lists.flatMap((attribute) =>
    [...root.querySelectorAll(`[${attribute}]`)]
      // What a button opens is there only while it is open.
      .filter((element) => element.ariaExpanded !== "false")
      .map((element) => element.getAttribute(attribute)!),
  );
  const drawn = [...root.innerHTML.matchAll(/(?:url\((?:&quot;|")?|href=")#([\w-]+)/g)].map(([, id]) => id!);
  return [...named, ...drawn].filter((id) => !isRoute(id) && !root.querySelector(`[id="${id}"]`));
}

/** Whether an address that ends so opens a view of the page; any that opens none opens the lab. */
const isRoute = (id: string) => id === "lab" || routeOf(`#${id}`) !== "lab";

test("a key reaches the lab that has the focus, and none while another part of the page has it", async () => {
  const [one, other] = parts as [Part, Part];
  part("[aria-label='Help']", one.root).focus();
  await userEvent.keyboard(".");
  await expect.poll(() => one.lab.playing).toBe(true);
  expect(other.lab.playing).toBe(false);
  part("[aria-label='Help']", other.root).focus();
  await userEvent.keyboard("?");
  await expect.poll(() => other.root.querySelector(".help")).not.toBeNull();
  expect(one.root.querySelector(".help")).toBeNull();
  part("[aria-label='Help']", one.root).focus();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => other.root.querySelector(".help")).not.toBeNull();
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard(".{Escape}");
  expect([one.lab.playing, other.lab.playing]).toEqual([true, false]);
  await expect.poll(() => other.root.querySelector(".help")).not.toBeNull();
});

test("a file that is dropped is one lab's", async () => {
  const [one, other] = parts as [Part, Part];
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["no run"], "broken.json"));
  part("main", other.root).dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
  await expect.poll(() => part(".refusal", other.root)?.textContent).toContain("Not opened");
  expect(one.root.querySelector(".refusal")).toBeNull();
});

/** The colours of a page map, as words: a map is drawn in its lab's palette. */
function coloursOf(root: HTMLElement): Set<string> {
  const canvas = root.querySelector<HTMLCanvasElement>("[aria-label^='Page map of East'] canvas")!;
  const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set<string>();
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] === 255) colours.add(`${data[at]} ${data[at + 1]} ${data[at + 2]}`);
  return colours;
}

test("each lab is drawn in the palette of its own theme, also where both themes have one name", async () => {
  const [projector, dark] = parts as [Part, Part];
  expect(coloursOf(projector.root)).toContain("26 109 181");
  expect(coloursOf(dark.root)).toContain("78 154 216");
  expect(coloursOf(dark.root)).not.toContain("26 109 181");
  const paper = ({ root }: Part) => getComputedStyle(root).backgroundColor;
  expect([paper(projector), paper(dark)]).toEqual(["rgb(255, 255, 255)", "rgb(29, 25, 20)"]);
  const branded = document.head.appendChild(document.createElement("style"));
  branded.textContent = "body > .branded[data-theme=dark] { --linkfill: rgb(1 2 3) }";
  document.body.append(document.createElement("div"));
  const third = await putUp("light", IN_PAGE_IN);
  parts.push(third);
  third.root.classList.add("branded");
  press("Theme", third.root);
  await expect.poll(() => coloursOf(third.root)).toContain("1 2 3");
  expect(coloursOf(dark.root)).not.toContain("1 2 3");
  branded.remove();
});

test("each lab is laid out by its own theme, not by the page's", async () => {
  const { innerWidth, innerHeight } = window;
  await page.viewport(1280, 720);
  const [projector, dark] = parts as [Part, Part];
  const displays = (name: string) =>
    [projector, dark].map(({ root }) => getComputedStyle(part(name, root)).display);
  await expect.poll(() => displays(".cable")).toEqual(["block", "flex"]);
  expect(displays(".notes")).toEqual(["none", "flex"]);
  await page.viewport(innerWidth, innerHeight);
});
