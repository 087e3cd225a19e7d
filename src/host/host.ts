import { copyPlain } from "../clock/plain.ts";
import type { Tick } from "../clock/tick.ts";
import type { Datastore, OwnerRecord } from "../datastore/datastore.ts";
import { boot, type GuestImage, imageBytes } from "../machine/boot.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import { Machine } from "../machine/machine.ts";
import { createDestination, type Destination, handleDestination } from "../migration/destination.ts";
import type { Input } from "../migration/input.ts";
import type { Message } from "../migration/message.ts";
import type { Carrier, Output } from "../migration/output.ts";
import { members, type PageSet, setOf } from "../migration/page-set.ts";
import { createSource, handleSource, type Source } from "../migration/source.ts";
import { operationBytes, type StoreOperation } from "../migration/store.ts";
import { Archive, type HostRecord, type HostState } from "./archive.ts";
import { type Cargo, CargoHold, type CargoWire } from "./cargo.ts";
import { Guest } from "./guest.ts";
import { deliverRequests, deliverTyped, queueRequest } from "./guest-inbox.ts";
import { viewOf } from "./host-view.ts";
import { landCargo, landChunk } from "./landing.ts";
import type {
  GuestAnswer,
  HostAnswer,
  HostCall,
  HostInput,
  HostOutput,
  HostPort,
  HostSettings,
  HostView,
  Likeness,
} from "./port.ts";
import { isWhole } from "./seal.ts";
import { packUp } from "./sending.ts";
import { refusedIn, StoreClerk } from "./store-clerk.ts";
import { type GuestInput, Twin } from "./twin.ts";

/**
 * A machine plus the source's or the destination's role. It runs its guest as far as the simulation grants, and does
 * on its machine what its role says; everything else leaves it as outputs.
 */
export class Host implements HostPort {
  readonly #module: WebAssembly.Module;
  #guest: Guest;
  #source: Source | null;
  #destination: Destination | null;
  readonly #clerk: StoreClerk;
  readonly #stores: Record<"real" | "copy", Datastore>;
  #datastore: Datastore;
  readonly #wire: CargoWire;
  readonly #hold = new CargoHold();
  readonly #archive = new Archive();
  #own: HostState;
  #twin: Twin | null = null;
  #outbox: Cargo[] = [];
  #outputs: HostOutput[] = [];

