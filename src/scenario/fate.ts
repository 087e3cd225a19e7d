import type { OwnerRecord } from "../datastore/datastore.ts";
import type { HostName, HostOutput } from "../host/port.ts";
import type { Message } from "../migration/message.ts";
import { copyOf, emptySet, members, type PageSet, remove } from "../migration/page-set.ts";
import type { StoreOperation } from "../migration/store.ts";

/** The facts from which a fate follows, as plain data. */
export interface FateState {
  owner: OwnerRecord;
  readonly crashed: Set<HostName>;
  /** Pages that the destination lacks, once it has the checkpoint. */
  missing: PageSet;
  /** `go` has left the source and was not lost. */
  goSent: boolean;
}

/** What must be known to say whether the guest can still be made whole: who owns it, and where its pages are. */
export class Fate {
  state: FateState;

  constructor(owner: OwnerRecord) {
    this.state = { owner, crashed: new Set(), missing: emptySet(0), goSent: false };
  }

  get owner(): OwnerRecord {
    return this.state.owner;
  }

  get crashed(): Set<HostName> {
    return this.state.crashed;
  }

  sent({ content }: Message): void {
    if (content.channel === null) return;
    if (content.body.kind === "go") this.state.goSent = true;
    if (content.body.kind === "checkpoint") this.state.missing = copyOf(content.body.owed);
  }

  lost({ content }: Message): void {
    if (content.channel !== null && content.body.kind === "go") this.state.goSent = false;
  }

  applied({ pages }: HostOutput & { kind: "applied" }): void {
    for (const page of pages) remove(this.state.missing, page);
  }

  tookEffect(what: StoreOperation): void {
    const changes = what.kind === "compareAndSetOwner" && what.expectedEpoch === this.owner.epoch;
    if (changes) this.state.owner = what.next;
  }

  /** Why no future without faults can make the guest whole, or null. `coming` are pages on the link and in the file. */
  lossReason(hasMoved: boolean, coming: () => Iterable<number>): string | null {
    if (this.crashed.has("destination") && this.owner.owner === "destination")
      return "The destination crashed after it had taken the guest over; the source's copy is stale and does not run.";
    if (!this.crashed.has("source") || hasMoved) return null;
    const isHandedOver = this.owner.owner === "destination" || this.state.goSent;
    if (!isHandedOver || this.crashed.has("destination"))
      return "The source crashed while the guest was only there.";
    const onTheWay = new Set(coming());
    const isRestComing = isSubset(this.state.missing, onTheWay);
    return isRestComing ? null : "The source crashed while it still owed pages.";
  }
}

function isSubset(set: PageSet, of: ReadonlySet<number>): boolean {
  for (const page of members(set)) if (!of.has(page)) return false;
  return true;
}
