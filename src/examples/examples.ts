import { t } from "../language/words.ts";
import type { Outcome } from "../simulation/parts/outcome.ts";

/** A run worth seeing. Its scenario is the file of its name in `public/scenarios`, which the headless runner takes too. */
export interface Example {
  /** The scenario file's name without its ending, and the name in the address. */
  readonly name: string;
  readonly title: string;
  /** What is asked. */
  readonly question: string;
  /** What to look for: where the answer is seen, not what it is. */
  readonly look: string;
  /** What it comes to, left alone. A test holds the run to it; the page does not tell. */
  readonly outcome: Outcome;
}

/** All of them, in their order. Address, file, card, picture and test derive from this table. */
export const EXAMPLES: readonly Example[] = [
  {
    name: "never-converges",
    title: t`Never done`,
    question: t`The guest writes faster than the cable carries. When is the copying over?`,
    look: t`how low the line comes in each round`,
    outcome: "continued-on-source",
  },
  {
    name: "small-hot-set",
    title: t`The same few pages`,
    question: t`It writes four times as fast as the cable carries, always to the same 80 pages. Can it be copied?`,
    look: t`how many different pages are written during the first round`,
    outcome: "completed",
  },
  {
    name: "huge-idle-guest",
    title: t`Large and idle`,
    question: t`64 MiB, of which hardly a page changes. What does its size cost the guest?`,
    look: t`the total time, and the downtime beside it`,
    outcome: "completed",
  },
  {
    name: "slowed-down",
    title: t`Slowed down`,
    question: t`The guest is slowed until the cable keeps up. Is that better than standing still?`,
    look: t`how much the guest gets done in each round`,
    outcome: "completed",
  },
  {
    name: "run-first",
    title: t`Run first, then the cut`,
    question: t`Post-copy starts the guest on East at once. And if the cable breaks then?`,
    look: t`what lies on the datastore`,
    outcome: "held",
  },
  {
    name: "cut-at-first-fault",
    title: t`Cut at the first fault`,
    question: t`The guest asks for its first missing page, and the cable breaks. Who hears the question?`,
    look: t`the note that goes back to West`,
    outcome: "recovered",
  },
  {
    name: "cut-healed-cut",
    title: t`Cut, healed, cut`,
    question: t`The cable comes back, and breaks again. Which way do the last pages take?`,
    look: t`pages that travel twice, if there are any`,
    outcome: "recovered",
  },
  {
    name: "tiny-file",
    title: t`Two small holes`,
    question: t`A mailbox of two holes for a memory of 16 MiB. How small may it be?`,
    look: t`what West waits for when both holes are full`,
    outcome: "recovered",
  },
  {
    name: "slow-datastore",
    title: t`A slow datastore`,
    question: t`The mailbox takes letters slower than the cable did. Who waits?`,
    look: t`how often the guest stands, and how long each time`,
    outcome: "recovered",
  },
  {
    name: "both-ways-down",
    title: t`Both ways down`,
    question: t`First the cable, then the datastore. Is the guest lost?`,
    look: t`where its last pages are while nothing moves`,
    outcome: "recovered",
  },
  {
    name: "source-dies",
    title: t`West crashes`,
    question: t`The guest runs on East, and West crashes with its last pages. What can save it?`,
    look: t`how many pages only West had`,
    outcome: "lost",
  },
  {
    name: "both-paths-at-once",
    title: t`Cable and mailbox at once`,
    question: t`Why wait until the cable breaks? What if both carry pages from the beginning?`,
    look: t`where the two streams meet`,
    outcome: "completed",
  },
  {
    name: "lossy-cable",
    title: t`A cable that loses`,
    question: t`Three messages in ten are lost and come again. Are pages lost?`,
    look: t`how the pages arrive: one by one, or in bursts`,
    outcome: "completed",
  },
  {
    name: "server-under-load",
    title: t`A server and its client`,
    question: t`A client asks 60 times a second while the server moves and the cable breaks. What does it notice?`,
    look: t`late answers, lost ones, and the longest gap`,
    outcome: "recovered",
  },
  {
    name: "the-game",
    title: t`The game`,
    question: t`Can you play on while the game moves and the cable breaks?`,
    look: t`the ball, with your fingers on the arrow keys`,
    outcome: "recovered",
  },
  {
    name: "there-and-back",
    title: t`There and back`,
    question: t`To East and home again, and the cable breaks both times. Must all of the memory travel twice?`,
    look: t`how many pages the second move begins with`,
    outcome: "recovered",
  },
];
