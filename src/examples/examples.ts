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
    title: "Never done",
    question: "The guest writes faster than the cable carries. When is the copying over?",
    look: "how low the line comes in each round",
    outcome: "continued-on-source",
  },
  {
    name: "small-hot-set",
    title: "The same few pages",
    question:
      "It writes four times as fast as the cable carries, always to the same 80 pages. Can it be copied?",
    look: "how many different pages are written during the first round",
    outcome: "completed",
  },
  {
    name: "huge-idle-guest",
    title: "Large and idle",
    question: "64 MiB, of which hardly a page changes. What does its size cost the guest?",
    look: "the total time, and the downtime beside it",
    outcome: "completed",
  },
  {
    name: "slowed-down",
    title: "Slowed down",
    question: "The guest is slowed until the cable keeps up. Is that better than standing still?",
    look: "how much the guest gets done in each round",
    outcome: "completed",
  },
  {
    name: "run-first",
    title: "Run first, then the cut",
    question: "Post-copy starts the guest on East at once. And if the cable breaks then?",
    look: "what lies on the datastore",
    outcome: "held",
  },
  {
    name: "cut-at-first-fault",
    title: "Cut at the first fault",
    question: "The guest asks for its first missing page, and the cable breaks. Who hears the question?",
    look: "the note that goes back to West",
    outcome: "recovered",
  },
  {
    name: "cut-healed-cut",
    title: "Cut, healed, cut",
    question: "The cable comes back, and breaks again. Which way do the last pages take?",
    look: "pages that travel twice, if there are any",
    outcome: "recovered",
  },
  {
    name: "tiny-file",
    title: "Two small holes",
    question: "A mailbox of two holes for a memory of 16 MiB. How small may it be?",
    look: "what West waits for when both holes are full",
    outcome: "recovered",
  },
  {
    name: "slow-datastore",
    title: "A slow datastore",
    question: "The mailbox takes letters slower than the cable did. Who waits?",
    look: "how often the guest stands, and how long each time",
    outcome: "recovered",
  },
  {
    name: "both-ways-down",
    title: "Both ways down",
    question: "First the cable, then the datastore. Is the guest lost?",
    look: "where its last pages are while nothing moves",
    outcome: "recovered",
  },
  {
    name: "source-dies",
    title: "West crashes",
    question: "The guest runs on East, and West crashes with its last pages. What can save it?",
    look: "how many pages only West had",
    outcome: "lost",
  },
  {
    name: "both-paths-at-once",
    title: "Cable and mailbox at once",
    question: "Why wait until the cable breaks? What if both carry pages from the beginning?",
    look: "where the two streams meet",
    outcome: "completed",
  },
  {
    name: "lossy-cable",
    title: "A cable that loses",
    question: "Three messages in ten are lost and come again. Are pages lost?",
    look: "how the pages arrive: one by one, or in bursts",
    outcome: "completed",
  },
  {
    name: "server-under-load",
    title: "A server and its client",
    question:
      "A client asks 60 times a second while the server moves and the cable breaks. What does it notice?",
    look: "late answers, lost ones, and the longest gap",
    outcome: "recovered",
  },
  {
    name: "the-game",
    title: "The game",
    question: "Can you play on while the game moves and the cable breaks?",
    look: "the ball, with your fingers on the arrow keys",
    outcome: "recovered",
  },
  {
    name: "there-and-back",
    title: "There and back",
    question: "To East and home again, and the cable breaks both times. Must all of the memory travel twice?",
    look: "how many pages the second move begins with",
    outcome: "recovered",
  },
];
