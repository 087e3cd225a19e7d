import type { Tick } from "../clock/tick.ts";
import type { Datastore } from "../datastore/datastore.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import type { Machine } from "../machine/machine.ts";
import type { Input } from "../migration/input.ts";
import { linkBytes, type Message } from "../migration/message.ts";
import type { Carrier, Output } from "../migration/output.ts";
import { members, setOf } from "../migration/page-set.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import { operationBytes, type StoreOperation } from "../migration/store.ts";
import type { HostName } from "../place/place.ts";
import { Guest, type GuestRecord, type GuestStop } from "./guest.ts";
import {
  deliverRequests,
  deliverTyped,
  dropAll,
  emptyInbox,
  type GuestInbox,
  nextLook,
  queueRequest,
  returnTyped,
} from "./inbox.ts";
import { applyChunk, applyPagePayload } from "./landing.ts";
import { isIntact } from "./payload/checksum.ts";
import {
  type Payload,
  PayloadBuffer,
  type PayloadBufferRecord,
  type PayloadWire,
} from "./payload/payload.ts";
import type { HostInput, HostOutput, HostSettings, InputCount } from "./port.ts";
import { Role, type RoleRecord } from "./role.ts";
import { encodePayload } from "./sending.ts";
import { refusedIn, StoreExecutor, type StoreExecutorRecord } from "./store-executor.ts";

/** What a hypervisor keeps beside its guest and its role, as plain data. */
export interface HypervisorState {
  /** How each page came here, as a PageState. */
  readonly arrivedBy: Uint8Array;
  freed: boolean;
  /**
   * Number of the last parcel sent. West counts even numbers and East odd ones, over all migrations, so that no two
   * parcels share a number and no host has to ask.
   */
  parcels: number;
  /** Bytes of pages sent on the link, from which the role measures its bandwidth. */
  bytesSent: number;
  inbox: GuestInbox;
}

/** All that a hypervisor knows but the memory of its machine, as plain data. */
export interface HypervisorRecord {
  readonly guest: GuestRecord;
  readonly role: RoleRecord;
  readonly own: HypervisorState;
  readonly executor: StoreExecutorRecord;
  readonly hold: PayloadBufferRecord;
  readonly received: InputCount;
}

/**
 * Hands a host's role what concerns it, and does to the guest and its machine what the role says.
 *
 * The role decides and this carries out: it never looks into a message to choose what to do. What concerns only this
 * machine is done at once, within the same tick; everything else becomes an output for the simulation.
 */
export class Hypervisor {
  readonly role: Role;
  readonly executor: StoreExecutor;
  /** Payload that has come and waits for its message. */
  readonly hold = new PayloadBuffer();
  #guest: Guest;
  #own: HypervisorState;
  readonly #wire: PayloadWire;
  /**
   * Payload packed in this step. It leaves beside its message: the simulation needs only page numbers, so bytes go
   * straight from host to host, in the browser from worker to worker, and not through the page's thread.
   */
  #outbox: Payload[] = [];
  readonly #outputs: HostOutput[] = [];

