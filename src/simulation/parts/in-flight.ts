import type { SealedMessage } from "../../host/payload/checksum.ts";
import type { HostName } from "../../host/port.ts";
import type { Parcel } from "../../network/link.ts";

interface Sent {
  readonly message: SealedMessage;
  readonly to: HostName;
  readonly pages: readonly number[];
  /** Whether pages or a checkpoint cross beside the message. */
  readonly carries: boolean;
}

/** The messages that are on the link, as plain data. The link itself knows only their parcels. */
export interface ParcelsState {
  readonly sent: Map<number, Sent>;
  /** Parcels that were lost and whose bytes a host still keeps. */
  readonly forgotten: Record<HostName, number[]>;
}

/** The messages that are on the link. */
export class Parcels {
  state: ParcelsState = { sent: new Map(), forgotten: { source: [], destination: [] } };

  send({ id, direction }: Parcel, message: SealedMessage): void {
    const { content } = message;
    const body = content.channel === null ? null : content.body;
    const pages = body?.kind === "pages" ? body.pages : [];
    const carries = body?.kind === "pages" || body?.kind === "checkpoint";
    const to = direction === "toSource" ? "source" : "destination";
    this.state.sent.set(id, { message, to, pages, carries });
  }

  /** The pages that a parcel on the link carries. */
  pagesOf(id: number): readonly number[] {
    return this.state.sent.get(id)?.pages ?? [];
  }

  /** The parcels whose bytes are on their way to a host, or wait there for their tick. */
  carriedTo(host: HostName): number[] {
    return [...this.state.sent].filter(([, { to, carries }]) => carries && to === host).map(([id]) => id);
  }

  /** The parcel has arrived: what the receiver is told. */
  arrive(id: number): { readonly message: SealedMessage; readonly carries: boolean } {
    const sent = this.state.sent.get(id);
    if (!sent) throw new Error(`Parcel ${id} arrived, but nobody sent it.`);
    this.state.sent.delete(id);
    return sent;
  }

  /** The parcel was lost. Its message, unless it was lost before. */
  lose(id: number): SealedMessage | null {
    const sent = this.state.sent.get(id);
    if (sent?.carries) this.state.forgotten[sent.to].push(id);
    this.state.sent.delete(id);
    return sent?.message ?? null;
  }

  /** Parcels for a host that were lost since the last call. */
  takeForgotten(host: HostName): number[] {
    return this.state.forgotten[host].splice(0);
  }
}
