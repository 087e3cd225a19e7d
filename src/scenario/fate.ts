import type { OwnerRecord } from "../datastore/datastore.ts";
import type { HostName, HostOutput } from "../host/port.ts";
import type { Message } from "../migration/message.ts";
import { members } from "../migration/page-set.ts";
import type { StoreOperation } from "../migration/store.ts";

/** What must be known to say whether the guest can still be made whole: who owns it, and where its pages are. */
export class Fate {
  owner: OwnerRecord;
  readonly crashed = new Set<HostName>();
  /** Pages that the destination lacks, once it has the checkpoint. */
  #missing = new Set<number>();
  /** `go` has left the source and was not lost. */
  #goSent = false;

  constructor(owner: OwnerRecord) {
    this.owner = owner;
  }

  sent({ content }: Message): void {
    if (content.channel === null) return;
    if (content.body.kind === "go") this.#goSent = true;
    if (content.body.kind === "checkpoint") this.#missing = new Set(members(content.body.owed));
  }

  lost({ content }: Message): void {
    if (content.channel !== null && content.body.kind === "go") this.#goSent = false;
  }

  applied({ pages }: HostOutput & { kind: "applied" }): void {
    for (const page of pages) this.#missing.delete(page);
  }

  tookEffect(what: StoreOperation): void {
    const changes = what.kind === "compareAndSetOwner" && what.expectedEpoch === this.owner.epoch;
    if (changes) this.owner = what.next;
  }

  /** Why no future without faults can make the guest whole, or null. `coming` are pages on the link and in the file. */
  lossReason(hasMoved: boolean, coming: () => Iterable<number>): string | null {
    if (this.crashed.has("destination") && this.owner.owner === "destination")
      return "The destination crashed after it had taken the guest over; the source's copy is stale and does not run.";
    if (!this.crashed.has("source") || hasMoved) return null;
    const isHandedOver = this.owner.owner === "destination" || this.#goSent;
    if (!isHandedOver || this.crashed.has("destination"))
      return "The source crashed while the guest was only there.";
    const onTheWay = new Set(coming());
    const isRestComing = [...this.#missing].every((page) => onTheWay.has(page));
    return isRestComing ? null : "The source crashed while it still owed pages.";
  }
}
