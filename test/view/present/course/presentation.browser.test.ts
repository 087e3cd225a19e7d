import { afterEach, expect, test } from "vitest";
import { slideIn } from "../../../../src/lab/address.ts";
import { Presentation } from "../../../../src/view/present/course/presentation.svelte.ts";
import { memoryAddress, memoryStore } from "../../../support/environment.ts";

const SLIDES = 7;
const at = { id: "cut-the-link", slide: 1, plan: null } as const;
const opened: Presentation[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});

/** A window that presents, and the addresses that it has written. */
function windowOf(view: "present" | "speaker") {
  const tab = memoryStore();
  const written: string[] = [];
  const address = { ...memoryAddress(), replace: (hash: string) => void written.push(hash) };
  const presentation = new Presentation({ tab, address, view, at });
  presentation.has(SLIDES);
  opened.push(presentation);
  return { presentation, written };
}

test("both windows are at the same slide, whichever of them goes on", async () => {
  const wall = windowOf("present");
  const speaker = windowOf("speaker");
  speaker.presentation.do({ kind: "next" });
  await expect.poll(() => wall.presentation.presented.slide).toBe(2);
  wall.presentation.tell("said", false);
  await expect.poll(() => speaker.presentation.presented.slide).toBe(2);
  expect(slideIn(speaker.written.at(-1)!)).toMatchObject({ view: "speaker", slide: 2 });
  expect(speaker.presentation.wall?.said).toBe("said");
});

test("a run that is played on the wall does not write the speaker's address again and again", async () => {
  const wall = windowOf("present");
  const speaker = windowOf("speaker");
  for (let picture = 0; picture < 50; picture++) wall.presentation.tell(`picture ${picture}`, true);
  await expect.poll(() => speaker.presentation.wall?.said).toBe("picture 49");
  expect(speaker.written).toEqual([]);
});

test("where the wall is closed the speaker's window goes on by itself, and loses no command", async () => {
  const wall = windowOf("present");
  const speaker = windowOf("speaker");
  wall.presentation.tell("", false);
  await expect.poll(() => speaker.presentation.wall).not.toBeNull();
  wall.presentation.close();
  speaker.presentation.do({ kind: "next" });
  await expect.poll(() => speaker.presentation.isAlone).toBe(true);
  expect(speaker.presentation.presented.slide).toBe(2);
});
