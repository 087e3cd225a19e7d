/** The states and events of the transitions in words. */
import { t } from "../language/words.ts";

const NAMES: Readonly<Record<string, string>> = {
  idle: t`idle`,
  migrate: t`migrate`,
  setup: t`setup`,
  ready: t`ready`,
  readyToStun: t`ready to stun`,
  abort: t`abort`,
  preCopy: t`pre-copy`,
  converged: t`converged`,
  needsFile: t`needs file`,
  needsProof: t`needs proof`,
  creatingFile: t`creating file`,
  created: t`created`,
  provingRecord: t`proving record`,
  proven: t`proven`,
  stunned: t`stunned`,
  go: t`go`,
  committing: t`committing`,
  destinationOwns: t`destination owns`,
  sourceOwns: t`source owns`,
  serving: t`serving`,
  lastPage: t`last page`,
  freed: t`freed`,
  continued: t`continued`,
  empty: t`empty`,
  hello: t`hello`,
  receiving: t`receiving`,
  checkpoint: t`checkpoint`,
  cancelled: t`cancelled`,
  prepared: t`prepared`,
  owns: t`owns`,
  running: t`running`,
  complete: t`complete`,
  confirmed: t`confirmed`,
  done: t`done`,
  discarded: t`discarded`,
};

/** A state or an event of the tables in words: "readyToStun" is "ready to stun". One that no table has is told as it is. */
export function plainName(name: string): string {
  return NAMES[name] ?? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Whether a name has words of its own. */
export function hasWords(name: string): boolean {
  return Object.hasOwn(NAMES, name);
}

/** The events at an arrow, as they are listed. */
export function plainNames(names: readonly string[], between = ", "): string {
  return names.map(plainName).join(between);
}
