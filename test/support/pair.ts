import { EventQueue } from "../../src/clock/queue.ts";
import { MILLISECOND, type Tick } from "../../src/clock/tick.ts";
import { BACK_SLOTS } from "../../src/datastore/datastore.ts";
import { createDestination, handleDestination } from "../../src/migration/destination.ts";

import type { DeadlineName, Input } from "../../src/migration/input.ts";
import { linkBytes, type Message } from "../../src/migration/message.ts";
import type { Carrier, Output } from "../../src/migration/output.ts";
import { has, setOf } from "../../src/migration/page-set.ts";
import type { MigrationSettings } from "../../src/migration/settings.ts";
import { createSource, handleSource } from "../../src/migration/source.ts";
import type {
  ChunkHead,
  NoteContent,
  OwnerOnRecord,
  StoreAnswer,
  StoreOperation,
} from "../../src/migration/store.ts";

type HostName = "source" | "destination";

export const SETTINGS: MigrationSettings = {
  strategy: "quickResume",
  stopRule: "vsphere",
  pages: 24,
  switchoverGoal: 2 * MILLISECOND,
  afterRounds: null,
  maxRounds: 30,
  transmitToDirtyPercent: 130,
  pageOrder: "aroundFault",
  pagesPerSend: 4,
  pagesPerFault: 1,
  heartbeat: 40 * MILLISECOND,
  maxSwitchover: 1000 * MILLISECOND,
  queueBytes: 4 * 4104,
  fileSlots: 2,
  pagesPerChunk: 2,
  bitmapBytesPerNote: 3072,
  poll: 2 * MILLISECOND,
  datastoreRetries: 20,
};

const LATENCY = MILLISECOND;
const STORE_TIME = 2 * MILLISECOND;
const ROOM_TIME = 4 * MILLISECOND;
const GUEST_STEP = MILLISECOND;

/** What a fake wire does with one message: how often it arrives, and how much later than usual. */
export interface Recoverability {
  readonly copies: number;
  readonly delay: Tick;
}

/**
 * A source and a destination on a fake wire, with page versions instead of pages and a guest that writes one page
 * after another. Every write raises the version in `truth`; the memory of whoever runs the guest must follow it.
 */
export class Pair {
  readonly settings: MigrationSettings;
  readonly source;
  readonly destination;
  readonly log: { tick: Tick; who: HostName; output: Output }[] = [];
  readonly problems: string[] = [];
  now: Tick = 0;
  linkWhole = true;
  storeUp = true;
  owner: OwnerOnRecord = { owner: "source", epoch: 1 };
  file: {
    chunks: Map<number, { head: ChunkHead; versions: Map<number, number> }>;
    notes: Map<number, NoteContent>;
  } | null = null;
  /** Decides what becomes of the message with this number on the wire. */
  fate: (message: Message, number: number, from: HostName) => Recoverability = () => ({
    copies: 1,
    delay: 0,
  });
  messages = 0;
  events = 0;
  /** Called before each event. */
  before: (pair: Pair, event: number) => void = () => {};
  readonly truth: Int32Array;
  readonly memory: Record<HostName, Int32Array>;
  readonly #dirty = new Set<number>();
  readonly #queue = new EventQueue<() => void>();
  readonly #deadlines = new Map<string, number>();
  readonly #payloads = new Map<number, Map<number, number>>();
  readonly #chunks = new Map<number, Map<number, number>>();
  readonly #operations = new Map<string, StoreOperation>();
  #runner: HostName | null = "source";
  #waitsFor: number | null = null;
  #next = 0;
  #guestStep = 0;
  #bytesSent = 0;

  constructor(settings: Partial<MigrationSettings> = {}) {
    this.settings = { ...SETTINGS, ...settings };
    const { pages } = this.settings;
    this.source = createSource(this.settings);
    this.destination = createDestination(this.settings);
    this.truth = new Int32Array(pages);
    this.memory = { source: new Int32Array(pages), destination: new Int32Array(pages).fill(-1) };
    this.#guest(0);
  }

  get runner(): HostName | null {
    return this.#runner;
  }

