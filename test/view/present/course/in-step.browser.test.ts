import { afterEach, expect, test, vi } from "vitest";
import { Channel } from "../../../../src/view/present/course/channel.ts";
import { InStep } from "../../../../src/view/present/course/in-step.svelte.ts";

const opened: { close(): void }[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const each of opened.splice(0)) each.close();
});

/** A window that presents numbers, and what it did and saw. */
function windowOf(view: "wall" | "speaker") {
  const done: string[] = [];
  const seen: number[] = [];
  const windows = new InStep<number, string>({
    name: "numbers",
    isSpeaker: view === "speaker",
    act: (command) => void done.push(command),
    see: (told) => void seen.push(told),
  });
  opened.push(windows);
  return { windows, done, seen };
}

test("what a wall said before it was closed is no answer to what it is asked afterwards", async () => {
  const wall = windowOf("wall");
  const speaker = windowOf("speaker");
  wall.windows.tell(1);
  await expect.poll(() => speaker.seen).toContain(1);
  wall.windows.close();
  speaker.windows.do("next");
  speaker.windows.do("again");
  const late = new Channel<number, string>("numbers", () => {});
  opened.push(late);
  late.say({ kind: "wall", wall: 2 });
  await expect.poll(() => speaker.seen).toContain(2);
  await expect.poll(() => speaker.done, { timeout: 10_000 }).toEqual(["next", "again"]);
  expect(speaker.windows.isAlone).toBe(true);
  expect(speaker.windows.wall).toBeNull();
});

test("a wall that has heard of a command is there, even if nothing on it changes by that", async () => {
  const wall = windowOf("wall");
  const speaker = windowOf("speaker");
  wall.windows.tell(1);
  await expect.poll(() => speaker.seen).toContain(1);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  speaker.windows.do("next");
  await vi.waitFor(() => expect(wall.done).toEqual(["next"]));
  wall.windows.tell(2);
  await vi.waitFor(() => expect(speaker.seen).toContain(2));
  vi.advanceTimersByTime(60_000);
  expect(speaker.windows.isAlone).toBe(false);
  expect(speaker.done).toEqual([]);
});

test("a wall says nothing to nobody, and all to a speaker's window that comes later", async () => {
  const heard: string[] = [];
  const listener = new Channel<number, string>("numbers", ({ kind }) => void heard.push(kind));
  opened.push(listener);
  const wall = windowOf("wall");
  wall.windows.tell(1);
  const speaker = windowOf("speaker");
  await expect.poll(() => speaker.seen).toContain(1);
  expect(heard).toEqual(["here", "hello", "heard", "wall"]);
  wall.windows.close();
  const next = windowOf("wall");
  next.windows.tell(3);
  await expect.poll(() => speaker.windows.wall).toBe(3);
});
