import type { Machine } from "../machine/machine.ts";
import { has } from "../migration/page-set.ts";
import { isBeforeStun, type Source } from "../migration/source-state.ts";

/**
 * How many pages a source has still to send, with `others` among them: the rest of the round, what the guest has
 * written since, and pages that were sent and have not come. Each page counts once.
 *
 * In setup nothing has been sent and no log begun, so that it is all pages. After the stun the guest writes nothing.
 */
export function owingOf(source: Source, machine: Machine, others: readonly number[]): number {
  const { name, toSend, settings } = source;
  if (name === "setup") return settings.pages;
  const writes = isBeforeStun(source) ? machine.dirtyOutside(toSend.words) : 0;
  const isNew = (page: number) => !has(toSend, page) && !(isBeforeStun(source) && machine.isDirty(page));
  return toSend.count + writes + new Set(others.filter(isNew)).size;
}
