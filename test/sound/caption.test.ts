import { expect, test } from "vitest";
import { Caption } from "../../src/sound/caption.ts";
import { SILENCE } from "../../src/sound/sound.ts";

test("what is heard stays to be read, and is gone when it was read", () => {
  const caption = new Caption();
  expect(caption.hear(SILENCE, 0)).toBeNull();
  expect(caption.hear({ ...SILENCE, link: 0.5 }, 100)).toMatchObject({ link: true, file: false });
  expect(caption.hear({ ...SILENCE, figure: "cut" }, 600)).toMatchObject({ link: true, figure: "cut" });
  expect(caption.hear(SILENCE, 900)).toMatchObject({ link: false, figure: "cut" });
  expect(caption.hear(SILENCE, 3200)).toBeNull();
});

test("the silence of the stun is told alone, and from its first picture on", () => {
  const caption = new Caption();
  caption.hear({ ...SILENCE, link: 1, wait: "short", figure: "cut" }, 0);
  const stun = caption.hear({ ...SILENCE, stands: true }, 10);
  expect(stun).toEqual({ link: false, file: false, wait: false, figure: null, stands: true });
  expect(caption.hear(SILENCE, 20)).toBeNull();
});
