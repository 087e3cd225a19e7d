import { afterEach, expect, test } from "vitest";
import { Vote } from "../../../src/view/vote/vote.svelte.ts";
import { memoryStore } from "../../support/environment.ts";

const opened: Vote[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});

function voteIn(view: "present" | "speaker", tab = memoryStore()): Vote {
  const vote = new Vote(tab, view);
  opened.push(vote);
  return vote;
}

test("a vote is kept in its tab", () => {
  const tab = memoryStore();
  const vote = voteIn("present", tab);
  vote.do({ kind: "hands", option: 1, count: 3 });
  vote.do({ kind: "next" });
  expect(voteIn("present", tab).state).toEqual(vote.state);
});

test("the speaker's window drives the vote on the wall, and sees what comes of it before the room does", async () => {
  const wall = voteIn("present");
  const speaker = voteIn("speaker");
  speaker.do({ kind: "hands", option: 3, count: 12 });
  speaker.do({ kind: "next" });
  await expect.poll(() => wall.state.isRevealed).toBe(true);
  expect(wall.hands).toEqual([0, 0, 0, 12]);
  wall.tell(null);
  await expect.poll(() => speaker.state.isRevealed).toBe(true);
  expect(speaker.hands).toEqual([0, 0, 0, 12]);
  expect(speaker.isAlone).toBe(false);
});

test("a speaker's window without a wall votes by itself", async () => {
  const speaker = voteIn("speaker");
  await expect.poll(() => speaker.isAlone, { timeout: 5000 }).toBe(true);
  speaker.do({ kind: "to", slide: 2 });
  expect(speaker.state.cell).toBe(4);
});
