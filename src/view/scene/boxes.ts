/** Where a part of the scene lies, in CSS pixels from the scene's corner. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The parts of the scene that wires run between. */
export interface Boxes {
  readonly west: Box;
  readonly east: Box;
  /** The free place between the hosts in which the cable hangs. */
  readonly cable: Box;
  readonly holes: Box;
  readonly notes: Box;
  readonly width: number;
  readonly height: number;
  /** The hosts stand one above the other. */
  readonly stacked: boolean;
  /** The hosts stand side by side, and the mailbox below both. */
  readonly below: boolean;
}

export type Elements = Record<"scene" | "west" | "east" | "cable" | "holes" | "notes", HTMLElement>;

/** Measures where everything lies now. */
export function measure(elements: Elements): Boxes {
  const scene = elements.scene.getBoundingClientRect();
  const boxOf = (element: HTMLElement): Box => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return {
      left: left - scene.left,
      right: right - scene.left,
      top: top - scene.top,
      bottom: bottom - scene.top,
    };
  };
  const west = boxOf(elements.west);
  const east = boxOf(elements.east);
  const holes = boxOf(elements.holes);
  const stacked = east.top > west.bottom;
  return {
    west,
    east,
    cable: boxOf(elements.cable),
    holes,
    notes: boxOf(elements.notes),
    width: scene.width,
    height: scene.height,
    stacked,
    below: !stacked && holes.top > west.bottom,
  };
}
