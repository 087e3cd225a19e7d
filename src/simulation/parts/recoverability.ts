import type { HostOutput } from "../../host/port.ts";
import type { Message } from "../../migration/message.ts";
import { copyOf, emptySet, members, type PageSet, remove } from "../../migration/page-set.ts";
import type { OwnerOnRecord, StoreOperation } from "../../migration/store.ts";
import type { HostName } from "../../place/place.ts";
import type { LossReason } from "./loss-reason.ts";

/** The facts from which it follows whether a guest can be made whole, as plain data. */
export interface RecoverabilityState {
  owner: OwnerOnRecord;
  readonly crashed: Set<HostName>;
  /** Pages that the checkpoint names as owed and that have not come since the destination has it. */
  missing: PageSet;
  /** The parcel in which the checkpoint left first; what left before carries no page in its newest version for sure. */
  checkpointParcel: number | null;
  checkpointLoaded: boolean;
  /** `go` has left the source and was not lost. */
  goSent: boolean;
  /** The destination has run the guest. */
  resumed: boolean;
  /** The source has given its memory back. */
  freed: boolean;
  /** When the source crashed, all that it owed had left it. */
  restHadLeft: boolean;
  /** Why the guest was lost when a host crashed once more; null while that has not been so. */
  lost: LossReason | null;
}

/**
 * What must be known to say whether the guest can still be made whole: who owns it, and where its pages are.
 *
 * It sees what no host sees, both hosts and all that is between them, and must never influence a host. It says `lost`
 * only where nothing that may still come could save the guest, which is why a run's times may end at the loss.
 */
export class Recoverability {
  state: RecoverabilityState;

  constructor(owner: OwnerOnRecord) {
    this.state = openState(owner);
  }

  /** Another migration begins, from where the guest is; the record goes on, and both hosts live. */
  begin(): void {
    this.state = openState({ owner: "source", epoch: this.owner.epoch });
  }

  get owner(): OwnerOnRecord {
    return this.state.owner;
  }

  get crashed(): Set<HostName> {
    return this.state.crashed;
  }

  /** A message left, in this parcel. */
  sent({ content }: Message, parcel: number): void {
    if (content.channel === null) return;
    if (content.body.kind === "go") this.state.goSent = true;
    if (content.body.kind !== "checkpoint" || this.state.checkpointParcel !== null) return;
    this.state.missing = copyOf(content.body.owed);
    this.state.checkpointParcel = parcel;
  }

  /** The destination has loaded the checkpoint, and discarded what it had of the pages that it names. */
  checkpointLoaded(): void {
    this.state.checkpointLoaded = true;
  }

  /**
   * Whether the pages of a parcel on the link are those that the checkpoint names as owed, and not older ones.
   * Parcels of the source are numbered in the order in which they were sent.
   */
  carriesOwed(parcel: number): boolean {
    return this.state.checkpointParcel !== null && parcel > this.state.checkpointParcel;
  }

  /** A message was lost. `go` is sent again while the source lives; from a source that crashed it will not come. */
  lost({ content }: Message): void {
    if (content.channel !== null && content.body.kind === "go") this.state.goSent = false;
  }

  /** What came before the checkpoint was loaded is discarded by it where it is old. */
  applied({ pages }: HostOutput & { kind: "applied" }): void {
    if (!this.state.checkpointLoaded) return;
    for (const page of pages) remove(this.state.missing, page);
  }

  /** Follows the owner record by the same compare-and-set that the datastore does. */
  tookEffect(what: StoreOperation): void {
    const changes = what.kind === "compareAndSetOwner" && what.expectedEpoch === this.owner.epoch;
    if (changes) this.state.owner = what.next;
  }

  /** The destination runs the guest. */
  resumed(): void {
    this.state.resumed = true;
  }

  /** The source has given its memory back. */
  freed(): void {
    this.state.freed = true;
  }

  /** A host crashes. Why the guest was lost before, where it was, is not changed by that. */
  crash(host: HostName, hasMoved: boolean, coming: () => Iterable<number>): void {
    this.state.lost ??= this.lossReason(hasMoved, coming);
    this.crashed.add(host);
  }

  /** The source has crashed, and `coming` is what had left it. */
  lostQueue(coming: () => Iterable<number>): void {
    this.state.restHadLeft = this.#isRestComing(coming);
  }

  /**
   * Why no future without faults can make the guest whole, or null. `coming` are pages on the link and in the file.
   * The owner record is asked first, since it alone says whose copy may run.
   */
  lossReason(hasMoved: boolean, coming: () => Iterable<number>): LossReason | null {
    if (this.state.lost) return this.state.lost;
    const [source, destination] = [this.crashed.has("source"), this.crashed.has("destination")];
    if (destination && this.owner.owner === "destination") return this.#withoutDestination();
    if (!source || hasMoved) return null;
    const isHandedOver = this.owner.owner === "destination" || this.state.goSent;
    if (!isHandedOver) return "sourceAlone";
    if (destination) return "bothCrashed";
    if (this.#isRestComing(coming)) return null;
    return this.state.restHadLeft ? "lostOnTheWay" : "sourceOwed";
  }

  /**
   * The record names a destination that is dead. Even a guest that never ran there is lost: no host can prove that it
   * did not.
   */
  #withoutDestination(): LossReason {
    if (!this.state.resumed) return "notResumed";
    return this.state.freed ? "destinationAlone" : "destinationNewest";
  }

  #isRestComing(coming: () => Iterable<number>): boolean {
    const onTheWay = new Set(coming());
    return isSubset(this.state.missing, onTheWay);
  }
}

function isSubset(set: PageSet, of: ReadonlySet<number>): boolean {
  for (const page of members(set)) if (!of.has(page)) return false;
  return true;
}

function openState(owner: OwnerOnRecord): RecoverabilityState {
  return {
    owner,
    crashed: new Set(),
    missing: emptySet(0),
    checkpointParcel: null,
    checkpointLoaded: false,
    goSent: false,
    resumed: false,
    freed: false,
    restHadLeft: false,
    lost: null,
  };
}
