/**
 * A run as the part of an address after "#", which a browser sends to no server. It holds only what differs from the
 * defaults; so a default of the scenario must not change without a new version, or old links would mean another run.
 */

import { deflateSync, strFromU8, strToU8 } from "fflate";
import { crc32c } from "../datastore/checksum.ts";
import { t } from "../language/words.ts";
import { BadScenarioError } from "../scenario/bad-scenario.ts";
import { parseScenario } from "../scenario/scenario.ts";
import { named } from "../text/quote.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { MOST_LINK_CONTENT } from "./bounds.ts";
import type { Experiment } from "./experiment.ts";
import { inflateAtMost, TooLargeError } from "./inflate.ts";
import { validate } from "./validate.ts";

/** A link that cannot be made or read. The message is for the page. */
export class LinkError extends Error {
  override name = "LinkError";
}

/** Longer links are cut off by mail programs and chats. Characters. */
export const LONGEST_LINK = 2000;
const VERSION = 1;
const PREFIX = `#v${VERSION}.`;
/** A CRC-32C before the deflated content. */
const CHECKSUM_BYTES = 4;

/**
 * Whether the part of an address after its "#" holds an experiment, of whatever version. Newer versions count, so
 * that the page can say what is wrong with them.
 */
export function isLink(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}

/** The part of an address that holds an experiment. Throws a {@link LinkError} where that would be too long. */
export function linkOf({ scenario, actions, moment, files }: Experiment): string {
  if (files?.size) throw new LinkError(t`A link cannot hold your own guest. Save the run as a file instead.`);
  const content = {
    s: differences(scenario, defaults()),
    a: actions.map((step) => [step.action, step.at, ...("keys" in step ? [step.keys] : [])]),
    m: moment,
  };
  const bytes = strToU8(JSON.stringify(content));
  const link = PREFIX + toBase64(sealed(deflateSync(bytes, { level: 9 })));
  if (link.length <= LONGEST_LINK && bytes.length <= MOST_LINK_CONTENT) return link;
  throw new LinkError(
    t`A link to this run would have ${link.length} characters; the longest has ${LONGEST_LINK}. Save it as a file instead.`,
  );
}

/** The experiment that a link holds. Throws a {@link LinkError} for one that is damaged, newer or not allowed. */
export function experimentOf(hash: string): Experiment {
  if (hash.length > LONGEST_LINK)
    throw new LinkError(
      t`This link is damaged: it has ${hash.length} characters, and the longest has ${LONGEST_LINK}. Ask for it again.`,
    );
  const version = Number(/^#v(\d+)\./.exec(hash)?.[1] ?? Number.NaN);
  if (version > VERSION)
    throw new LinkError(
      t`This link was made by a newer version of the lab (format ${named(String(version))}; this one reads up to ${VERSION}). Reload the page to get the newest.`,
    );
  if (!hash.startsWith(PREFIX)) throw damaged();
  return checked(read(hash.slice(PREFIX.length)));
}

function damaged(): LinkError {
  return new LinkError(t`This link is damaged: a part of it is missing or was changed. Ask for it again.`);
}

/** What stands in the link, as data. A checksum finds every change on the way, so that nothing else need be guessed. */
function read(text: string): unknown {
  const bytes = fromBase64(text);
  if (!bytes) throw damaged();
  const body = bytes.subarray(CHECKSUM_BYTES);
  if (bytes.length <= CHECKSUM_BYTES || !isEqual(sealed(body), bytes)) throw damaged();
  try {
    return JSON.parse(strFromU8(inflateAtMost(body, MOST_LINK_CONTENT)));
  } catch (error) {
    if (error instanceof TooLargeError)
      throw new LinkError(t`This link cannot be opened: it holds ${error.message}.`);
    throw damaged();
  }
}

function sealed(body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(CHECKSUM_BYTES + body.length);
  new DataView(bytes.buffer).setUint32(0, crc32c(body));
  bytes.set(body, CHECKSUM_BYTES);
  return bytes;
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/**
 * A link may come from anybody, and so may what a checksum finds unchanged. Everything is checked as a file's content
 * is, by the same function.
 */
function checked(content: unknown): Experiment {
  if (!isRecord(content) || !isRecord(content.s) || !Array.isArray(content.a)) throw damaged();
  const scenario = { ...content.s, version: 1 };
  try {
    return validate({ scenario, actions: content.a.map(stepOf), moment: content.m });
  } catch (error) {
    if (error instanceof BadScenarioError)
      throw new LinkError(t`The run in this link cannot be opened: ${error.message}`);
    throw error;
  }
}

/** An action as a short list; what does not look like one is left to the check, which has the words for it. */
function stepOf(entry: unknown): unknown {
  if (!Array.isArray(entry)) return entry;
  const [action, at, keys] = entry;
  return { action, at, ...(keys === undefined ? {} : { keys }) };
}

type Fields = Record<string, unknown>;

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A scenario in which everything was left out. */
function defaults(): Fields {
  return parseScenario({ version: 1 }) as unknown as Fields;
}

/** The fields in which a record differs from another; lists differ as wholes. */
function differences(of: Readonly<Record<string, unknown>>, from: Fields): Fields {
  const entries = Object.entries(of).flatMap(([name, value]): [string, unknown][] => {
    const standard = from[name];
    if (!isRecord(value) || !isRecord(standard))
      return JSON.stringify(value) === JSON.stringify(standard) ? [] : [[name, value]];
    const inside = differences(value, standard);
    return Object.keys(inside).length > 0 ? [[name, inside]] : [];
  });
  return Object.fromEntries(entries);
}