  constructor(machine: Machine, settings: HostSettings, datastore: Datastore, wire: PayloadWire) {
    const { place, migration } = settings;
    this.role = new Role(place, migration);
    this.executor = new StoreExecutor(datastore, migration, machine, () => this.role.record.places);
    this.#guest = new Guest(machine, "absent");
    this.#own = {
      arrivedBy: new Uint8Array(machine.pageCount),
      freed: false,
      parcels: place === "West" ? 0 : 1,
      bytesSent: 0,
      inbox: emptyInbox(),
    };
    this.#wire = wire;
    wire.onArrival((payload) => {
      for (const each of payload) this.hold.store(each);
    });
  }

  get guest(): Guest {
    return this.#guest;
  }

  get state(): Readonly<HypervisorState> {
    return this.#own;
  }

  /** What it knows now; all but what the executor and the hold know goes on changing. */
  get record(): HypervisorRecord {
    const { guest, role } = this;
    return {
      guest: guest.record,
      role: role.record,
      own: this.#own,
      executor: this.executor.remember(),
      hold: this.hold.remember(),
      received: this.#machine.received,
    };
  }

  /**
   * Becomes what it was; the record is its own from here on. Payload still on the wire is of another `era`. The
   * executor and the hold copy what they get; the rest was made for this recall by the archive.
   */
  recall({ guest, role, own, executor, hold, received }: HypervisorRecord, era: number): void {
    this.#machine.received = received;
    this.#guest.record = guest;
    this.role.record = role;
    this.#own = own;
    this.executor.recall(executor);
    this.hold.recall(hold, era);
    this.#outbox = [];
  }

  /**
   * Runs a new guest on another machine, in the place of whatever was here, and has no role any more. The counts of
   * inputs and of answers that nobody asked for go on, since they are the host's and not the guest's.
   */
  startAnew(machine: Machine, now: Tick): void {
    this.role.leave();
    this.#outputs.push(...dropAll(this.#own.inbox, "newGuest"));
    machine.received = this.#machine.received;
    this.#replaceGuest(machine);
    this.#own.freed = false;
    this.#guest.resume(now);
  }

  /**
   * Takes a role in the next migration. Whatever came or is still to come for the last one is dropped: `forget` are
   * the parcels that were on their way here. A host that takes pages in begins empty, as after power-on.
   */
  assume(name: HostName, migration: MigrationSettings, forget: readonly number[]): void {
    for (const parcel of forget) this.hold.forget(parcel);
    this.hold.clear();
    this.executor.forget();
    this.role.assume(name, migration);
    this.#own.arrivedBy.fill(0);
    Object.assign(this.#own, { freed: false, bytesSent: 0 });
    // What it slept is counted for each migration.
    this.#guest.record.slept = 0;
    if (name === "source") return;
    this.#own.inbox = emptyInbox();
    this.#replaceGuest(this.#machine);
    this.#machine.setAllAbsent();
  }

  /** Whatever the guest that was here was about, nothing of it is left; its answers stay counted for the host. */
  #replaceGuest(machine: Machine): void {
    const { unasked, tellUnaskedAt } = this.#guest.record;
    this.#guest = new Guest(machine, "absent");
    Object.assign(this.#guest.record, { unasked, tellUnaskedAt });
  }

  /**
   * Takes what the guest's run ended with, where it ended before its time. The other stops (`printed`, `retired`,
   * `fed`) only interrupt the run, so that no output follows from them.
   */
  stopped(stop: Exclude<GuestStop, { kind: "reached" }>): void {
    switch (stop.kind) {
      case "answered":
        // A guest that has answered has room in its mailbox.
        this.#outputs.push({ kind: "answered", answer: stop.answer });
        return this.#deliverRequests();
      case "unasked":
        this.#outputs.push({ kind: "unasked", count: stop.count });
        return;
      case "off":
        this.#outputs.push({ kind: "shutDown" }, ...dropAll(this.#own.inbox, "guestOff"));
        return;
      case "fault":
        this.#outputs.push({ kind: "faulted", page: stop.page, access: stop.access });
        return this.#handle({ kind: "guestFaulted", page: stop.page }, stop.tick);
    }
  }

  /**
   * Takes one input at the tick up to which the guest has run. The order of a call's inputs is the simulation's and
   * is kept.
   */
  take(input: HostInput, now: Tick): void {
    switch (input.kind) {
      case "typed":
        this.#own.inbox.typed.push(input.bytes);
        return this.#deliverTyped(now);
      case "request":
        this.#outputs.push(...queueRequest(this.#own.inbox, input.request));
        return this.#deliverRequests();
      case "setting":
        // No instruction is under way, also where the guest waits for a page: it begins anew when the page is here.
        this.#machine.writeSetting(input.setting);
        this.#outputs.push({
          kind: "settingGiven",
          cycle: this.#machine.cycle,
          setting: input.setting,
        });
        return;
      case "wasAsked":
        return this.#guest.wasAsked(input.ids);
      case "guestLeft":
        this.#outputs.push(...dropAll(this.#own.inbox, "leftBehind"));
        return;
      case "storeAnswered": {
        const answer = this.executor.takeAnswer(input.operation);
        if (!answer) return;
        for (const what of refusedIn(answer)) this.#outputs.push({ kind: "refused", what });
        return this.#handle({ kind: "storeAnswered", operation: input.operation, answer }, now);
      }
      case "room":
        return this.#handle({ ...input, bytesSent: this.#own.bytesSent }, now);
      case "message":
        return this.#takeMessage(input, now);
      default:
        return this.#handle(input, now);
    }
  }

  /** How far the guest may run before it is looked whether its console has room for what waits, at most to `until`. */
  nextLook(until: Tick): Tick {
    const look = nextLook(this.#own.inbox, this.#guest);
    return look === null ? until : Math.min(until, look);
  }

  /**
   * Gives the guest what waits for room in its console, where the time to look has come. Returns whether it got any.
   * Looks come at ticks of their own, so that when a key reaches the guest does not depend on how the run is cut into
   * calls.
   */
  look(now: Tick): boolean {
    const { length } = this.#outputs;
    if (this.nextLook(now + 1) <= now) this.#deliverTyped(now);
    return this.#outputs.length > length;
  }

  /** Sends off what was packed; everything sent in one step crosses together. Returns what came of the step. */
  dispatch(): HostOutput[] {
    if (this.#outbox.length > 0) this.#wire.send(this.#outbox.splice(0));
    return this.#outputs.splice(0);
  }

  get #machine(): Machine {
    return this.#guest.machine;
  }

  /**
   * A message that came damaged is refused before the role hears of it, as if the link had lost it. Its payload is
   * only looked at: whether it is taken is for the role to say, which may drop the message as out of turn.
   */
  #takeMessage({ message, parcel, carries }: HostInput & { kind: "message" }, now: Tick): void {
    if (isIntact(message, this.hold.look(parcel), this.#machine.hashBytes))
      return this.#handle({ kind: "message", message, parcel }, now);
    if (carries) this.hold.forget(parcel);
    this.#outputs.push({ kind: "refused", what: "message" });
  }

  /** Outputs are carried out in their order, and one may lead to further inputs before the next is looked at. */
  #handle(input: Input, now: Tick): void {
    for (const output of this.role.handle(input, now)) this.#do(output, now);
  }

  /** Does what concerns this machine; passes on the rest. */
  #do(output: Output, now: Tick): void {
    switch (output.kind) {
      case "send":
        return this.#send(output.message, output.urgent, output.again);
      case "store":
        return this.#askStore(output.operation, output.what);
      case "collectDirty":
        return this.#collectDirty(now);
      case "loadCheckpoint":
        this.#machine.loadState(this.hold.take(output.parcel).state!);
        this.#outputs.push({ kind: "checkpointLoaded" });
        return;
      case "discardPages":
        for (const page of members(output.pages)) this.#machine.setAbsent(page);
        return;
      case "apply":
        return this.#apply(output.carrier, output.pages, now);
      case "drop":
        if (output.carrier.path === "link") this.hold.forget(output.carrier.number);
        return;
      default:
        this.#outputs.push(output);
        return this.#followGuest(output, now);
    }
  }

  #followGuest(output: Output, now: Tick): void {
    const { kind } = output;
    if (kind === "stun") {
      this.#guest.stun(now);
      // Keys follow the guest to wherever it runs next; requests do not, since a switch led them to this port.
      this.#outputs.push(...returnTyped(this.#own.inbox));
    }
    if (kind === "throttle") this.#guest.throttle(output.percent, now);
    if (kind === "resume") {
      // The log begins empty here: at the destination dirty means what the guest has written since the resume.
      if (this.role.destination) this.#machine.collectDirty();
      this.#guest.resume(now);
      this.#deliver(now);
    }
    if (kind === "free") {
      this.#own.freed = true;
      this.#guest.leave();
      this.#machine.setAllAbsent();
    }
  }

  /**
   * Reads the dirty log and tells the role at once what it says, with what those pages would cost on the link: a zero
   * page takes 9 bytes there and any other one 4104, as in QEMU.
   */
  #collectDirty(now: Tick): void {
    const dirty = this.#machine.collectDirty();
    const zero = dirty.reduce((count, page) => count + (this.#machine.isZeroPage(page) ? 1 : 0), 0);
    const cost = linkBytes(dirty.length - zero, zero);
    this.#outputs.push({ kind: "dirtySynced", pages: dirty.length, cost });
    const pages = setOf(this.#machine.pageCount, dirty);
    this.#handle({ kind: "dirtyCollected", pages, cost, bytesSent: this.#own.bytesSent }, now);
  }

  #deliver(now: Tick): void {
    this.#deliverTyped(now);
    this.#deliverRequests();
  }

  #deliverTyped(now: Tick): void {
    this.#outputs.push(...deliverTyped(this.#own.inbox, this.#guest, now));
  }

  #deliverRequests(): void {
    this.#outputs.push(...deliverRequests(this.#own.inbox, this.#guest));
  }

  /** Pages of zeros are written as markers, so that the datastore is charged only for the bytes that it will take. */
  #askStore(operation: number, what: StoreOperation): void {
    this.executor.ask(operation, what);
    const pages = what.kind === "writeChunk" ? what.head.pages : [];
    const zero = pages.filter((page) => this.#machine.isZeroPage(page)).length;
    const bytes = operationBytes(what) - zero * PAGE_BYTES;
    this.#outputs.push({ kind: "store", operation, what, bytes, normal: pages.length - zero, zero });
  }

  /**
   * Packs a message and what it carries now. Pages are read at this tick: what the guest writes later is dirty and
   * sent again.
   */
  #send(message: Message, urgent: boolean, again: boolean): void {
    this.#own.parcels += 2;
    const direction = this.role.source ? "toDestination" : "toSource";
    const { parcels: parcel } = this.#own;
    const { era } = this.hold;
    const packed = encodePayload(this.#machine, { message, parcel, direction, urgent, again, era });
    this.#own.bytesSent += packed.pageBytes;
    if (packed.payload) this.#outbox.push(packed.payload);
    this.#outputs.push(packed.output);
  }

  /**
   * Writes pages that came, and lets the guest go on where it waited for one of them. The guest is looked at last,
   * when all pages of the message are here, since its next access may be to a neighbour.
   */
  #apply({ path, number }: Carrier, pages: readonly number[], now: Tick): void {
    const { arrivedBy } = this.#own;
    // A page that comes while the role still receives is older than the checkpoint; how it came is of no interest
    // then.
    const afterStun = this.role.destination?.name !== "receiving";
    const landing = { machine: this.#machine, arrivedBy, afterStun };
    const refused =
      path === "link"
        ? applyPagePayload(landing, this.hold.take(number), pages)
        : applyChunk(landing, this.executor.takeChunk(number), pages);
    this.#outputs.push({ kind: "applied", path, pages, refused });
    const { waitsFor } = this.#guest;
    if (waitsFor === null || !this.#machine.isPresent(waitsFor)) return;
    this.#outputs.push({ kind: "served", page: waitsFor, stalled: this.#guest.serve(now) });
    this.#deliver(now);
  }
}
