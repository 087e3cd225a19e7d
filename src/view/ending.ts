import type { Frame } from "../scenario/frame.ts";
import {
  cut,
  good,
  hasSwitched,
  missing,
  noun,
  number,
  type Sentence,
  say,
  strong,
} from "./sentence-parts.ts";
import { pages } from "./words.ts";

function different(frame: Frame): Sentence {
  const { pagesEqual = 0, pagesTotal = 0 } = frame.verdict ?? {};
  const wrong = pagesTotal - pagesEqual;
  if (wrong === 0)
    return say(
      "different",
      cut("Different."),
      " The memory is whole, but the processor or a device is not as it would be.",
    );
  return say(
    "different",
    cut("Different."),
    " ",
    number(wrong),
    ` of ${pages(pagesTotal)} ${wrong === 1 ? "is" : "are"} not what they would be had the machine never moved.`,
  );
}

function stayed(frame: Frame): Sentence {
  const why = frame.link.cut ? "The cable broke too early" : "Its memory changed too fast for the cable";
  const end = frame.verdict?.identical ? [", ", good("identical"), " as if nobody had tried."] : ["."];
  return say(
    "continuedOnSource",
    `${why}: the guest `,
    strong("stayed on the left"),
    " and runs on there",
    ...end,
  );
}

function lost(frame: Frame): Sentence {
  const gone = frame.report.owed.pages || missing(frame);
  return say(
    "lost",
    "The guest is ",
    cut("lost"),
    ": ",
    number(gone),
    `${noun(gone, "is", "are")} gone, and no machine holds them any more.`,
  );
}

export function held(frame: Frame): Sentence {
  const both = ["Both ways are ", cut("down"), ", cable and datastore. "];
  if (!hasSwitched(frame))
    return say("held", ...both, "The guest is held, whole, until one of them returns.");
  const rest = missing(frame);
  return say(
    "held",
    ...both,
    "Nothing is lost: the left machine keeps the last ",
    number(rest),
    `${noun(rest)}.`,
  );
}

export function arrived(frame: Frame): Sentence {
  const total = frame.sum.total;
  if (!frame.verdict)
    return say(
      "arrived",
      "All ",
      number(total),
      " pages are on the right. Now they are compared with the twin that never moved.",
    );
  if (frame.report.outcome === "recovered")
    return say(
      "recovered",
      good("Identical."),
      " The way broke, and still all ",
      number(total),
      " pages are on the right, bit for bit as if nothing had moved.",
    );
  return say(
    "completed",
    good("Identical."),
    " All ",
    number(total),
    " pages are on the right, bit for bit as if the machine had never moved.",
  );
}

/** The sentence of a migration that is over. */
export function ended(frame: Frame): Sentence {
  if (frame.verdict?.identical === false) return different(frame);
  switch (frame.report.outcome) {
    case "continued-on-source":
      return stayed(frame);
    case "lost":
      return lost(frame);
    case "held":
      return held(frame);
    default:
      return arrived(frame);
  }
}
