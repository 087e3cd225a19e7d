/** A hand-in as a file: JSON that a person can read, with a checksum that tells whether it was changed by hand. */
import * as v from "valibot";
import { MOST_ACTIONS } from "../experiment/bounds.ts";
import { t } from "../language/words.ts";
import { quote } from "../text/quote.ts";
import { HAND_IN_SCHEMA, type HandIn } from "./hand-in.ts";
import { sumOf } from "./sums.ts";

/** What is no hand-in, or not whole. The message is for who opens it. */
export class BadHandInError extends Error {
  override name = "BadHandInError";
}

const FORMAT = "quick-resume-lab hand-in";
const VERSION = 1;

/** The most bytes of a file that is read: all actions that a run may have. */
export const MOST_HAND_IN_BYTES = 16 * 2 ** 20;

/** A hand-in, and whether its checksum is its own: it is not where somebody has changed it since the lab wrote it. */
export interface OpenedHandIn {
  readonly handIn: HandIn;
  readonly changed: boolean;
}

/** A hand-in as the text of a file. */
export function handInText(handIn: HandIn): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, checksum: sumOf(handIn), handIn }, null, 1)}\n`;
}

/** The hand-in in the text of a file. Throws a {@link BadHandInError} that says what is wrong with it. */
export function handInFrom(text: string): OpenedHandIn {
  const content = parsed(text);
  if (content.format !== FORMAT)
    throw new BadHandInError(t`this is no hand-in of the lab: its format is ${quote(content.format)}`);
  if (content.version !== VERSION)
    throw new BadHandInError(
      t`this hand-in has format ${quote(content.version)}; this lab reads ${String(VERSION)}. Reload the page to get the newest`,
    );
  const { success, output, issues } = v.safeParse(HAND_IN_SCHEMA, content.handIn);
  if (!success) {
    const [{ path, input }] = issues;
    const place = path?.map(({ key }) => String(key)).join(".") ?? "handIn";
    throw new BadHandInError(t`${place} is ${quote(input)}, which the lab never wrote there`);
  }
  const handIn = output as HandIn;
  if ((handIn.challenge?.actions.length ?? 0) > MOST_ACTIONS)
    throw new BadHandInError(t`challenge.actions has more than ${MOST_ACTIONS} entries`);
  return { handIn, changed: content.checksum !== sumOf(content.handIn) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === "object" && content !== null && !Array.isArray(content))
      return content as Record<string, unknown>;
  } catch {
    // A part of the file is missing, or it never was one of these.
  }
  throw new BadHandInError(t`this file is damaged, or no hand-in: it is no JSON object`);
}