  /** Starts the migration and lets everything happen up to `until`, or until both roles have nothing to do. */
  run(until: Tick = 3000 * MILLISECOND): this {
    if (this.source.name === "idle") this.input("source", { kind: "migrate" });
    for (let tick = this.#queue.peekTick(); tick !== null && tick <= until; tick = this.#queue.peekTick()) {
      this.now = tick;
      this.before(this, this.events++);
      this.#queue.pop()!.item();
      if (this.isEnded && this.#waitsFor === null) break;
    }
    return this;
  }

  /** The migration is over and the guest runs somewhere. */
  get isEnded(): boolean {
    return this.source.name === "freed" || this.source.name === "continued";
  }

  /** Whether whoever runs the guest has the newest version of every page. */
  get isWhole(): boolean {
    if (this.#runner === null) return false;
    const here = this.memory[this.#runner];
    return this.truth.every((version, page) => here[page] === version);
  }

  at(tick: Tick, task: () => void): void {
    this.#queue.push(tick, task);
  }

  cut(): void {
    this.linkWhole = false;
  }

  heal(): void {
    this.linkWhole = true;
    this.at(this.now, () => this.#grantRoom());
  }

  input(side: HostName, input: Input): void {
    const outputs =
      side === "source"
        ? handleSource(this.source, input, this.now)
        : handleDestination(this.destination, input, this.now);
    for (const output of outputs) this.#do(side, output);
  }

  #do(side: HostName, output: Output): void {
    this.log.push({ tick: this.now, who: side, output });
    switch (output.kind) {
      case "send":
        return this.#send(side, output.message);
      case "awaitRoom":
        this.at(this.now + ROOM_TIME, () => this.#grantRoom());
        return;
      case "store":
        return this.#store(side, output.operation, output.what);
      case "deadline":
        return this.#deadline(side, output.name, output.at);
      case "collectDirty": {
        const pages = setOf(this.settings.pages, this.#dirty);
        this.#dirty.clear();
        return this.input(side, {
          kind: "dirtyCollected",
          pages,
          cost: linkBytes(pages.count, 0),
          bytesSent: this.#bytesSent,
        });
      }
      case "stun":
        this.#runner = null;
        return;
      case "resume":
        return this.#resume(side);
      case "discardPages":
        for (let page = 0; page < this.settings.pages; page++)
          if (has(output.pages, page)) this.memory.destination[page] = -1;
        return;
      case "apply":
        return this.#apply(output.carrier, output.pages);
      case "free":
        if (side === "source" && this.memory.destination.includes(-1)) this.problems.push("freed too early");
        this.memory[side].fill(-1);
        return;
    }
  }

  #grantRoom(): void {
    if (this.linkWhole)
      this.input("source", { kind: "room", bytes: this.settings.queueBytes, bytesSent: this.#bytesSent });
  }

  #send(from: HostName, message: Message): void {
    const { content } = message;
    const number = ++this.messages;
    const body = content.channel === null ? null : content.body;
    if (body?.kind === "pages") {
      this.#bytesSent += body.pages.length * 4104;
      this.#payloads.set(number, new Map(body.pages.map((page) => [page, this.memory.source[page]!])));
    }
    const { copies, delay } = this.fate(message, number, from);
    if (!this.linkWhole) return;
    const to: HostName = from === "source" ? "destination" : "source";
    for (let copy = 0; copy < copies; copy++)
      this.at(this.now + LATENCY + delay + copy, () => {
        if (this.linkWhole) this.input(to, { kind: "message", message, parcel: number });
      });
  }

  #store(side: HostName, operation: number, what: StoreOperation): void {
    if (!this.storeUp) return;
    this.#operations.set(`${side} ${operation}`, what);
    let answer: StoreAnswer | null = null;
    this.at(this.now + STORE_TIME / 2, () => {
      if (this.storeUp) answer = this.#effect(side, operation, what);
    });
    this.at(this.now + STORE_TIME, () => {
      if (this.storeUp && answer) this.input(side, { kind: "storeAnswered", operation, answer });
    });
  }

  #effect(_side: HostName, operation: number, what: StoreOperation): StoreAnswer {
    const gone: StoreAnswer = { kind: "failed", reason: "no file" };
    switch (what.kind) {
      case "readOwner":
        return { kind: "owner", record: this.owner };
      case "compareAndSetOwner":
        if (this.owner.epoch === what.expectedEpoch) this.owner = what.next;
        return { kind: "owner", record: this.owner };
      case "createFile":
        this.file ??= { chunks: new Map(), notes: new Map() };
        return { kind: "done" };
      case "deleteFile":
        this.file = null;
        return { kind: "done" };
      case "writeChunk":
        return this.file ? this.#writeChunk(what.head) : gone;
      case "readHeads":
        return { kind: "heads", heads: what.sequences.map((each) => this.#chunk(each)?.head ?? null) };
      case "readChunk": {
        const chunk = this.#chunk(what.head.sequence);
        if (chunk) this.#chunks.set(operation, chunk.versions);
        return { kind: "chunk", whole: chunk !== null, noteAck: chunk?.head.noteAck ?? 0 };
      }
      case "writeNote":
        if (!this.file) return gone;
        this.file.notes.set((what.note.sequence - 1) % BACK_SLOTS, what.note);
        return { kind: "done" };
      case "readNote": {
        const note = this.file?.notes.get((what.sequence - 1) % BACK_SLOTS);
        return { kind: "note", note: note?.sequence === what.sequence ? note : null };
      }
    }
  }

  #writeChunk(head: ChunkHead): StoreAnswer {
    const slot = (head.sequence - 1) % this.settings.fileSlots;
    const old = this.file!.chunks.get(slot);
    if (old && old.head.sequence < head.sequence && old.head.sequence > this.destination.file.lastChunk)
      this.problems.push(`slot ${slot} was written again before chunk ${old.head.sequence} was read`);
    const versions = new Map(head.pages.map((page) => [page, this.memory.source[page]!]));
    this.file!.chunks.set(slot, { head, versions });
    return { kind: "done" };
  }

  #chunk(sequence: number) {
    const chunk = this.file?.chunks.get((sequence - 1) % this.settings.fileSlots);
    return chunk?.head.sequence === sequence ? chunk : null;
  }

  #deadline(side: HostName, name: DeadlineName, at: Tick | null): void {
    const key = `${side} ${name}`;
    const standing = this.#deadlines.get(key);
    if (standing !== undefined) this.#queue.remove(standing);
    if (at === null) return;
    const fire = () => this.input(side, { kind: "deadline", name });
    this.#deadlines.set(key, this.#queue.push(at, fire));
  }

  #apply({ path, number }: Carrier, pages: readonly number[]): void {
    const versions = (path === "link" ? this.#payloads : this.#chunks).get(number);
    for (const page of pages) {
      const version = versions?.get(page);
      if (version === undefined) this.problems.push(`page ${page} of ${path} ${number} has no bytes`);
      else if (this.#runner === "destination" && version !== this.truth[page])
        this.problems.push(`page ${page} came in version ${version} instead of ${this.truth[page]}`);
      this.memory.destination[page] = version ?? -1;
    }
    if (this.#waitsFor === null || this.memory.destination[this.#waitsFor]! < 0) return;
    this.#waitsFor = null;
    this.#guest(this.now);
  }

  #resume(side: HostName): void {
    if (this.#runner !== null) this.problems.push(`resumed at the ${side} while the ${this.#runner} runs it`);
    this.#runner = side;
    if (side === "destination")
      this.memory.destination.forEach((version, page) => {
        if (version >= 0 && version !== this.truth[page])
          this.problems.push(`page ${page} is stale at the resume`);
      });
    this.#guest(this.now);
  }

  /** The guest writes page after page in a scattered order, one a millisecond, wherever it runs. */
  #guest(now: Tick): void {
    const step = ++this.#guestStep;
    this.at(now + GUEST_STEP, () => {
      if (step === this.#guestStep && this.#runner) this.#write(this.#runner);
    });
  }

  #write(side: HostName): void {
    const page = this.#next;
    if (this.memory[side][page]! < 0) {
      this.#waitsFor = page;
      return this.input("destination", { kind: "guestFaulted", page });
    }
    this.#next = (this.#next + 7) % this.settings.pages;
    this.memory[side][page] = ++this.truth[page]!;
    if (side === "source") this.#dirty.add(page);
    this.#guest(this.now);
  }
}
