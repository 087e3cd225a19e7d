import { plural, t } from "../../language/words.ts";
import type { Lineage } from "../../timeline/lineage.ts";
import { count } from "../design/words.ts";

function times(number: number): string {
  return plural(number, { one: `once`, other: `${count(number)} times` });
}

/** How often a page was sent by each path; where events were left out, how often at least. */
export function sentWords({ link, file, leftOut }: Lineage): string {
  return leftOut > 0
    ? t`Sent at least ${times(link)} by link, at least ${times(file)} by file.`
    : t`Sent ${times(link)} by link, ${times(file)} by file.`;
}

/** What stands in a page's story in the place of what nobody knows any more. */
export function leftOutWords({ leftOut }: Lineage): string {
  return plural(leftOut, {
    one: `${count(leftOut)} event of the run is left out; this page may be in it`,
    other: `${count(leftOut)} events of the run are left out; this page may be in them`,
  });
}
