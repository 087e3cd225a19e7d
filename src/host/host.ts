import type { Tick } from "../clock/tick.ts";
import type { Datastore, OwnerRecord } from "../datastore/datastore.ts";
import { boot, type GuestImage, imageBytes } from "../machine/boot.ts";
import { Machine } from "../machine/machine.ts";
import { Archive } from "./archive.ts";
import type { GuestStop } from "./guest.ts";
import { Hypervisor } from "./hypervisor.ts";
import { waitingIn } from "./inbox.ts";
import { owingOf } from "./owing.ts";
import type { PayloadWire } from "./payload/payload.ts";
import type { HostAnswer, HostCall, HostPort, HostSettings, HostView, Likeness, RoleCall } from "./port.ts";
import { type GuestInput, Twin } from "./twin.ts";
import { Unmoved, type UnmovedView } from "./unmoved.ts";
import { viewOf } from "./view.ts";

/**
 * A machine plus the source's or the destination's role. It runs its guest as far as the simulation grants, and does
 * on its machine what its role says; everything else leaves it as outputs.
 *
 * Time comes to it only with a call: it reads no clock and draws no chance, so that the same calls give the same
 * answers in this thread and in a worker. Calls must not overlap; the simulation awaits each one, but for the twin's.
 */
export class Host implements HostPort {
  readonly #module: WebAssembly.Module;
  readonly #hypervisor: Hypervisor;
  readonly #stores: Record<"real" | "copy", Datastore>;
  #datastore: Datastore;
  readonly #wire: PayloadWire;
  readonly #archive = new Archive();
  #twin: Twin | null = null;
  #unmoved: Unmoved | null = null;

  /** `copy` is the datastore in memory for what is repeated, where that is not the real one itself. */
  constructor(
    module: WebAssembly.Module,
    settings: HostSettings,
    datastore: Datastore,
    wire: PayloadWire,
    copy: Datastore = datastore,
  ) {
    const { place, ramBytes, instructionsPerSecond } = settings;
    this.#module = module;
    const machine = Machine.create(module, { ramBytes, instructionsPerSecond });
    this.#hypervisor = new Hypervisor(machine, settings, datastore, wire);
    this.#stores = { real: datastore, copy };
    this.#datastore = datastore;
    this.#wire = wire;
    if (place === "East") machine.setAllAbsent();
  }

