import type { Input } from "../../src/migration/input.ts";
import type { StoreAnswer } from "../../src/migration/store.ts";
import type { HostName } from "../../src/place/place.ts";
import { checkWorld } from "./checks.ts";
import { firstWorld } from "./first-world.ts";
import { Hands, type Watcher } from "./hands.ts";
import type { Budget, Instance } from "./instance.ts";
import { argumentOf, deadlineOf, isUndone, Kind, kindOf, spoilOf } from "./moves.ts";
import { Numbering } from "./record.ts";
import { RoleTable } from "./role-table.ts";
import type { Roles } from "./roles.ts";
import { TinyStore } from "./tiny-store.ts";
import { type Draft, deadlineIndex, type Operation, OTHER, type Parcel, SIDES, type World } from "./world.ts";

/** Whether a move uses up the budget: faults on the way do, what happens afterwards without faults does not. */
export type Counting = "counted" | "free";

/** What can become of a tiny migration: worlds, and what each move makes of them. */
export class Model {
  readonly instance: Instance;
  readonly #roles: Roles;
  readonly #sources;
  readonly #destinations;
  readonly #hands: Hands;
  readonly #store: TinyStore;
  #counting: Counting = "counted";

  constructor(instance: Instance, roles: Roles) {
    const numbering = new Numbering();
    const triesCap = instance.settings.datastoreRetries + 1;
    this.instance = instance;
    this.#roles = roles;
    this.#sources = new RoleTable(roles.handleSource, triesCap);
    this.#destinations = new RoleTable(roles.handleDestination, triesCap);
    const tables = { source: this.#sources, destination: this.#destinations } as never;
    this.#hands = new Hands(tables, numbering, instance.settings.pages);
    this.#store = new TinyStore(instance.settings.fileSlots, numbering);
  }

  /** How many states of source and destination were seen. */
  get roleStates(): { source: number; destination: number } {
    return { source: this.#sources.size, destination: this.#destinations.size };
  }

  /** Lets `watcher` see what the roles do. */
  watch(watcher: Watcher | null): void {
    this.#hands.watcher = watcher;
  }

  /** The world in which the migration has just begun. */
  begin(): World {
    const { settings, budget } = this.instance;
    const source = this.#sources.keep(this.#roles.createSource(settings));
    const destination = this.#destinations.keep(this.#roles.createDestination(settings));
    const draft: Draft = { ...firstWorld(settings.pages, budget), source, destination };
    this.#hands.feed(draft, "source", "migrate", () => ({ kind: "migrate" }));
    return draft;
  }

  /** The world after a move. */
  after(world: World, code: number, counting: Counting = "counted"): World {
    const draft: Draft = { ...world };
    this.#counting = counting;
    this.#make(draft, kindOf(code), argumentOf(code));
    draft.violation ??= checkWorld(draft);
    return draft;
  }

  #make(draft: Draft, kind: number, argument: number): void {
    switch (kind) {
      case Kind.deliver:
        return this.#deliver(draft, this.#take(draft, argument));
      case Kind.lose:
        this.#spend(draft, "losses");
        this.#take(draft, argument);
        return;
      case Kind.double: {
        this.#spend(draft, "doubles");
        const parcel = this.#take(draft, argument);
        goAstray(draft, parcel);
        return this.#deliver(draft, parcel);
      }
      case Kind.stray:
        this.#spend(draft, "strays");
        return goAstray(draft, this.#take(draft, argument));
      case Kind.arriveLate: {
        const parcel = draft.strays[argument]!;
        draft.strays = draft.strays.filter((_, index) => index !== argument);
        return this.#deliver(draft, parcel);
      }
      case Kind.room:
        draft.wantsRoom = false;
        return this.#hands.feed(draft, "source", "room", () => {
          return { kind: "room", bytes: this.instance.settings.queueBytes, bytesSent: 0 };
        });
      case Kind.effect:
        return this.#effect(draft, SIDES[argument]!);
      case Kind.answer:
        return this.#answer(draft, SIDES[argument]!, false);
      case Kind.damage:
        this.#spend(draft, "damages");
        return this.#answer(draft, SIDES[argument]!, true);
      case Kind.loseAnswer:
        this.#spend(draft, "lostAnswers");
        this.#takeOperation(draft, SIDES[argument]!);
        return;
      case Kind.deadline:
        return this.#deadline(draft, argument);
      case Kind.spoil:
        this.#spend(draft, "spoils");
        return this.#store.spoil(draft, spoilOf(argument));
      case Kind.guest:
        return this.#guest(draft, argument);
      case Kind.again:
        return this.#again(draft);
      default:
        return this.#fault(draft, kind, argument);
    }
  }

