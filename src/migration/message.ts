/**
 * What the hosts say to each other on the vMotion link, as plain data. `link-end.ts` alone makes envelopes and reads
 * them; the roles see bodies, and `src/host` attaches the bytes of pages and of the checkpoint. A body arrives once and
 * in order or is asked for again; a control may be lost without harm. The sizes at the end are what they cost on the
 * link.
 */

import type { PageSet } from "./page-set.ts";

/** Why pages travel: it decides nothing at the receiver and counts separately in the report. */
export type Cause = "preCopy" | "finalCopy" | "push" | "demand";

/** What one host tells the other in order and without gaps. The pages themselves are attached by the hosts. */
export type Body =
  | { readonly kind: "pages"; readonly pages: readonly number[]; readonly cause: Cause }
  /** CPU and device state, attached by the host, and the pages that the source still owes. */
  | { readonly kind: "checkpoint"; readonly owed: PageSet }
  /** The destination has loaded the checkpoint and discarded what is stale. */
  | { readonly kind: "prepared" }
  /** The destination may take the guest over, from the owner record of this epoch. */
  | { readonly kind: "go"; readonly epoch: number }
  /** The guest runs at the destination. A hint: the owner record says the same. */
  | { readonly kind: "resumed" }
  /** The guest waits for the first of these pages; the others are its neighbours. */
  | { readonly kind: "request"; readonly id: number; readonly pages: readonly number[] }
  /** The source writes no pages to the file after this chunk. */
  | { readonly kind: "fileEnd"; readonly lastChunk: number }
  /** The source finds that the datastore does not answer while chunks are in the file: what has come? */
  | { readonly kind: "fileDown" }
  /** The answer to `fileDown`: every page that the destination has. */
  | { readonly kind: "received"; readonly pages: PageSet }
  /** The destination has every page, so the source may free its memory. */
  | { readonly kind: "complete" }
  /** The source has freed its memory, so the destination need not say so any more. */
  | { readonly kind: "freed" };

/** The ordered streams of one direction. Urgent messages overtake background ones and have an order of their own. */
export type Channel = "background" | "urgent";
export const CHANNELS: readonly Channel[] = ["background", "urgent"];

/** What keeps the link itself going: it may be lost, doubled or late without harm. */
export type Control =
  /** The source opens the link, or opens it again, with this generation. */
  | { readonly kind: "hello" }
  /** The answer; `received` once the guest runs at the destination. */
  | { readonly kind: "welcome"; readonly received: PageSet | null }
  /** A sign of life; `last` is the channel's last sequence number, so that a lost last message is noticed. */
  | {
      readonly kind: "alive";
      readonly channel: Channel;
      readonly last: number;
      /** Number of the last `missing` of this channel that was answered before this. */
      readonly answered: number;
    }
  /** Messages `from` to `to` of a channel have not come although later ones have. */
  | {
      readonly kind: "missing";
      readonly channel: Channel;
      readonly from: number;
      readonly to: number;
      /** Each number is answered once, however often it is asked. */
      readonly ask: number;
    }
  /** The sender has declared the link down. */
  | { readonly kind: "down" }
  /** The source has given the migration up; it says so again as long as the destination speaks. */
  | { readonly kind: "cancelled" };

/** A message as it travels on the link. */
export interface Message {
  /** Grows whenever the link is opened again; messages of an older generation are dropped. */
  readonly generation: number;
  /** For each channel of the opposite direction, the sequence number that the sender expects next. */
  readonly expects: Readonly<Record<Channel, number>>;
  readonly content:
    | { readonly channel: Channel; readonly sequence: number; readonly body: Body }
    | { readonly channel: null; readonly control: Control };
}

/** Bytes of a page on the link: 4096, and a header of 8, which holds its address and flags. QEMU counts the same. */
export const PAGE_ON_LINK_BYTES = 4104;

/** Bytes of a zero page's marker on the link: a header of 8, and one byte. QEMU counts the same. */
export const ZERO_PAGE_ON_LINK_BYTES = 9;

/** Bytes that pages take on the link of which so many are zero pages. */
export function linkBytes(normal: number, zero: number): number {
  return normal * PAGE_ON_LINK_BYTES + zero * ZERO_PAGE_ON_LINK_BYTES;
}

/** Bytes of a message's envelope. With pages it counts as part of their headers. */
export const ENVELOPE_BYTES = 32;

/** Bytes of a message without attached pages or state. */
export function messageBytes(message: Message): number {
  const { content } = message;
  if (content.channel !== null && content.body.kind === "pages") return 0;
  return (
    ENVELOPE_BYTES + (content.channel === null ? controlBytes(content.control) : bodyBytes(content.body))
  );
}

function controlBytes(control: Control): number {
  return control.kind === "welcome" && control.received ? control.received.words.byteLength : 0;
}

function bodyBytes(body: Body): number {
  switch (body.kind) {
    case "checkpoint":
      return body.owed.words.byteLength;
    case "received":
      return body.pages.words.byteLength;
    case "request":
      return 4 * body.pages.length;
    default:
      return 0;
  }
}
