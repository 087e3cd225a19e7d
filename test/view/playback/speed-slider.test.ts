import { describe, expect, test } from "vitest";
import { FASTEST, SLOWEST } from "../../../src/lab/pace.ts";
import { sliderOfSpeed, speedOfSlider } from "../../../src/view/playback/speed-slider.ts";

describe("the speed slider", () => {
  test("goes from the slowest to the fastest and back", () => {
    expect(speedOfSlider(0)).toBeCloseTo(SLOWEST);
    expect(speedOfSlider(100)).toBeCloseTo(FASTEST);
    for (const speed of [1 / 64, 1 / 8, 0.5, 2])
      expect(speedOfSlider(sliderOfSpeed(speed))).toBeCloseTo(speed);
  });

  test("catches normal speed", () => {
    expect(speedOfSlider(sliderOfSpeed(1.05))).toBe(1);
  });
});
