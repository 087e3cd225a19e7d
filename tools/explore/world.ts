import type { Destination } from "../../src/migration/destination.ts";
import type { DeadlineName } from "../../src/migration/input.ts";
import type { Message } from "../../src/migration/message.ts";
import type { Source } from "../../src/migration/source.ts";
import type {
  ChunkHead,
  NoteContent,
  OwnerOnRecord,
  StoreAnswer,
  StoreOperation,
} from "../../src/migration/store.ts";
import type { HostName } from "../../src/place/place.ts";
import { BUDGET_NAMES, type Budget } from "./instance.ts";
import type { Kept } from "./role-table.ts";

export const SIDES = ["source", "destination"] as const;
export const OTHER = { source: "destination", destination: "source" } as const;

/** The ordered streams of the link: a message never overtakes another of its stream, unless it strays. */
export const QUEUES = [
  { from: "source", urgent: true },
  { from: "source", urgent: false },
  { from: "destination", urgent: true },
  { from: "destination", urgent: false },
] as const;

/** A message on the link. `id` is equal for equal contents. */
export interface Parcel {
  readonly id: number;
  readonly message: Message;
  readonly from: HostName;
  /** Versions of the pages it carries, or what the guest had done at the checkpoint. */
  readonly payload: readonly number[] | null;
}

/** An operation handed to the datastore; its number is 0 where the role does not know it any more. */
export interface Operation {
  readonly operation: number;
  readonly whatId: number;
  readonly what: StoreOperation;
  /** Null until it takes effect. */
  readonly answer: StoreAnswer | null;
  readonly answerId: number;
  /** Versions of the pages of the chunk that was read. */
  readonly payload: readonly number[] | null;
}

/** What became of a slot where it lies: its head or payload does not read, or it holds what was there before. */
export const DAMAGES = ["head", "payload", "lost"] as const;
export type Damage = (typeof DAMAGES)[number];

interface Stored {
  readonly sequence: number;
  readonly damage: Damage | null;
}

export interface StoredChunk extends Stored {
  readonly head: ChunkHead;
  readonly versions: readonly number[];
}

export interface StoredNote extends Stored {
  readonly note: NoteContent;
}

/** The Quick Resume file. `id` is equal for equal contents. */
export interface StoredFile {
  readonly id: number;
  readonly chunks: readonly (StoredChunk | null)[];
  readonly notes: readonly (StoredNote | null)[];
}

/** Everything there is: two hosts, the link, the datastore and the guest. Never changed once it is made. */
export interface World {
  readonly source: Kept<Source>;
  readonly destination: Kept<Destination>;
  /** Newest version of each page, and the versions that the hosts have; -1 for none. */
  readonly truth: readonly number[];
  readonly memory: { readonly [side in HostName]: readonly number[] };
  readonly runner: HostName | null;
  /** The page that the guest waits for, or -1, and the page it writes next. */
  readonly waitsFor: number;
  readonly next: number;
  readonly dirty: readonly number[];
  /** How many writes the guest had done at the checkpoint that the destination loaded; -1 before. */
  readonly checkpoint: number;
  readonly queues: readonly (readonly Parcel[])[];
  readonly strays: readonly Parcel[];
  /** Payload that waits at the destination for its message to be used. */
  readonly holds: readonly { readonly number: number; readonly parcel: Parcel }[];
  readonly chunks: readonly {
    readonly operation: number;
    readonly pages: readonly number[];
    readonly versions: readonly number[];
  }[];
  readonly wantsRoom: boolean;
  readonly linkWhole: boolean;
  readonly storeUp: boolean;
  readonly owner: OwnerOnRecord;
  readonly file: StoredFile | null;
  readonly operations: { readonly [side in HostName]: readonly Operation[] };
  /** Deadlines that stand, one bit each. */
  readonly deadlines: { readonly [side in HostName]: number };
  readonly crashed: HostName | null;
  readonly budget: Budget;
  /** The first invariant that broke, in words. */
  readonly violation: string | null;
}

/** A world in the making. */
export type Draft = { -readonly [name in keyof World]: World[name] };

const DEADLINES: DeadlineName[] = ["poll", "alive", "store", "silence", "setup", "switchover"];

export function deadlineIndex(name: DeadlineName): number {
  const index = DEADLINES.indexOf(name);
  return index >= 0 ? index : DEADLINES.push(name) - 1;
}

export function deadlineNames(): readonly DeadlineName[] {
  return DEADLINES;
}

/** The world as text: worlds that go on alike have the same. */
export function keyOf(world: World): string {
  let key = `${world.source.id},${world.destination.id},${world.truth.join("")},`;
  key += `${versions(world.memory.source)},${versions(world.memory.destination)},${world.checkpoint},`;
  const flags =
    (world.runner === null ? 0 : world.runner === "source" ? 1 : 2) +
    (world.wantsRoom ? 4 : 0) +
    (world.linkWhole ? 8 : 0) +
    (world.storeUp ? 16 : 0) +
    (world.crashed === null ? 0 : world.crashed === "source" ? 32 : 64) +
    (world.owner.owner === "source" ? 0 : 128);
  key += `${flags},${world.owner.epoch},${world.waitsFor},${world.next},${world.dirty.join("")},`;
  for (const queue of world.queues) key += ids(queue);
  key += ids(world.strays);
  for (const { number, parcel } of world.holds) key += `${number}:${parcel.id} `;
  for (const { operation, versions } of world.chunks) key += `|${operation}:${versions.join(" ")}`;
  key += `,${world.file?.id ?? 0},${operations(world.operations.source)}/${operations(world.operations.destination)}`;
  key += `,${world.deadlines.source},${world.deadlines.destination},`;
  for (const name of BUDGET_NAMES) key += `${world.budget[name]} `;
  return key;
}

function ids(parcels: readonly Parcel[]): string {
  let text = ";";
  for (const { id } of parcels) text += `${id} `;
  return text;
}

function operations(list: readonly Operation[]): string {
  let text = "";
  for (const { operation, whatId, answerId } of list) text += `${operation}:${whatId}:${answerId} `;
  return text;
}

function versions(list: readonly number[]): string {
  let text = "";
  for (const version of list) text += version < 0 ? "." : version;
  return text;
}
