import type { Input } from "../../src/migration/input.ts";
import { type Body, linkBytes, type Message } from "../../src/migration/message.ts";
import type { Carrier, Output } from "../../src/migration/output.ts";
import { has, type PageSet, setOf } from "../../src/migration/page-set.ts";
import type { StoreOperation } from "../../src/migration/store.ts";
import type { HostName } from "../../src/place/place.ts";
import { checkOwedAgain, checkWantedFirst } from "./checks.ts";
import { type Numbering, textOf } from "./record.ts";
import type { Kept, Numbers, Reaction, RoleTable } from "./role-table.ts";
import { type Draft, deadlineIndex, OTHER, type Parcel, QUEUES, type World } from "./world.ts";

/** Is told what each role takes in and puts out; it writes the transcript. */
export type Watcher = (
  side: HostName,
  input: Input,
  outputs: readonly Output[],
  before: string,
  after: string,
) => void;

/** Gives inputs to the roles and does to the world what they put out, like a host does to its machine. */
export class Hands {
  readonly #tables: { readonly [side in HostName]: RoleTable<never> };
  readonly #numbering: Numbering;
  readonly #texts = new WeakMap<object, number>();
  readonly #pages: number;
  watcher: Watcher | null = null;

  constructor(
    tables: { readonly [side in HostName]: RoleTable<never> },
    numbering: Numbering,
    pages: number,
  ) {
    this.#tables = tables;
    this.#numbering = numbering;
    this.#pages = pages;
  }

  /** Hands one input to a role and does what it says; `text` names the input. */
  feed(draft: Draft, side: HostName, text: string, input: () => Input): void {
    const was = draft.source;
    const before: Kept<{ name: string }> = draft[side];
    const reaction: Reaction<never> = this.#tables[side].react(before as never, text, input);
    draft[side] = reaction.next as never;
    if (reaction.mistake) draft.violation ??= `The ${side} failed: ${reaction.mistake}`;
    if (side === "source") draft.violation ??= checkOwedAgain(was, draft) ?? checkWantedFirst(was, draft);
    this.#renumber(draft, side, reaction.numbers);
    const { name } = (draft as World)[side].role;
    this.watcher?.(side, input(), reaction.outputs, before.role.name, name);
    for (const output of reaction.outputs) this.#do(draft, side, output);
  }

  /** A number that is equal for equal contents. */
  idOf(value: object): number {
    let id = this.#texts.get(value);
    if (id === undefined) {
      id = this.#numbering.of(textOf(value));
      this.#texts.set(value, id);
    }
    return id;
  }

  /** The role knows its operations by new numbers now; answers to those that it forgot mean nothing to it. */
  #renumber(draft: Draft, side: HostName, { known, applied }: Numbers): void {
    const list = draft.operations[side];
    if (list.some(({ operation }) => operation !== 0 && known.get(operation) !== operation)) {
      const renamed = list.map((each) => ({ ...each, operation: known.get(each.operation) ?? 0 }));
      draft.operations = { ...draft.operations, [side]: renamed };
    }
    if (side === "source" || draft.chunks.length === 0) return;
    const chunks = draft.chunks.map((chunk) => {
      return { ...chunk, operation: applied.get(chunk.operation) ?? known.get(chunk.operation) ?? 0 };
    });
    draft.chunks = chunks.filter(({ operation }) => operation > 0);
  }

  #do(draft: Draft, side: HostName, output: Output): void {
    switch (output.kind) {
      case "send":
        return this.#send(draft, side, output.message, output.urgent);
      case "awaitRoom":
        draft.wantsRoom = true;
        return;
      case "store":
        return this.#ask(draft, side, output.operation, output.what);
      case "deadline": {
        const bit = 1 << deadlineIndex(output.name);
        const standing = draft.deadlines[side];
        const now = output.at === null ? standing & ~bit : standing | bit;
        if (now !== standing) draft.deadlines = { ...draft.deadlines, [side]: now };
        return;
      }
      case "collectDirty":
        return this.#collectDirty(draft, side);
      case "stun":
        draft.runner = null;
        return;
      case "resume":
        return resume(draft, side);
      case "loadCheckpoint":
        return loadCheckpoint(draft, output.parcel);
      case "discardPages":
        return discard(draft, output.pages);
      case "apply":
        return apply(draft, output.carrier, output.pages);
      case "drop":
        draft.holds = draft.holds.filter(({ number }) => number !== output.carrier.number);
        return;
      case "free":
        return free(draft, side);
    }
  }

  #send(draft: Draft, from: HostName, message: Message, urgent: boolean): void {
    if (!draft.linkWhole || draft.crashed === OTHER[from]) return;
    const parcel = this.#parcel(draft, from, message);
    const index = QUEUES.findIndex((queue) => queue.from === from && queue.urgent === urgent);
    draft.queues = draft.queues.with(index, [...draft.queues[index]!, parcel]);
  }

  #parcel(draft: Draft, from: HostName, message: Message): Parcel {
    const { content } = message;
    const payload = content.channel === null ? null : payloadOf(draft, content.body);
    const text = `parcel ${from} ${this.idOf(message)} ${textOf(payload)}`;
    return { id: this.#numbering.of(text), message, from, payload };
  }

  #ask(draft: Draft, side: HostName, operation: number, what: StoreOperation): void {
    if (!draft.storeUp) return;
    const asked = { operation, what, whatId: this.idOf(what), answer: null, answerId: 0, payload: null };
    draft.operations = { ...draft.operations, [side]: [...draft.operations[side], asked] };
  }

  #collectDirty(draft: Draft, side: HostName): void {
    const dirty = draft.dirty;
    draft.dirty = [];
    this.feed(draft, side, `dirty ${dirty.join(" ")}`, () => {
      return {
        kind: "dirtyCollected",
        pages: setOf(this.#pages, dirty),
        cost: linkBytes(dirty.length, 0),
        bytesSent: 0,
      };
    });
  }
}

