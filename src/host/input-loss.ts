/**
 * Reasons for which an input is lost, in one list for hosts, trace and report. An input may be lost only with one of
 * these, since the account of inputs counts what was given, waits or was lost, and finds what is missing.
 */

/** Why an input never reached the guest. */
export const INPUT_LOSSES = [
  /** A request came to a host where the guest was not: the client's switch had not heard of its move yet. */
  "guestElsewhere",
  /** A request waited at a host, and the guest went on at the other one. */
  "leftBehind",
  /** A request came while as many waited at the host as its port has room for. */
  "portFull",
  /** It came to, or waited at, a host that crashed. */
  "hostCrashed",
  /** It was typed while more bytes waited than a run keeps. */
  "tooMuchTyped",
  /** The guest had shut itself down. */
  "guestOff",
  /** The guest was lost. */
  "guestLost",
  /** It waited for a guest in whose place an HA restart booted another. */
  "newGuest",
  /** It waited or travelled when the run ended. */
  "runEnded",
  /** It was to be typed after the run's end. */
  "notDue",
] as const;

export type InputLoss = (typeof INPUT_LOSSES)[number];

/** How many inputs were lost, by why. */
export type InputLosses = Partial<Record<InputLoss, number>>;
