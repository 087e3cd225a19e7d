/**
 * The wrong ideas about live migration that a wrong answer may show, each as somebody would say it who holds it. The first ten
 * are those that lessons are built on; the others are met beside them. The words of each stand with the lesson that refutes it.
 */
export const IDEAS = {
  M1: "The disk is copied, too.",
  M2: "Live means that there is no pause at all.",
  M3: "Many writes are many dirty pages.",
  M4: "More rounds always help, and so does a faster processor.",
  M5: "A page that is missing reads as zero, or crashes the guest.",
  M6: "After the switchover the machine that the guest left can be switched off.",
  M7: "If the link fails, the guest just goes on where it was.",
  M8: "The file must hold all of the memory that is left.",
  M9: "Quick Resume is always the better way.",
  M10: "Quick Resume survives anything.",
  M11: "The time of the migration is the time for which the guest stands still.",
  M12: "A guest that writes faster than the link carries can never be moved.",
  M13: "A page that was sent once is done with.",
  M14: "Slowing the guest costs nothing.",
  M15: "It does not matter in which order the pages come.",
  M16: "Every round copies all of the memory again.",
  M17: "The file carries pages in one direction only.",
} as const;

export type Misconception = keyof typeof IDEAS;

/** All of them by their names. */
export const MISCONCEPTIONS = Object.keys(IDEAS) as [Misconception, ...Misconception[]];