/** Pages travel in the versions that they have when they are sent; a checkpoint carries what the guest had done. */
function payloadOf(draft: Draft, body: Body): readonly number[] | null {
  if (body.kind === "pages") return body.pages.map((page) => draft.memory.source[page]!);
  return body.kind === "checkpoint" ? [writesOf(draft)] : null;
}

function writesOf(draft: Draft): number {
  return draft.truth.reduce((sum, version) => sum + version, 0);
}

function resume(draft: Draft, side: HostName): void {
  if (draft.runner !== null)
    draft.violation ??= `The guest resumed at the ${side} while the ${draft.runner} runs it.`;
  if (side === "destination" && draft.checkpoint !== writesOf(draft))
    draft.violation ??= "The guest resumed at the destination from an old checkpoint.";
  draft.runner = side;
}

function loadCheckpoint(draft: Draft, parcel: number): void {
  const hold = draft.holds.find(({ number }) => number === parcel);
  if (!hold) draft.violation ??= "The checkpoint was loaded although it is not there.";
  draft.checkpoint = hold?.parcel.payload?.[0] ?? -1;
  draft.holds = draft.holds.filter((each) => each !== hold);
}

function discard(draft: Draft, pages: PageSet): void {
  const destination = draft.memory.destination.map((version, page) => (has(pages, page) ? -1 : version));
  draft.memory = { ...draft.memory, destination };
}

/** Before the checkpoint newer pages replace older ones; afterwards each page comes once, in its newest version. */
function apply(draft: Draft, { path, number }: Carrier, pages: readonly number[]): void {
  const carried = path === "link" ? takeHold(draft, number) : takeChunk(draft, number);
  const memory = [...draft.memory.destination];
  for (const page of pages) {
    const version = carried(page);
    if (version === undefined)
      draft.violation ??= `Page ${page} was applied although its bytes are not there.`;
    else if (draft.checkpoint >= 0 && draft.runner !== "source") judge(draft, page, memory[page]!, version);
    memory[page] = version ?? -1;
  }
  draft.memory = { ...draft.memory, destination: memory };
  if (draft.waitsFor >= 0 && memory[draft.waitsFor]! >= 0) draft.waitsFor = -1;
}

function judge(draft: Draft, page: number, here: number, version: number): void {
  if (version !== draft.truth[page])
    draft.violation ??= `Page ${page} came in version ${version}, but the newest is ${draft.truth[page]}.`;
  else if (here >= 0) draft.violation ??= `Page ${page} was applied a second time after the checkpoint.`;
}

function takeHold(draft: Draft, number: number): (page: number) => number | undefined {
  const hold = draft.holds.find((each) => each.number === number);
  draft.holds = draft.holds.filter((each) => each !== hold);
  const content = hold?.parcel.message.content;
  const pages = content?.channel && content.body.kind === "pages" ? content.body.pages : [];
  return (page) => hold?.parcel.payload?.[pages.indexOf(page)];
}

function takeChunk(draft: Draft, number: number): (page: number) => number | undefined {
  const chunk = draft.chunks.find(({ operation }) => operation === number);
  draft.chunks = draft.chunks.filter((each) => each !== chunk);
  return (page) => chunk?.versions[chunk.pages.indexOf(page)];
}

function free(draft: Draft, side: HostName): void {
  const nothing = draft.truth.map(() => -1);
  if (side === "source" && draft.memory.destination.some((version, page) => version !== draft.truth[page]))
    draft.violation ??= "The source freed its memory before the destination had every page.";
  if (draft.runner === side) draft.violation ??= `The ${side} freed the memory of the guest that it runs.`;
  draft.memory = { ...draft.memory, [side]: nothing };
}