  /** `copy` is the datastore in memory for what is repeated, where that is not the real one itself. */
  constructor(
    module: WebAssembly.Module,
    settings: HostSettings,
    datastore: Datastore,
    wire: CargoWire,
    copy: Datastore = datastore,
  ) {
    const { name, ramBytes, instructionsPerSecond, migration } = settings;
    this.#module = module;
    const machine = Machine.create(module, { ramBytes, instructionsPerSecond });
    this.#guest = new Guest(machine, "absent");
    this.#source = name === "source" ? createSource(migration) : null;
    this.#destination = name === "destination" ? createDestination(migration) : null;
    this.#clerk = new StoreClerk(datastore, migration, machine);
    this.#stores = { real: datastore, copy };
    this.#datastore = datastore;
    this.#wire = wire;
    const arrivedBy = new Uint8Array(machine.pageCount);
    this.#own = {
      arrivedBy,
      freed: false,
      roles: [],
      parcels: name === "source" ? 0 : 1,
      bytesSent: 0,
      inbox: { typed: [], requests: [] },
    };
    this.#noteRole();
    if (name === "destination") {
      machine.reserve();
      machine.setAllAbsent();
    }
    wire.onArrival((cargo) => {
      for (const each of cargo) this.#hold.store(each);
    });
  }

  async boot(image: GuestImage): Promise<void> {
    await this.#datastore.writeImage(image);
    boot(this.#machine, image);
    this.#machine.collectDirty();
    this.#guest.resume(0);
  }

  async step(call: HostCall): Promise<HostAnswer> {
    this.#outputs = [];
    for (const parcel of call.forget) this.#hold.forget(parcel);
    for (const input of call.inputs)
      if (input.kind === "message" && input.carries) await this.#hold.arrival(input.parcel);
    const stop = this.#guest.runUntil(call.until, call.retireOne);
    const tick = stop.kind === "reached" ? call.until : stop.tick;
    if (stop.kind === "reached") for (const input of call.inputs) this.#take(input, tick);
    else if (stop.kind === "retired") return this.#answer(tick, false);
    else if (stop.kind === "answered") this.#answered(stop.answer);
    else if (stop.kind === "off") this.#outputs.push({ kind: "shutDown" });
    else this.#fault(stop.page, stop.access, tick);
    this.#dispatch();
    return this.#answer(tick, stop.kind === "reached");
  }

  perform(operation: number): Promise<void> {
    return this.#clerk.perform(operation);
  }

  async imageBytes(): Promise<number> {
    return imageBytes(await this.#image());
  }

  async restart(next: OwnerRecord, now: Tick): Promise<HostAnswer> {
    const { changed } = await this.#datastore.compareAndSetOwner(next.epoch - 1, next);
    if (!changed) throw new Error("The owner record changed during the restart; no guest was booted.");
    const machine = Machine.create(this.#module, this.#machine.settings);
    boot(machine, await this.#image());
    this.#guest = new Guest(machine, "absent");
    this.#source = null;
    this.#destination = null;
    this.#own.freed = false;
    this.#own.inbox.requests = [];
    this.#outputs = [];
    this.#guest.resume(now);
    return this.#answer(now, true);
  }

  view(withScreen: boolean): HostView {
    const parts = {
      guest: this.#guest,
      source: this.#source,
      destination: this.#destination,
      own: this.#own,
    };
    return viewOf(parts, withScreen);
  }

  likeness(): Likeness {
    return { cycle: this.#machine.cycle, hash: this.#machine.hash() };
  }

  pageHashes(): BigUint64Array {
    return hashesOf(this.#machine);
  }

  readPage(page: number): Uint8Array | null {
    return this.#machine.isPresent(page) && !this.#own.freed ? this.#machine.readPage(page) : null;
  }

  async remember(moment: number, carried: readonly number[]): Promise<number> {
    for (const parcel of carried) await this.#hold.arrival(parcel);
    const record: HostRecord = {
      ...copyPlain({
        guest: this.#guest.record,
        source: this.#source,
        destination: this.#destination,
        own: this.#own,
      }),
      clerk: this.#clerk.remember(),
      hold: this.#hold.remember(),
      twin: this.#twin && [...this.#twin.told],
    };
    this.#archive.keep(moment, record, this.#machine, this.#twin?.machine ?? null);
    return this.#archive.bytes;
  }

  recall(moment: number, era: number): void {
    const twinMachine = () => this.#twin?.machine ?? this.#machine.fork();
    const { record, twin } = this.#archive.recall(moment, this.#machine, twinMachine);
    this.#twin = twin && new Twin(twin, record.twin ?? []);
    this.#guest.record = copyPlain(record.guest);
    this.#source = copyPlain(record.source);
    this.#destination = copyPlain(record.destination);
    this.#own = copyPlain(record.own);
    this.#clerk.recall(record.clerk);
    this.#hold.recall(record.hold, era);
    this.#outbox = [];
  }

  useStore(which: "real" | "copy"): void {
    this.#datastore = this.#stores[which];
    this.#clerk.use(this.#datastore);
  }

  forgetMoments(moments: readonly number[]): number {
    this.#archive.drop(moments);
    return this.#archive.bytes;
  }

  forkTwin(): void {
    this.#twin = new Twin(this.#machine.fork());
  }

  advanceTwin(cycle: number, inputs: readonly GuestInput[]): void {
    this.#twin?.hear(inputs);
    this.#twin?.advance(cycle);
  }

  twinLikeness(cycle: number): Likeness {
    const twin = this.#requireTwin();
    twin.advance(cycle);
    return { cycle: twin.machine.cycle, hash: twin.machine.hash() };
  }

  twinPageHashes(): BigUint64Array {
    return hashesOf(this.#requireTwin().machine);
  }

  close(): void {
    this.#wire.close();
    for (const store of new Set(Object.values(this.#stores))) store.close();
  }

  async #image(): Promise<GuestImage> {
    const image = await this.#datastore.readImage();
    if (!image) throw new Error("There is no image on the datastore to boot a guest from.");
    return image as GuestImage;
  }

  get #machine(): Machine {
    return this.#guest.machine;
  }

  #requireTwin(): Twin {
    if (!this.#twin) throw new Error("The twin is forked when a migration starts; there was none.");
    return this.#twin;
  }

  #answer(tick: Tick, reached: boolean): HostAnswer {
    const { state } = this.#guest;
    const { cycle, retired } = this.#machine;
    const printed = this.#guest.takePrinted();
    const { unfinishedLine } = this.#guest;
    return {
      tick,
      reached,
      outputs: this.#outputs,
      guest: state,
      cycle,
      retired,
      slept: this.#guest.sleptUntil(tick),
      printed,
      unfinishedLine,
      remaining: this.#source?.toSend.count ?? 0,
      dirtied: this.#source?.name === "preCopy" ? this.#machine.dirtyCount : null,
    };
  }

  #take(input: HostInput, now: Tick): void {
    const { inbox } = this.#own;
    switch (input.kind) {
      case "typed":
        inbox.typed.push(input.bytes);
        this.#outputs.push(...deliverTyped(inbox, this.#guest));
        return;
      case "request":
        queueRequest(inbox, input.request);
        this.#outputs.push(...deliverRequests(inbox, this.#guest));
        return;
      case "storeAnswered": {
        const answer = this.#clerk.takeAnswer(input.operation);
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

  /** A message that came damaged is refused before the role hears of it, as if the link had lost it. */
  #takeMessage({ message, parcel, carries }: HostInput & { kind: "message" }, now: Tick): void {
    if (isWhole(message, this.#hold.look(parcel)))
      return this.#handle({ kind: "message", message, parcel }, now);
    if (carries) this.#hold.forget(parcel);
    this.#outputs.push({ kind: "refused", what: "message" });
  }

  /** A host that has booted a new guest has no role, and hears nothing of the migration that was. */
  #handle(input: Input, now: Tick): void {
    const outputs = this.#source
      ? handleSource(this.#source, input, now)
      : this.#destination
        ? handleDestination(this.#destination, input, now)
        : [];
    this.#noteRole();
    for (const output of outputs) this.#do(output, now);
  }

  #noteRole(): void {
    const { roles } = this.#own;
    const name = this.#source?.name ?? this.#destination?.name;
    if (name !== undefined && roles.at(-1) !== name) roles.push(name);
  }

  #fault(page: number, access: "read" | "write" | "fetch", now: Tick): void {
    this.#outputs.push({ kind: "faulted", page, access });
    this.#handle({ kind: "guestFaulted", page }, now);
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
        this.#machine.loadState(this.#hold.take(output.parcel).state!);
        this.#outputs.push({ kind: "checkpointLoaded" });
        return;
      case "discardPages":
        return this.#discard(output.pages);
      case "apply":
        return this.#apply(output.carrier, output.pages, now);
      case "drop":
        if (output.carrier.path === "link") this.#hold.forget(output.carrier.number);
        return;
      default:
        this.#outputs.push(output);
        return this.#followGuest(output, now);
    }
  }

  #askStore(operation: number, what: StoreOperation): void {
    this.#clerk.ask(operation, what);
    const pages = what.kind === "writeChunk" ? what.head.pages : [];
    const zero = pages.filter((page) => this.#machine.isZeroPage(page)).length;
    const bytes = operationBytes(what) - zero * PAGE_BYTES;
    this.#outputs.push({ kind: "store", operation, what, bytes, normal: pages.length - zero, zero });
  }

  #followGuest(output: Output, now: Tick): void {
    const { kind } = output;
    if (kind === "stun") this.#guest.stun(now);
    if (kind === "throttle") this.#guest.throttle(output.percent, now);
    if (kind === "resume") {
      if (this.#destination) this.#machine.collectDirty();
      this.#guest.resume(now);
      this.#deliver();
    }
    if (kind === "free") {
      this.#own.freed = true;
      this.#guest.leave();
      this.#machine.setAllAbsent();
    }
  }

  #collectDirty(now: Tick): void {
    const dirty = this.#machine.collectDirty();
    this.#outputs.push({ kind: "dirtySynced", pages: dirty.length });
    const pages = setOf(this.#machine.pageCount, dirty);
    this.#handle({ kind: "dirtyCollected", pages, bytesSent: this.#own.bytesSent }, now);
  }

  #deliver(): void {
    this.#outputs.push(...deliverTyped(this.#own.inbox, this.#guest));
    this.#outputs.push(...deliverRequests(this.#own.inbox, this.#guest));
  }

  /** A guest that has answered has room in its mailbox. */
  #answered(answer: GuestAnswer): void {
    this.#outputs.push({ kind: "answered", answer }, ...deliverRequests(this.#own.inbox, this.#guest));
  }

  #send(message: Message, urgent: boolean, again: boolean): void {
    this.#own.parcels += 2;
    const direction = this.#source ? "toDestination" : "toSource";
    const { parcels: parcel } = this.#own;
    const { era } = this.#hold;
    const packed = packUp(this.#machine, { message, parcel, direction, urgent, again, era });
    this.#own.bytesSent += packed.pageBytes;
    if (packed.cargo) this.#outbox.push(packed.cargo);
    this.#outputs.push(packed.output);
  }

  /** Everything sent in one step crosses together. */
  #dispatch(): void {
    if (this.#outbox.length > 0) this.#wire.send(this.#outbox.splice(0));
  }

  #discard(pages: PageSet): void {
    for (const page of members(pages)) this.#machine.setAbsent(page);
  }

  #apply({ path, number }: Carrier, pages: readonly number[], now: Tick): void {
    const { arrivedBy } = this.#own;
    const afterStun = this.#destination?.name !== "receiving";
    const landing = { machine: this.#machine, arrivedBy, afterStun };
    const refused =
      path === "link"
        ? landCargo(landing, this.#hold.take(number), pages)
        : landChunk(landing, this.#clerk.takeChunk(number), pages);
    this.#outputs.push({ kind: "applied", path, pages, refused });
    const { waitsFor } = this.#guest;
    if (waitsFor === null || !this.#machine.isPresent(waitsFor)) return;
    this.#outputs.push({ kind: "served", page: waitsFor, stalled: this.#guest.serve(now) });
    this.#deliver();
  }
}

function hashesOf(machine: Machine): BigUint64Array {
  return BigUint64Array.from({ length: machine.pageCount }, (_, page) =>
    machine.isPresent(page) ? machine.pageHash(page) : 0n,
  );
}
