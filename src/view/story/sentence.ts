import { plural, t } from "../../language/words.ts";
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
import { number, type Sentence, say, strong } from "./sentence-parts.ts";
import { shutDown } from "./shut-down.ts";
import { stunned } from "./stun.ts";

function idle(frame: Frame): Sentence {
  const [from, to] = [frame.places.source, frame.places.destination];
  if (hasNoRounds(frame.report))
    return say("idle", t`A program runs on ${from}. Stop it, move it to ${to}, start it there.`);
  return say("idle", t`A program runs on ${from}. Move it to ${to} without stopping it.`);
}

function setup(frame: Frame): Sentence {
  const { source, destination } = frame.places;
  if (!usesFile(frame.report))
    return say(
      "setup",
      t`${source} asks whether ${destination} and the datastore answer, before anything moves.`,
    );
  return say(
    "setup",
    t`${source} asks whether ${destination} and the datastore answer, before anything moves. The <file>mailbox</file> is made later, when the guest is to leave.`,
  );
}

/** Every page has come, and the source does not know it yet. */
function lastPage({ sum, places }: Frame): Sentence {
  return say(
    "lastPage",
    t`All ${number(sum.total)} pages are on ${places.destination}. It tells ${places.source}, which then frees its memory.`,
  );
}

/** Concurrent mode: the file is filled beside the link, until the two streams meet. */
function bothStreams({ sum, places }: Frame): Sentence {
  if (sum.owed > 0)
    return say(
      "bothStreams",
      t`The guest runs on ${places.destination}. Its last pages come two ways at once: by <link>cable</link>, and from the highest down by <file>mailbox</file>.`,
    );
  return say(
    "streamsMet",
    plural(sum.onLink, {
      one: `The two streams have met, and nothing is left to send: ${number(sum.onLink)} page is on the <link>cable</link>, ${number(sum.inFile)} in the <file>mailbox</file>.`,
      other: `The two streams have met, and nothing is left to send: ${number(sum.onLink)} pages are on the <link>cable</link>, ${number(sum.inFile)} in the <file>mailbox</file>.`,
    }),
  );
}

/** The guest waits for a page that has not come. */
function waiting({ sum, places }: Frame, waitsFor: number): Sentence {
  const rest = missingOf(sum);
  const there = places.destination;
  const left = plural(rest, {
    one: `${number(rest)} page is still to come.`,
    other: `${number(rest)} pages are still to come.`,
  });
  return say(
    "waiting",
    t`The guest on ${there} waits for page ${number(waitsFor)}: it uses it, and it has not come. ${there} asked for it; ${left}`,
  );
}

function pageIn(frame: Frame): Sentence {
  const rest = missingOf(frame.sum);
  const { waitsFor } = frame.destination;
  if (rest === 0) return lastPage(frame);
  if (waitsFor !== null) return waiting(frame, waitsFor);
  const news = changed(frame);
  if (news) return news;
  if (frame.link.cut) return healed(frame);
  if (isConcurrent(frame.report) && frame.datastore.file.inUse) return bothStreams(frame);
  const there = frame.places.destination;
  const stood = strong(spanWords(frame.report.downtime));
  return say(
    "pageIn",
    plural(rest, {
      one: `The owner record names ${there}, where the guest already runs, after ${stood}. Its last ${number(rest)} page follows over the <link>cable</link>.`,
      other: `The owner record names ${there}, where the guest already runs, after ${stood}. Its last ${number(rest)} pages follow over the <link>cable</link>.`,
    }),
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
        t`${frame.places.source} let go. ${frame.places.destination} writes its name into the owner record: from then on only it may run the guest.`,
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
