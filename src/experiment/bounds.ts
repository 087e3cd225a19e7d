/**
 * Limits for what a stranger's link or file may hold. They are checked before anything is made of it, and what is
 * saved keeps to them too, so that whatever the lab writes it can open again.
 */

import { fromMilliseconds } from "../clock/tick.ts";
import { LONGEST_MS } from "../scenario/bounds.ts";

/** The latest tick that an action or a moment may have: a day of virtual time, as for all times of a scenario. */
export const LATEST_TICK = fromMilliseconds(LONGEST_MS);

/** The most actions of one run: hours of playing a game with both hands. */
export const MOST_ACTIONS = 50_000;

/** The most keys of one action. */
export const MOST_KEYS = 1000;

/**
 * The most bytes of the learner's own files together, as they are used. Linux with its first file system has a fifth.
 */
export const MOST_FILE_BYTES = 64 * 2 ** 20;

/** The most bytes of a saved run: files that do not deflate, as text, and all actions. */
export const MOST_RUN_BYTES = 96 * 2 ** 20;

/** The most characters of what stands in a link, inflated: twenty times its length. */
export const MOST_LINK_CONTENT = 65_536;
