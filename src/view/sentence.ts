import type { Frame } from "../scenario/frame.ts";
import { crashed } from "./crash.ts";
import { arrived, ended } from "./ending.ts";
import { lost, restarted } from "./loss.ts";
import { bothDown, eachAlone, storeStopped } from "./outage.ts";
import {
  cut,
  file,
  hasSwitched,
  link,
  missing,
  noun,
  number,
  type Sentence,
  say,
  strong,
} from "./sentence-parts.ts";
import { count, hasMailbox } from "./words.ts";

function idle(frame: Frame): Sentence {
  if (frame.report.strategy === "stopAndCopy")
    return say(
      "idle",
      "A program runs on the left machine. Stop it, move it to the right one, start it there.",
    );
  return say("idle", "A program runs on the left machine. Move it to the right one without stopping it.");
}

/** The cable hangs in two pieces and the guest runs on the right. */
function cutInPageIn(frame: Frame): Sentence {
  const rest = missing(frame);
  if (frame.link.declaredUp)
    return say(
      "cutUnnoticed",
      "The cable is ",
      cut("cut"),
      ", but neither machine knows yet. The guest runs on the right without its last ",
      number(rest),
      `${noun(rest)}.`,
    );
  if (!hasMailbox(frame.report.strategy))
    return say(
      "cutWithoutMailbox",
      "The cable is ",
      cut("cut"),
      ", and there is no other path. The guest on the right lacks its last ",
      number(rest),
      `${noun(rest)}; the left machine keeps them.`,
    );
  return say(
    "cutThroughMailbox",
    "The cable is ",
    cut("cut"),
    ". The guest already runs on the right, and its last ",
    number(rest),
    `${noun(rest, "now comes", "now come")} through the `,
    file("mailbox"),
    " on the shared datastore.",
  );
}

/** The cable is cut before the guest runs on the right. */
function cutBefore(frame: Frame): Sentence {
  const guest = frame.source.status === "running" ? "keeps running" : "stands still";
  const knows = frame.link.declaredUp ? ", but neither machine knows yet" : ", and the move waits";
  return say(
    "cutBefore",
    "The cable is ",
    cut("cut"),
    `${knows}. The guest ${guest} on the left, where its memory is whole.`,
  );
}

function healed(frame: Frame): Sentence {
  const rest = missing(frame);
  return say(
    "healed",
    "The cable is ",
    link("whole"),
    " again. The last ",
    number(rest),
    ...(hasMailbox(frame.report.strategy)
      ? [
          `${noun(rest, "comes", "come")} over it, and what is in the `,
          file("mailbox"),
          " is fetched from there.",
        ]
      : [`${noun(rest, "comes", "come")} over it.`]),
  );
}

function pageIn(frame: Frame): Sentence {
  const rest = missing(frame);
  const { waitsFor } = frame.destination;
  if (waitsFor !== null)
    return say(
      "waiting",
      "The guest on the right waits for page ",
      number(waitsFor),
      ". It asked for it; ",
      number(rest),
      `${noun(rest, "is", "are")} still to come.`,
    );
  return say(
    "pageIn",
    "The guest already runs on the right. Its last ",
    number(rest),
    `${noun(rest, "follows", "follow")} over the `,
    link("cable"),
    "; where one is missing, it waits.",
  );
}

function preCopy(frame: Frame): Sentence {
  const { round, roundPages, sum } = frame;
  if (round <= 1)
    return say(
      "preCopyFirst",
      "The program runs on while its memory is copied: ",
      number(sum.arrived),
      " of ",
      number(sum.total),
      " pages are on the right.",
    );
  const again = roundPages[round - 1] ?? 0;
  return say(
    `preCopy${round}`,
    "The program wrote to ",
    number(again),
    `${noun(again)} while it was copied, so they travel again: this is round ${count(round)}.`,
  );
}

function stunned(frame: Frame): Sentence {
  const rest = missing(frame);
  if (hasMailbox(frame.report.strategy) || frame.report.strategy === "postCopy")
    return say(
      "stun",
      "For a moment the guest ",
      strong("stands still"),
      ": its processor crosses to the right, ahead of its last ",
      number(rest),
      `${noun(rest)}.`,
    );
  return say(
    "stun",
    "The guest ",
    strong("stands still"),
    " until its last ",
    number(rest),
    `${noun(rest, "is", "are")} on the right.`,
  );
}

function setup(frame: Frame): Sentence {
  if (!hasMailbox(frame.report.strategy)) return say("setup", "The two machines get ready for the move.");
  return say(
    "setup",
    "The two machines get ready: a small ",
    file("mailbox"),
    " is set up on the shared datastore, in case the cable fails.",
  );
}

function underWay(frame: Frame): Sentence {
  switch (frame.phase) {
    case "setup":
      return setup(frame);
    case "preCopy":
      return preCopy(frame);
    case "stun":
      return stunned(frame);
    case "switchover":
      return say("switchover", "The guest is handed over: from now on only the right machine may run it.");
    case "finish":
      return arrived(frame);
    default:
      return pageIn(frame);
  }
}

/** The cable hangs in two pieces. */
function cutSentence(frame: Frame): Sentence {
  if (!frame.datastore.reachable) return bothDown(frame);
  if (hasSwitched(frame)) return cutInPageIn(frame);
  const isAsking = frame.source.role === "committing" && !frame.link.declaredUp;
  return isAsking ? eachAlone() : cutBefore(frame);
}

/** What has failed and is felt now; null where nothing has. */
function trouble(frame: Frame): Sentence | null {
  if (frame.phase === "finish") return crashed(frame);
  const { link: cable, datastore, destination } = frame;
  const dead = crashed(frame);
  if (dead) return dead;
  if (!cable.whole) return cutSentence(frame);
  if (!datastore.reachable) return storeStopped(frame);
  return cable.cut && frame.phase === "pageIn" && destination.waitsFor === null ? healed(frame) : null;
}

/** The one sentence that says what happens now, from the frame alone. */
export function sentenceOf(frame: Frame): Sentence {
  if (frame.report.outcome === "lost") return restarted(frame) ?? lost(frame);
  if (frame.ended) return ended(frame);
  if (frame.phase === null) return idle(frame);
  return trouble(frame) ?? underWay(frame);
}

/** The sentence without its colours. */
export function plainText(sentence: Sentence): string {
  return sentence.parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
}
