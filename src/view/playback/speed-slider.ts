import { FASTEST, SLOWEST } from "../../lab/pace.ts";
import { factorSlider } from "../design/shapes.ts";

const SLIDER = factorSlider(SLOWEST, FASTEST);

/** Where a speed stands on the slider, from 0 to 100. */
export function sliderOfSpeed(speed: number): number {
  return SLIDER.placeOf(speed);
}

/** The speed at a place of the slider, drawn to 1 when it is near, so that normal speed is easy to find. */
export function speedOfSlider(position: number): number {
  const speed = SLIDER.valueAt(position);
  return speed > 0.93 && speed < 1.07 ? 1 : speed;
}