  #spend(draft: Draft, name: keyof Budget): void {
    const left = draft.budget[name];
    const isKept = this.#counting === "free" && name !== "writes";
    if (left > 0 && !isKept) draft.budget = { ...draft.budget, [name]: left - 1 };
  }

  #take(draft: Draft, queue: number): Parcel {
    const parcel = draft.queues[queue]![0]!;
    draft.queues = draft.queues.with(queue, draft.queues[queue]!.slice(1));
    return parcel;
  }

  #deliver(draft: Draft, { id, message, from, payload }: Parcel): void {
    const side = OTHER[from];
    if (draft.crashed === side) return;
    const number = payload ? freeNumber(draft) : 0;
    if (payload) draft.holds = [...draft.holds, { number, parcel: { id, message, from, payload } }];
    const input = (): Input => ({ kind: "message", message, parcel: number });
    this.#hands.feed(draft, side, `message ${this.#hands.idOf(message)} ${number}`, input);
  }

  #effect(draft: Draft, side: HostName): void {
    const list = draft.operations[side];
    const index = list.findIndex(isUndone);
    const done = this.#store.perform(draft, side, list[index]!);
    const rest = draft.crashed === side ? list.filter((_, at) => at !== index) : list.with(index, done);
    draft.operations = { ...draft.operations, [side]: rest };
  }

  #takeOperation(draft: Draft, side: HostName): Operation {
    const [first, ...rest] = draft.operations[side];
    draft.operations = { ...draft.operations, [side]: rest };
    return first!;
  }

  #answer(draft: Draft, side: HostName, isDamaged: boolean): void {
    const { operation, what, answer, answerId, payload } = this.#takeOperation(draft, side);
    if (operation === 0) return;
    const given: StoreAnswer = isDamaged ? { kind: "chunk", whole: false, noteAck: 0 } : answer!;
    if (what.kind === "readChunk" && payload && !isDamaged)
      draft.chunks = [...draft.chunks, { operation, pages: what.head.pages, versions: payload }];
    const text = `answer ${operation} ${isDamaged ? "damaged" : answerId}`;
    this.#hands.feed(draft, side, text, () => ({ kind: "storeAnswered", operation, answer: given }));
  }

  #deadline(draft: Draft, argument: number): void {
    const { side, name } = deadlineOf(argument);
    const left = draft.deadlines[side] & ~(1 << deadlineIndex(name));
    draft.deadlines = { ...draft.deadlines, [side]: left };
    if (name === "alive") this.#spend(draft, side === "source" ? "sourceBeats" : "destinationBeats");
    if (name === "silence" && draft.linkWhole) this.#spend(draft, "silences");
    if (name === "store" && draft.operations[side].length > 0) this.#spend(draft, "retries");
    this.#hands.feed(draft, side, `deadline ${name}`, () => ({ kind: "deadline", name }));
  }

  /** A write raises the page's version; an absent page stops the guest until it comes. */
  #guest(draft: Draft, page: number): void {
    const side = draft.runner!;
    const memory = draft.memory[side];
    if (memory[page]! < 0) {
      draft.waitsFor = page;
      return this.#hands.feed(draft, side, `fault ${page}`, () => ({ kind: "guestFaulted", page }));
    }
    this.#spend(draft, "writes");
    const version = draft.truth[page]! + 1;
    if (memory[page] !== draft.truth[page])
      draft.violation ??= `The guest read an old version of page ${page}.`;
    draft.truth = draft.truth.with(page, version);
    draft.memory = { ...draft.memory, [side]: memory.with(page, version) };
    draft.next = (page + 1) % this.instance.settings.pages;
    if (side === "source" && !draft.dirty.includes(page)) draft.dirty = [...draft.dirty, page].sort();
  }

  /**
   * Hosts are what `HostDriver.beginAgain` makes of them: fresh roles, which lead the other way where the guest has moved.
   * What was under way is dropped, but for a deletion of the file, which is done.
   */
  #again(draft: Draft): void {
    this.#spend(draft, "again");
    const { settings, budget } = this.instance;
    const host = draft.runner!;
    const isDeleting = draft.operations.source.some(
      (each) => isUndone(each) && each.what.kind === "deleteFile",
    );
    const { truth, next, linkWhole, storeUp, owner, file, memory } = draft;
    const fresh = firstWorld(settings.pages, budget);
    const kept = { truth, next, linkWhole, storeUp, budget: draft.budget, violation: draft.violation };
    Object.assign(draft, fresh, kept, {
      memory: { source: memory[host], destination: fresh.memory.destination },
      owner: { owner: "source", epoch: owner.epoch },
      file: isDeleting && storeUp ? null : file,
      source: this.#sources.keep(this.#roles.createSource(settings)),
      destination: this.#destinations.keep(this.#roles.createDestination(settings)),
    });
    this.#hands.feed(draft, "source", "migrate", () => ({ kind: "migrate" }));
  }

  #fault(draft: Draft, kind: number, argument: number): void {
    switch (kind) {
      case Kind.cut:
        this.#spend(draft, "cuts");
        draft.linkWhole = false;
        draft.queues = [[], [], [], []];
        return;
      case Kind.heal:
        draft.linkWhole = true;
        return;
      case Kind.stop:
        this.#spend(draft, "stops");
        draft.storeUp = false;
        draft.operations = { source: [], destination: [] };
        return;
      case Kind.start:
        draft.storeUp = true;
        return;
      case Kind.crash:
        this.#spend(draft, "crashes");
        return crash(draft, SIDES[argument]!);
    }
  }
}

/** What a crashed host had sent or issued still arrives; it takes nothing in any more. */
function crash(draft: Draft, side: HostName): void {
  draft.crashed = side;
  if (draft.runner === side) draft.runner = null;
  if (side === "source") draft.wantsRoom = false;
  draft.deadlines = { ...draft.deadlines, [side]: 0 };
  draft.operations = { ...draft.operations, [side]: draft.operations[side].filter(isUndone) };
  const from = OTHER[side];
  draft.queues = draft.queues.map((queue) => queue.filter((parcel) => parcel.from !== from));
  draft.strays = draft.strays.filter((parcel) => parcel.from !== from);
}

function goAstray(draft: Draft, parcel: Parcel): void {
  draft.strays = [...draft.strays, parcel].sort((one, other) => one.id - other.id);
}

function freeNumber({ holds }: Draft): number {
  for (let number = 1; ; number++) if (!holds.some((hold) => hold.number === number)) return number;
}
