/**
 * What is true of one page at one host; the numbers are what the byte maps of a frame hold.
 *
 * At the source: present, dirty (since it was last sent), stale (sent, or owed no more), owed, inFlightByLink,
 * inFlightByFile, empty (freed). At the destination: empty (nothing came yet), present (came before the resume),
 * stale (came, but an older version), owed, inFlightByLink, inFlightByFile, byLink, byFile, dirty (written since the
 * resume), faulted (the guest waits for it).
 *
 * 0 must stay `empty`: it is what a new byte map holds.
 */
export const PageState = {
  empty: 0,
  present: 1,
  dirty: 2,
  stale: 3,
  owed: 4,
  inFlightByLink: 5,
  inFlightByFile: 6,
  byLink: 7,
  byFile: 8,
  faulted: 9,
} as const;

export type PageStateName = keyof typeof PageState;

export const PAGE_STATE_NAMES = Object.keys(PageState) as PageStateName[];
