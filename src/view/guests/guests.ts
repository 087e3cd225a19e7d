import { t } from "../../language/words.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { named } from "../../text/quote.ts";
import type { IconName } from "../design/signs.ts";

/** A guest that the lab offers: a scenario of its own, in which it makes a good run. */
export interface Guest {
  readonly program: NonNullable<Scenario["guest"]["program"]>;
  readonly name: string;
  /** What there is to see. */
  readonly plain: string;
  readonly icon: IconName;
  /** The scenario's file, beside the page. */
  readonly file: string;
  /** The part of the address that opens it. */
  readonly route: string;
}

/** The guests in the order of the list. The page opens with the first. */
export const GUESTS: readonly [Guest, ...Guest[]] = [
  {
    program: "canvas",
    name: t`Painter`,
    plain: t`paints a picture and writes memory beside it`,
    icon: "picture",
    file: "scenarios/quick-resume.json",
    route: "#painter",
  },
  {
    program: "keyvalue",
    name: t`Server`,
    plain: t`answers a client, which notices every wait`,
    icon: "server",
    file: "scenarios/keyvalue.json",
    route: "#server",
  },
  {
    program: "breakout",
    name: t`Game`,
    plain: t`is played with the arrow keys while it moves`,
    icon: "game",
    file: "scenarios/breakout.json",
    route: "#game",
  },
  {
    program: "dirty",
    name: t`Dirtier`,
    plain: t`writes pages and does nothing else`,
    icon: "pages",
    file: "scenarios/dirty.json",
    route: "#dirtier",
  },
];

/** What runs in a scenario: one of the offered guests, or the name of another. */
export function guestOf(
  scenario: Scenario | null,
): Guest | { readonly name: string; readonly icon: IconName } {
  const guest = scenario?.guest;
  const own = guest?.image ?? guest?.kernel;
  const offered = GUESTS.find(({ program }) => program === (guest?.program ?? (own ? "" : "canvas")));
  return offered ?? { name: named(own ?? guest?.program ?? ""), icon: "file" };
}

/** What becomes of the client's requests, with and without the announcement of the move. */
export function describeRarp(rarp: boolean): string {
  return rarp
    ? t`The machine that takes the guest tells the network so, and requests go there at once.`
    : t`Nobody tells the network. It goes on sending requests to the old machine, where nobody answers, until it forgets the guest after 300 s.`;
}
