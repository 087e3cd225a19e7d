import { expect, test } from "vitest";
import { Playback } from "../../src/lab/playback.svelte.ts";

test("after a pause time moves until what was under way is there", async () => {
  let arrive = () => {};
  let advances = 0;
  const advance = () => {
    advances++;
    return new Promise<void>((resolve) => {
      arrive = resolve;
    });
  };
  const playback = new Playback(advance, () => 1);
  playback.play();
  await expect.poll(() => advances).toBe(1);
  playback.pause();
  expect(playback.playing).toBe(true);
  arrive();
  await expect.poll(() => playback.playing).toBe(false);
  expect(advances).toBe(1);
});
