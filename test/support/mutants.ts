import type { InstanceChoice } from "../../src/explore/instance.ts";
import type { Mistake } from "./mutant.ts";

/** A known mistake of such protocols, and the tiny migration in which it shows. */
export interface Mutant extends Mistake {
  readonly name: string;
  readonly choice: InstanceChoice;
}

const TWO_WRITES = { writes: 2 };
const CUT = { cuts: 1, writes: 1 };
const QUIET = { sourceBeats: 0, destinationBeats: 0, writes: 0 };
const SPOIL = { ...QUIET, spoils: 1 };

export const MUTANTS: readonly Mutant[] = [
  {
    name: "a stale page is not discarded at the checkpoint",
    file: "destination.ts",
    find: ', { kind: "discardPages", pages: owed });',
    replace: ");",
    choice: { from: "preCopy", budget: TWO_WRITES },
  },
  {
    name: "what was dirtied since the last round is forgotten at the stun",
    file: "source-copy.ts",
    find: "  addAll(source.toSend, dirty);\n",
    replace: "",
    choice: { from: "preCopy", pages: 1, budget: TWO_WRITES },
  },
  {
    name: "a late page overwrites a newer write",
    file: "destination.ts",
    find: 'const replaces = destination.name === "receiving";',
    replace: "const replaces = true;",
    choice: {
      strategy: "quickResume",
      from: "serving",
      rounds: 0,
      pages: 1,
      budget: { cuts: 1, stops: 1, writes: 1 },
    },
  },
  {
    name: "a file slot is reused before its acknowledgement",
    file: "file-writer.ts",
    find: " && inRing.length < slots",
    replace: "",
    choice: { from: "serving", rounds: 0, slots: 1, budget: CUT },
  },
  {
    name: "a chunk is acknowledged before it was read",
    file: "destination.ts",
    find: "  writeNote(file, file.lastChunk, desk, now, out);",
    replace: "  writeNote(file, file.lastHead, desk, now, out);",
    choice: { from: "file", rounds: 0, slots: 1, budget: { writes: 0 } },
  },
  {
    name: "a damaged chunk is applied",
    file: "file-reader.ts",
    find: "  if (!whole) {",
    replace: "  if (!whole && noteAck > 0) {",
    choice: { from: "file", rounds: 0, budget: { damages: 1, writes: 0 } },
  },
  {
    name: "a note's slot is reused before its acknowledgement",
    file: "note-writer.ts",
    find: "  const free = BACK_SLOTS - (lastNote - notesAcknowledged);",
    replace: "  const free = BACK_SLOTS;",
    choice: { from: "orphaned", rounds: 0, pages: 1, budget: { writes: 0, destinationBeats: 9 } },
  },
  {
    name: "the source frees its memory when it has sent the last page",
    file: "source-serve.ts",
    find: "  } while (source.toSend.count > 0 && left >= batch * PAGE_ON_LINK_BYTES);\n",
    replace:
      "  } while (source.toSend.count > 0 && left >= batch * PAGE_ON_LINK_BYTES);\n  if (source.toSend.count === 0) return finish(source, 0, out);\n",
    choice: { from: "serving", rounds: 0, budget: TWO_WRITES },
  },
  {
    name: "the destination does not look who owns the guest",
    file: "destination.ts",
    find: '  if (owner === "source") return discard(destination, "sourceOwns", out);\n',
    replace: "",
    choice: { from: "committing", rounds: 0, budget: {} },
  },
  {
    name: "the destination runs the guest without a compare-and-set",
    file: "destination.ts",
    find: '  issue(destination.desk, { kind: "compareAndSetOwner", expectedEpoch: epoch, next }, now, out);',
    replace: "  ownerKnown(destination, next.owner, now, out);",
    choice: { from: "committing", rounds: 0, budget: {} },
  },
  {
    name: "the source resumes after go without a compare-and-set",
    file: "source.ts",
    find: 'else if (source.name === "committing") serving.askOwner(source, now, out);',
    replace: 'else if (source.name === "committing") goOnHere(source, "sourceOwns", "", out);',
    choice: { from: "committing", rounds: 0, budget: { cuts: 1 } },
  },
  {
    name: "the source takes an answer that names the destination for its own",
    file: "source-serve.ts",
    find: '  if (record.owner === "source")\n',
    replace: '  if (record.owner !== "source" || record.epoch > 1)\n',
    choice: { from: "committing", rounds: 0, budget: { cuts: 1 } },
  },
  {
    name: "a request is lost when the link falls",
    file: "destination.ts",
    find: "  watchChunks(file, destination.desk, now, out);\n  sendRequest(destination, now, out);",
    replace: "  watchChunks(file, destination.desk, now, out);",
    choice: {
      from: "serving",
      rounds: 0,
      pages: 4,
      slots: 1,
      pageOrder: "ascending",
      anyPage: true,
      budget: CUT,
    },
  },
  {
    name: "the received bitmap is not regarded when the link returns",
    file: "source-serve.ts",
    find: "    reconcile(source, Claim.link, (page) => has(received, page), out);\n    if",
    replace: "    reconcile(source, Claim.link, () => true, out);\n    if",
    choice: { from: "serving", rounds: 0, budget: CUT },
  },
  {
    name: "the received bitmap in the notes is not regarded",
    file: "source-serve.ts",
    find: "  if (note.bitmap) takeBitmap(source, note.bitmap, out);\n",
    replace: "",
    choice: { from: "serving", rounds: 0, budget: CUT },
  },
  {
    name: "a bitmap of an older generation is accepted",
    file: "source-serve.ts",
    find: "part.generation < source.link.generation",
    replace: "part.generation < 0",
    choice: {
      from: "serving",
      rounds: 0,
      pages: 1,
      budget: { cuts: 2, writes: 0, sourceBeats: 1, destinationBeats: 0 },
    },
  },
  {
    name: "messages of an older generation are not dropped",
    file: "link-end.ts",
    find: "message.generation !== link.generation || !link.active",
    replace: "!link.active",
    choice: { from: "serving", rounds: 0, budget: { silences: 2, strays: 1, writes: 1 } },
  },
  {
    name: "a message that comes twice is delivered twice",
    file: "link-end.ts",
    find: "  if (known) return dropped(channel, message.parcel, out);",
    replace:
      '  if (message.sequence < ends.expected) return [{ kind: "body", body: message.body, parcel: message.parcel }];\n  if (known) return dropped(channel, message.parcel, out);',
    choice: { strategy: "preCopy", from: "preCopy", rounds: 1, pages: 1, budget: { doubles: 1, writes: 2 } },
  },
  {
    name: "a lost last message is not asked for",
    file: "link-end.ts",
    find: '  if (control.kind === "alive") ',
    replace: '  if (control.kind === "alive" && link.heartbeat < 0) ',
    choice: { from: "stunned", rounds: 0, budget: { losses: 1, writes: 1 } },
  },
  {
    name: "what was under way when the link fell is not sent again",
    file: "link-end.ts",
    find: '  for (const { channel, body } of unanswered) if (body.kind !== "pages") keep(link.channels[channel], body);\n',
    replace: "",
    choice: { strategy: "postCopy", from: "serving", rounds: 0, budget: CUT },
  },
  {
    name: "chunks in the file are left there when the link returns",
    file: "destination.ts",
    find: "  if (isDrained(destination.file)) ignoreChunks(destination.file, out);\n",
    replace: "  if (lastChunk >= 0) ignoreChunks(destination.file, out);\n",
    choice: { from: "serving", rounds: 0, budget: CUT },
  },
  {
    name: "a page that is owed again inside the bubble is not found",
    file: "push-order.ts",
    find: "below < 0 && ahead < 0 ? nextFrom(owed, 0) : ahead",
    replace: "ahead",
    choice: { from: "serving", rounds: 0, budget: CUT },
  },
  {
    name: "what the link lost while the file was created is not owed",
    file: "source-copy.ts",
    find: 'if (body.kind === "pages") for (const page of body.pages) if (add(source.toSend, page)) again++;',
    replace:
      'if (body.kind === "pages" && source.name === "preCopy") source.toSend = fullSet(source.settings.pages);',
    choice: { from: "preCopy", budget: { cuts: 1, writes: 2 } },
  },
  {
    name: "a chunk that is written again carries other pages",
    file: "file-writer.ts",
    find: "  const { sequence, pages } = chunk;\n",
    replace:
      "  const { sequence } = chunk;\n  const pages = sequence === writer.reported ? [] : chunk.pages;\n",
    choice: { from: "file", rounds: 0, budget: SPOIL },
  },
  {
    name: "the source is not told of a damaged chunk",
    file: "note-writer.ts",
    find: "bitmap, damaged, complete };",
    replace: "bitmap, damaged: 0, complete };",
    choice: { from: "file", rounds: 0, budget: SPOIL },
  },
  {
    name: "a slot is free while a write into it is under way",
    file: "file-writer.ts",
    find: " && !writer.inRing[0].writing",
    replace: "",
    choice: { from: "file", rounds: 0, slots: 1, pages: 3, budget: { ...QUIET, lostAnswers: 1 } },
  },
  {
    name: "a damaged note is passed over",
    file: "file-writer.ts",
    find: '    if (writer.reading) out.push({ kind: "deadline", name: "poll", at: now + writer.poll });\n',
    replace:
      '    if (note === "damaged") writer.lastNote++;\n    if (writer.reading) out.push({ kind: "deadline", name: "poll", at: now + writer.poll });\n',
    choice: { from: "file", rounds: 0, budget: SPOIL },
  },
  {
    name: "a note that the source cannot read is not written again",
    file: "note-writer.ts",
    find: "  writer.noteAgain = writer.unread[0]!.sequence;\n",
    replace: "",
    choice: { from: "file", rounds: 0, budget: SPOIL },
  },
  {
    name: "the source does not look after chunks that nobody acknowledges",
    file: "file-writer.ts",
    find: 'found !== null && found !== "damaged"',
    replace: 'found !== "damaged"',
    choice: { from: "file", rounds: 0, budget: { ...SPOIL, spoils: 2 } },
  },
  {
    name: "a destination that did not hear of the end is not told again",
    file: "source.ts",
    find: '  if (source.name === "continued") return tellCancelled(source.link, out);\n',
    replace: "",
    choice: { strategy: "preCopy", from: "preCopy", budget: { losses: 1, writes: 1 } },
  },
];
