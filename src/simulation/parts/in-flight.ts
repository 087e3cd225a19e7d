import type { CheckedMessage } from "../../host/payload/checksum.ts";
import type { Parcel } from "../../network/link.ts";
import type { HostName } from "../../place/place.ts";

interface Sent {
  readonly message: CheckedMessage;
  readonly to: HostName;
  readonly pages: readonly number[];
  /** Whether pages or a checkpoint cross beside the message. */
  readonly carries: boolean;
}

/** Parcels that were lost and whose bytes a host still keeps. */
type ParcelsState = Record<HostName, number[]>;

/**
 * The messages that are on the link, which itself knows only their parcels.
 *
 * The link moves parcels, which are a number and a size, and knows nothing of migration; here they get their messages
 * back.
 */
export class InFlightMessages {
  state: ParcelsState = { source: [], destination: [] };
  /** Those that were sent and have not arrived, by their parcels. A message never changes. */
  lists = new Map<number, Sent>();

  send({ id, direction }: Parcel, message: CheckedMessage): void {
    const { content } = message;
    const body = content.channel === null ? null : content.body;
    const pages = body?.kind === "pages" ? body.pages : [];
    const carries = body?.kind === "pages" || body?.kind === "checkpoint";
    const to = direction === "toSource" ? "source" : "destination";
    this.lists.set(id, { message, to, pages, carries });
  }

  /** The pages that a parcel on the link carries. */
  pagesOf(id: number): readonly number[] {
    return this.lists.get(id)?.pages ?? [];
  }

  /** The parcels whose bytes are on their way to a host, or wait there for their tick. */
  carriedTo(host: HostName): number[] {
    return [...this.lists].filter(([, { to, carries }]) => carries && to === host).map(([id]) => id);
  }

  /**
   * The parcel has arrived: what the receiver is told. An arrival of something that was not sent would be a mistake
   * of the engine, so it throws.
   */
  arrive(id: number): { readonly message: CheckedMessage; readonly carries: boolean } {
    const sent = this.lists.get(id);
    if (!sent) throw new Error(`Parcel ${id} arrived, but nobody sent it.`);
    this.lists.delete(id);
    return sent;
  }

  /**
   * The parcel was lost. Its message, unless it was lost before. Where bytes crossed beside it, the receiver is told
   * to forget them with its next call, since they have really come.
   */
  lose(id: number): CheckedMessage | null {
    const sent = this.lists.get(id);
    if (sent?.carries) this.state[sent.to].push(id);
    this.lists.delete(id);
    return sent?.message ?? null;
  }

  /** The parcels for a host that were lost since the last call. */
  takeForgotten(host: HostName): number[] {
    return this.state[host].splice(0);
  }
}
