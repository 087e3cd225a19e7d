import { BACK_SLOTS } from "../../src/datastore/datastore.ts";
import type { Destination } from "../../src/migration/destination.ts";
import { has } from "../../src/migration/page-set.ts";
import type { Source } from "../../src/migration/source.ts";
import { Claim } from "../../src/migration/source-state.ts";
import type { Kept } from "./role-table.ts";
import type { World } from "./world.ts";

/** The first invariant that a world breaks, in words, or null. */
export function checkWorld(world: World): string | null {
  return (
    ownerRuns(world) ??
    nothingOld(world) ??
    nothingLost(world) ??
    reserveKept(world) ??
    wantedFirst(world) ??
    requestKnown(world)
  );
}

/** Whoever runs the guest is the owner on record. */
function ownerRuns({ runner, owner }: World): string | null {
  if (runner === null || runner === owner.owner) return null;
  return `The guest runs at the ${runner} while the ${owner.owner} is the owner on record.`;
}

/** Whoever runs the guest has the newest version of each page that is there. */
function nothingOld({ runner, memory, truth }: World): string | null {
  if (runner === null) return null;
  const here = memory[runner];
  for (let page = 0; page < truth.length; page++)
    if (here[page]! >= 0 && here[page] !== truth[page])
      return `Page ${page} is there in version ${here[page]} where the guest runs; the newest is ${truth[page]}.`;
  return null;
}

/** While both hosts live, one of them has the newest version of each page. */
function nothingLost({ crashed, memory, truth }: World): string | null {
  if (crashed !== null) return null;
  for (let page = 0; page < truth.length; page++)
    if (memory.source[page] !== truth[page] && memory.destination[page] !== truth[page])
      return `The newest version of page ${page} is nowhere.`;
  return null;
}

/**
 * The last free slots for notes are kept: one for an acknowledgement of chunks, the very last for a word on damage.
 * Where they are used for anything else, full rings wait for each other until one end looks after the other.
 */
function reserveKept({ destination }: World): string | null {
  const { unread } = destination.role.file;
  const free = freeNotes(destination.role);
  const [before, last] = [unread.at(-2), unread.at(-1)];
  if (free >= 2 || !last || last.damaged > 0) return null;
  const acknowledges = last.chunkAck > (before?.chunkAck ?? 0);
  return free === 1 && acknowledges
    ? null
    : `Note ${last.sequence} took a slot that is kept, ${free} are free.`;
}

/** Slots that a note may still take. */
function freeNotes({ file: { lastNote, notesAcknowledged } }: Destination): number {
  return BACK_SLOTS - (lastNote - notesAcknowledged);
}

/**
 * A page that was given to the link is owed again only where the destination does not have it. One that is stuck in a
 * chunk as well may have come from there since the bitmap was written.
 */
export function checkOwedAgain(before: Kept<Source>, { source, memory }: World): string | null {
  if (before === source || before.role.name !== "serving" || source.role.name !== "serving") return null;
  const { claims, file } = before.role;
  for (let page = 0; page < claims.length; page++) {
    const now = source.role.claims[page];
    const isAgain = claims[page] === Claim.link && (now === Claim.none || now === Claim.file);
    const isStuck = file.inRing.some(({ pages }) => pages.includes(page));
    if (isAgain && !isStuck && memory.destination[page]! >= 0)
      return `Page ${page} is owed again although the destination has it.`;
  }
  return null;
}

/** What the source knows the guest to wait for, and owes, goes out at once where a path takes it. */
function wantedFirst({ source }: World): string | null {
  const { wanted, toSend, name, link, file } = source.role;
  const page = wanted.find((each) => has(toSend, each));
  if (name !== "serving" || page === undefined) return null;
  if (link.up) return `The source keeps page ${page}, which the guest waits for, though the link is up.`;
  const isFree = file.reading && file.inRing.length === 0;
  return isFree
    ? `The source keeps page ${page}, which the guest waits for, though the file is empty.`
    : null;
}

/**
 * Where a path is given pages, one that the source knows the guest to wait for is the first of them. Called for what a
 * source did, before and after.
 */
export function checkWantedFirst(before: Kept<Source>, { source }: World): string | null {
  if (before === source || before.role.name !== "serving" || source.role.name !== "serving") return null;
  const { claims } = before.role;
  const left = source.role.wanted.find((page) => has(source.role.toSend, page));
  if (left === undefined || !before.role.wanted.includes(left)) return null;
  const given = source.role.claims.findIndex(
    (claim, page) => claims[page] === Claim.none && (claim === Claim.link || claim === Claim.file),
  );
  return given < 0 || before.role.wanted.includes(given)
    ? null
    : `Page ${given} was sent before page ${left}, which the guest waits for.`;
}

/** Where nothing is under way any more that could tell it, the source knows which page the guest waits for. */
function requestKnown(world: World): string | null {
  const { source, destination, waitsFor } = world;
  const { toSend, wanted, name } = source.role;
  const isUnknown =
    waitsFor >= 0 && name === "serving" && has(toSend, waitsFor) && !wanted.includes(waitsFor);
  if (!isUnknown || !allIsTold(world)) return null;
  const path = destination.role.link.up ? "link" : "file";
  return `The guest waits for page ${waitsFor}, the ${path} is idle, and the source was not told.`;
}

/** Whether what the destination has to say has come to the source, over the link or through the file. */
function allIsTold(world: World): boolean {
  const { linkWhole, storeUp, crashed, queues, strays, source, destination } = world;
  const [from, to] = [destination.role.link, source.role.link];
  if (crashed || strays.length > 0) return false;
  if (from.up && to.up)
    return (
      linkWhole && from.generation === to.generation && isHeard(from.channels.urgent, to.channels.urgent)
    );
  const isQuiet = storeUp && queues.every((queue) => queue.length === 0) && isStill(world);
  return !from.up && !to.up && isQuiet && destination.role.file.due.requests.length === 0;
}

/** Whether all that was said on a channel has come to the other end. */
function isHeard(from: { readonly sent: number }, to: { readonly expected: number }): boolean {
  return to.expected > from.sent;
}

/** Whether both ends use the file, nothing is under way there, and every note has been read. */
function isStill({ operations, source, destination }: World): boolean {
  const [writer, reader] = [source.role.file, destination.role.file];
  if (operations.source.length + operations.destination.length > 0) return false;
  return writer.reading && reader.reading && writer.lastNote === reader.lastNote && !reader.writingNote;
}

/** Where nothing is under way any more in the file, and a note had room, the source knows which chunks were applied. */
export function checkAcknowledged(world: World): string | null {
  const { source, destination, storeUp, crashed } = world;
  if (crashed || !storeUp || source.role.name !== "serving" || !isStill(world)) return null;
  const { lastChunk } = destination.role.file;
  if (freeNotes(destination.role) < 2) return null;
  const unknown = source.role.file.inRing.find((chunk) => {
    return chunk.pages.length > 0 && chunk.sequence <= lastChunk && !chunk.acknowledged;
  });
  return unknown
    ? `Chunk ${unknown.sequence} was applied, the file is idle, and the source was not told.`
    : null;
}
