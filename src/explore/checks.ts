import { BACK_SLOTS } from "../datastore/datastore.ts";
import { has } from "../migration/page-set.ts";
import type { Source } from "../migration/source.ts";
import { Claim } from "../migration/source-state.ts";
import type { Kept } from "./role-table.ts";
import type { World } from "./world.ts";

/** The first invariant that a world breaks, in words, or null. */
export function checkWorld(world: World): string | null {
  return ownerRuns(world) ?? nothingOld(world) ?? nothingLost(world) ?? reserveKept(world);
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
  const { unread, lastNote, notesAcknowledged } = destination.role.file;
  const free = BACK_SLOTS - (lastNote - notesAcknowledged);
  const [before, last] = [unread.at(-2), unread.at(-1)];
  if (free >= 2 || !last || last.damaged > 0) return null;
  const acknowledges = last.chunkAck > (before?.chunkAck ?? 0);
  return free === 1 && acknowledges
    ? null
    : `Note ${last.sequence} took a slot that is kept, ${free} are free.`;
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

/** Where nothing is under way any more, the source knows which page the guest waits for. */
export function checkRequestKnown(world: World): string | null {
  const { source, destination, waitsFor } = world;
  const { toSend, wanted, name } = source.role;
  const isUnknown =
    waitsFor >= 0 && name === "serving" && has(toSend, waitsFor) && !wanted.includes(waitsFor);
  if (!isUnknown || !allIsTold(world)) return null;
  const { link } = destination.role;
  return `The guest waits for page ${waitsFor}, the ${link.up ? "link" : "file"} is idle, and the source was not told.`;
}

/** Whether what the destination has to say has come to the source, over the link or through the file. */
function allIsTold({
  linkWhole,
  storeUp,
  crashed,
  queues,
  strays,
  operations,
  source,
  destination,
}: World): boolean {
  const [writer, reader] = [source.role.file, destination.role.file];
  if (crashed || strays.length > 0 || queues.some((queue) => queue.length > 0)) return false;
  if (operations.source.length + operations.destination.length > 0) return false;
  const [from, to] = [destination.role.link, source.role.link];
  if (from.up && to.up) return linkWhole && from.channels.urgent.unacknowledged.length === 0;
  const isDown = !from.up && !to.up && storeUp && writer.reading && reader.reading;
  return (
    isDown && writer.lastNote === reader.lastNote && !reader.writingNote && reader.due.requests.length === 0
  );
}
