import type { Lineage } from "../../timeline/lineage.ts";
import { count } from "../design/words.ts";

function times(number: number): string {
  return number === 1 ? "once" : `${count(number)} times`;
}

/** How often a page was sent by each path; where events were left out, how often at least. */
export function sentWords({ link, file, leftOut }: Lineage): string {
  const least = leftOut > 0 ? "at least " : "";
  return `Sent ${least}${times(link)} by link, ${least}${times(file)} by file.`;
}

/** What stands in a page's story in the place of what nobody knows any more. */
export function leftOutWords({ leftOut }: Lineage): string {
  return `${count(leftOut)} events of the run are left out; this page may be in them`;
}
