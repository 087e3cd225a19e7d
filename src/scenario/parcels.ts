import type { HostName } from "../host/port.ts";
import type { Message } from "../migration/message.ts";
import type { Parcel } from "../network/link.ts";

interface Sent {
  readonly message: Message;
  readonly to: HostName;
  readonly pages: readonly number[];
  /** Whether pages or a checkpoint cross beside the message. */
  readonly carries: boolean;
}

/** The messages that are on the link. The link itself knows only their parcels. */
export class Parcels {
  readonly #sent = new Map<number, Sent>();
  readonly #forgotten: Record<HostName, number[]> = { source: [], destination: [] };

  send({ id, direction }: Parcel, message: Message): void {
    const { content } = message;
    const body = content.channel === null ? null : content.body;
    const pages = body?.kind === "pages" ? body.pages : [];
    const carries = body?.kind === "pages" || body?.kind === "checkpoint";
    this.#sent.set(id, { message, to: direction === "toSource" ? "source" : "destination", pages, carries });
  }

  /** The pages that a parcel on the link carries. */
  pagesOf(id: number): readonly number[] {
    return this.#sent.get(id)?.pages ?? [];
  }

  /** The parcel has arrived: what the receiver is told. */
  arrive(id: number): { readonly message: Message; readonly carries: boolean } {
    const sent = this.#sent.get(id);
    if (!sent) throw new Error(`Parcel ${id} arrived, but nobody sent it.`);
    this.#sent.delete(id);
    return sent;
  }

  /** The parcel was lost. Its message, unless it was lost before. */
  lose(id: number): Message | null {
    const sent = this.#sent.get(id);
    if (sent?.carries) this.#forgotten[sent.to].push(id);
    this.#sent.delete(id);
    return sent?.message ?? null;
  }

  /** Parcels for a host that were lost since the last call. */
  takeForgotten(host: HostName): number[] {
    return this.#forgotten[host].splice(0);
  }
}
