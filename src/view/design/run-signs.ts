/** One line of a sign, on a field of 16 by 16, and what is unusual about it. */
export type Stroke = readonly [path: string, look?: Look];

export interface Look {
  /** An area without an outline. */
  readonly isFilled?: boolean;
  readonly width?: number;
  readonly dashes?: string;
  readonly cap?: "round";
}

/** What a sign is drawn of. */
export type Sign = readonly Stroke[];

export const FILLED: Look = { isFilled: true };

/** The signs of a run and its machines, which are everything that a widget shows. */
export const RUN_SIGNS = {
  run: [["M3 1.5v13L14 8z", FILLED]],
  pause: [["M2.5 1.5h4v13h-4zM9.5 1.5h4v13h-4z", FILLED]],
  wait: [["M3 1.5h10M3 14.5h10M4 2c0 4 8 8 8 12M12 2c0 4-8 8-8 12"]],
  none: [["M14.2 8a6.2 6.2 0 1 1 -12.4 0 6.2 6.2 0 1 1 12.4 0z", { dashes: "2.8 2.1" }]],
  receive: [["M8 1v9M4 6.5L8 10.5l4-4M2 14.3h12"]],
  serve: [["M1 8h11M8 4l4 4-4 4M14.5 2v12"]],
  cross: [["M3 3l10 10M13 3L3 13", { width: 2.2 }]],
  stop: [["M2 2h12v12H2z", FILLED]],
} as const satisfies Record<string, Sign>;
export type RunSignName = keyof typeof RUN_SIGNS;
