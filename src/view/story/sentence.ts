import { hasNoRounds, isConcurrent, usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { spanWords } from "../design/spans.ts";
import { changed } from "./change.ts";
import { crashed } from "./crash.ts";
import { cutSentence, healed } from "./cut.ts";
import { arrived, ended } from "./ending.ts";
import { lost, restarted } from "./loss.ts";
import { storeStopped } from "./outage.ts";
import { beforeStun, preCopy } from "./rounds.ts";
import { file, link, noun, number, type Sentence, say, strong } from "./sentence-parts.ts";
import { shutDown } from "./shut-down.ts";
import { stunned } from "./stun.ts";

function idle(frame: Frame): Sentence {
  const [from, to] = [frame.places.source, frame.places.destination];
  if (hasNoRounds(frame.report))
    return say("idle", `A program runs on ${from}. Stop it, move it to ${to}, start it there.`);
  return say("idle", `A program runs on ${from}. Move it to ${to} without stopping it.`);
}

function setup(frame: Frame): Sentence {
  const { source, destination } = frame.places;
  const ready = `${source} asks whether ${destination} and the datastore answer, before anything moves.`;
  if (!usesFile(frame.report)) return say("setup", ready);
  return say("setup", ready, " The ", file("mailbox"), " is made later, when the guest is to leave.");
}

/** Every page has come, and the source does not know it yet. */
function lastPage(frame: Frame): Sentence {
  return say(
    "lastPage",
    "All ",
    number(frame.sum.total),
    ` pages are on ${frame.places.destination}. It tells ${frame.places.source}, which then frees its memory.`,
  );
}

/** Concurrent mode: the file is filled beside the link, until the two streams meet. */
function bothStreams(frame: Frame): Sentence {
  const { sum } = frame;
  if (sum.owed > 0)
    return say(
      "bothStreams",
      `The guest runs on ${frame.places.destination}. Its last pages come two ways at once: by `,
      link("cable"),
      ", and from the highest down by ",
      file("mailbox"),
      ".",
    );
  return say(
    "streamsMet",
    "The two streams have met, and nothing is left to send: ",
    number(sum.onLink),
    `${noun(sum.onLink, "is", "are")} on the `,
    link("cable"),
    ", ",
    number(sum.inFile),
    " in the ",
    file("mailbox"),
    ".",
  );
}

function pageIn(frame: Frame): Sentence {
  const rest = missingOf(frame.sum);
  const { waitsFor } = frame.destination;
  if (rest === 0) return lastPage(frame);
  if (waitsFor !== null)
    return say(
      "waiting",
      `The guest on ${frame.places.destination} waits for page `,
      number(waitsFor),
      `: it uses it, and it has not come. ${frame.places.destination} asked for it; `,
      number(rest),
      `${noun(rest, "is", "are")} still to come.`,
    );
  const news = changed(frame);
  if (news) return news;
  if (frame.link.cut) return healed(frame);
  if (isConcurrent(frame.report) && frame.datastore.file.inUse) return bothStreams(frame);
  return say(
    "pageIn",
    `The owner record names ${frame.places.destination}, so the guest runs there, after `,
    strong(spanWords(frame.report.downtime)),
    ". Its last ",
    number(rest),
    `${noun(rest, "follows", "follow")} over the `,
    link("cable"),
    ".",
  );
}

function underWay(frame: Frame): Sentence {
  switch (frame.phase) {
    case "setup":
      return changed(frame) ?? setup(frame);
    case "preCopy":
      return beforeStun(frame) ?? changed(frame) ?? preCopy(frame);
    case "stun":
      return changed(frame) ?? stunned(frame);
    case "switchover":
      return say(
        "switchover",
        `${frame.places.source} let go. ${frame.places.destination} writes its name into the owner record: from then on only it may run the guest.`,
      );
    case "finish":
      return arrived(frame);
    default:
      return pageIn(frame);
  }
}

/** What has failed and is felt now; null where nothing has. */
function trouble(frame: Frame): Sentence | null {
  if (frame.phase === "finish") return crashed(frame);
  const dead = crashed(frame);
  if (dead) return dead;
  if (!frame.link.whole) return cutSentence(frame);
  return frame.datastore.reachable ? null : storeStopped(frame);
}

/** The one sentence that says what happens now, from the frame alone. */
export function sentenceOf(frame: Frame): Sentence {
  if (frame.report.outcome === "lost") return restarted(frame) ?? lost(frame);
  const off = shutDown(frame);
  if (off) return off;
  if (frame.ended) return ended(frame);
  if (frame.phase === null) return idle(frame);
  return trouble(frame) ?? underWay(frame);
}

/** The sentence without its colours. */
export function plainText(sentence: Sentence): string {
  return sentence.parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
}
