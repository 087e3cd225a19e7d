import type { Places } from "../../place/place.ts";

/** Whoever knows which machine has which role, such as a frame. */
export interface Placed {
  readonly places: Places;
}

/** Whether pages go from West to East, which is to the right in every drawing. */
export function goesEast({ places }: Placed): boolean {
  return places.source === "West";
}