  /**
   * The image goes to the datastore first: from there an HA-style restart boots it, long after this host may have
   * crashed. The dirty log begins empty: dirty is only what the guest itself has written.
   */
  async boot(image: GuestImage): Promise<void> {
    await this.#datastore.writeImage(image);
    boot(this.#machine, image);
    this.#machine.collectDirty();
    this.#hypervisor.guest.resume(0);
  }

  /**
   * Waits in real time for the bytes of the call's messages, then does the rest without another wait. So how fast
   * bytes cross between workers changes nothing in virtual time.
   */
  async step(call: HostCall): Promise<HostAnswer> {
    const { hold } = this.#hypervisor;
    for (const parcel of call.forget) hold.forget(parcel);
    for (const input of call.inputs)
      if (input.kind === "message" && input.carries) await hold.arrival(input.parcel);
    const stop = this.#run(call);
    // The guest stopped before `until`: the inputs belong to that later tick and are not taken. The simulation calls
    // again.
    if (stop.kind !== "reached") {
      this.#hypervisor.stopped(stop);
      return this.#answer(stop.tick, false);
    }
    for (const input of call.inputs) this.#hypervisor.take(input, call.until);
    return this.#answer(call.until, true);
  }

  assume(call: RoleCall): HostAnswer {
    this.#hypervisor.assume(call.role, call.migration, call.forget);
    return this.#answer(call.now, true);
  }

  /**
   * The effect happens when the simulation says so, not when the role asked: this is where both hosts' operations get
   * one order on the shared datastore.
   */
  perform(operation: number): Promise<void> {
    return this.#hypervisor.executor.perform(operation);
  }

  async imageBytes(): Promise<number> {
    return imageBytes(await this.#image());
  }

  /** Compare-and-set comes before the boot: whoever does not own the guest must not run one. */
  async restart(next: OwnerRecord, now: Tick): Promise<HostAnswer> {
    const { changed } = await this.#datastore.compareAndSetOwner(next.epoch - 1, next);
    if (!changed) throw new Error("The owner record changed during the restart; no guest was booted.");
    const machine = Machine.create(this.#module, this.#machine.settings);
    boot(machine, await this.#image());
    this.#archive.leave(this.#machine);
    this.#hypervisor.startAnew(machine, now);
    return this.#answer(now, true);
  }

  view(withScreen: boolean): HostView {
    return viewOf(this.#hypervisor, withScreen);
  }

  owing(others: readonly number[]): number {
    const { source } = this.#hypervisor.role;
    return source ? owingOf(source, this.#machine, others) : 0;
  }

  likeness(): Likeness {
    return { cycle: this.#machine.cycle, hash: this.#machine.hash() };
  }

  pageHashes(): BigUint64Array {
    return hashesOf(this.#machine);
  }

  readPage(page: number): Uint8Array | null {
    const isHere = this.#machine.isPresent(page) && !this.#hypervisor.state.freed;
    return isHere ? this.#machine.readPage(page) : null;
  }

  /**
   * Bytes under way must have come before the moment is kept, since a message that is on the link then finds its
   * payload again only in what is kept here.
   */
  async remember(
    moment: number,
    carried: readonly number[],
    most: number,
  ): Promise<{ readonly isKept: boolean; readonly bytes: number }> {
    for (const parcel of carried) await this.#hypervisor.hold.arrival(parcel);
    const { record: hypervisor } = this.#hypervisor;
    const twin = this.#twin && [...this.#twin.told];
    const machines = [this.#machine, this.#twin?.machine ?? null] as const;
    const isKept = this.#archive.keep(moment, { hypervisor, twin }, machines, most);
    return { isKept, bytes: this.#archive.bytes };
  }

  /**
   * The twin's machine is made only where the moment had a twin, and released where it had none: a twin that is left
   * over would be compared with a guest of another past.
   */
  recall(moment: number, era: number): void {
    const twinMachine = () => this.#twin?.machine ?? this.#fork();
    const { record, twin } = this.#archive.recall(moment, this.#machine, twinMachine);
    if (this.#twin && !twin) this.#archive.leave(this.#twin.machine);
    this.#twin = twin && new Twin(twin, record.twin ?? []);
    this.#unmoved = null;
    this.#hypervisor.recall(record.hypervisor, era);
  }

  useStore(which: "real" | "copy"): void {
    this.#datastore = this.#stores[which];
    this.#hypervisor.executor.use(this.#datastore);
  }

  forgetMoments(moments: readonly number[]): number {
    this.#archive.drop(moments);
    return this.#archive.bytes;
  }

  forkTwin(): void {
    this.dropTwin();
    this.#twin = new Twin(this.#fork());
  }

  dropTwin(): void {
    if (this.#twin) this.#archive.leave(this.#twin.machine);
    this.#twin = null;
    this.#unmoved = null;
  }

  #fork(): Machine {
    const machine = this.#machine.fork();
    this.#archive.forked(this.#machine, machine);
    return machine;
  }

  advanceTwin(cycle: number, inputs: readonly GuestInput[]): void {
    this.#twin?.hear(inputs);
    this.#unmoved?.hear(inputs);
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

  unmoved(cycle: number): UnmovedView {
    const { machine, told } = this.#requireTwin();
    this.#unmoved ??= new Unmoved(machine.fork(), told);
    return this.#unmoved.view(cycle);
  }

  forgetUnmoved(): void {
    this.#unmoved = null;
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
    return this.#hypervisor.guest.machine;
  }

  #requireTwin(): Twin {
    if (!this.#twin) throw new Error("The twin is forked when a migration starts; there was none.");
    return this.#twin;
  }

  /**
   * Runs the guest up to the call's tick or to what must be told before; on the way it gets what its console takes.
   * It stops at the tick of a look that gave the guest something, so that the twin and the trace get it at that tick
   * however far the call goes.
   */
  #run({ until, retire }: HostCall): GuestStop {
    const { machine } = this.#hypervisor.guest;
    const last = retire === undefined ? undefined : machine.retired + retire;
    for (;;) {
      const tick = this.#hypervisor.nextLook(until);
      const left = last === undefined ? undefined : last - machine.retired;
      const stop = this.#hypervisor.guest.runUntil(tick, left);
      if (stop.kind !== "reached") return stop;
      const isFed = this.#hypervisor.look(tick);
      if (tick >= until) return stop;
      if (isFed) return { kind: "fed", tick };
    }
  }

  /**
   * Everything that a step has done leaves in one answer, in its order. Sending comes last, in `dispatch`: what the
   * step put into the outbox crosses to the other worker in one transfer.
   */
  #answer(tick: Tick, reached: boolean): HostAnswer {
    const { guest, role } = this.#hypervisor;
    const { cycle, retired } = this.#machine;
    const printed = guest.takePrinted();
    return {
      tick,
      reached,
      outputs: this.#hypervisor.dispatch(),
      guest: guest.state,
      cycle,
      retired,
      slept: guest.sleptUntil(tick),
      printed,
      received: this.#machine.received,
      waiting: waitingIn(this.#hypervisor.state.inbox),
      unasked: guest.record.unasked,
      dirtied: role.source?.name === "preCopy" ? this.#machine.dirtyCount : null,
    };
  }
}

/** xxHash64 of each page in order, and 0 for one that is absent, whatever bytes were left in its place. */
function hashesOf(machine: Machine): BigUint64Array {
  const hashes = machine.pageHashes();
  const present = machine.presentBits();
  for (let page = 0; page < hashes.length; page++)
    if (!((present[page >>> 5]! >>> (page & 31)) & 1)) hashes[page] = 0n;
  return hashes;
}
