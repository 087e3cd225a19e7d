import type { Input } from "../../src/migration/input.ts";
import type { Body, Message } from "../../src/migration/message.ts";
import type { Output } from "../../src/migration/output.ts";
import { members, type PageSet } from "../../src/migration/page-set.ts";
import type {
  ChunkHead,
  FoundHead,
  NoteContent,
  StoreAnswer,
  StoreOperation,
} from "../../src/migration/store.ts";
import type { Model } from "./model.ts";
import { argumentOf, deadlineOf, isUndone, Kind, kindOf, spoilOf } from "./moves.ts";
import type { Finding } from "./search.ts";
import { QUEUES, SIDES, type World } from "./world.ts";

/** Tells a finding step by step: what happened, and what the roles did about it. */
export function transcriptOf(model: Model, finding: Finding): string {
  const lines: string[] = [];
  let world = model.begin();
  const tell = (codes: readonly number[], counting: "counted" | "free") => {
    for (const code of codes) {
      const reactions: string[] = [];
      model.watch((side, input, outputs, before, after) => {
        const moved = before === after ? "" : `${before} -> ${after}`;
        const told = [inputText(input), moved, ...outputs.map(outputText)].filter((text) => text !== "");
        if (told.length > 0) reactions.push(`${side}: ${told.join(", ")}`);
      });
      const happened = happening(world, code);
      world = model.after(world, code, counting);
      model.watch(null);
      lines.push(`${String(lines.length + 1).padStart(4)}. ${[happened, ...reactions].join("  |  ")}`);
    }
  };
  tell(finding.lead, "free");
  if (finding.lead.length > 0) lines.push("      -- here the exploration begins --");
  tell(finding.moves, "counted");
  if (finding.runOut.length > 0) lines.push("      -- from here on nothing fails any more --");
  tell(finding.runOut.slice(0, LONGEST_RUN_OUT), "free");
  if (finding.runOut.length > LONGEST_RUN_OUT) lines.push("      -- and so on --");
  return [...lines, `      ${finding.message}`].join("\n");
}

/** A run-out that gets nowhere repeats itself; its beginning tells why. */
const LONGEST_RUN_OUT = 60;

/** What a move is, in words. */
function happening(world: World, code: number): string {
  const argument = argumentOf(code);
  const queue = QUEUES[argument];
  const parcel = world.queues[argument]?.[0];
  const first = parcel ? `${messageText(parcel.message)} from the ${queue?.from}` : "";
  switch (kindOf(code)) {
    case Kind.deliver:
      return `${first} arrives`;
    case Kind.lose:
      return `${first} is lost`;
    case Kind.double:
      return `${first} arrives, and once more later`;
    case Kind.stray:
      return `${first} goes astray`;
    case Kind.arriveLate:
      return `${messageText(world.strays[argument]!.message)} from the ${world.strays[argument]!.from} arrives late`;
    case Kind.room:
      return "the link has room";
    case Kind.deadline: {
      const { side, name } = deadlineOf(argument);
      return `the ${side}'s deadline "${name}" passes`;
    }
    case Kind.guest:
      return `the guest writes page ${argument}`;
    default:
      return storeOrFault(world, kindOf(code), argument);
  }
}

function storeOrFault(world: World, kind: number, argument: number): string {
  const side = SIDES[argument] ?? "source";
  const list = world.operations[side];
  switch (kind) {
    case Kind.effect:
      return `${side}'s ${operationText(list.find(isUndone)!.what)} takes effect`;
    case Kind.answer:
      return `${side}'s ${operationText(list[0]!.what)} is answered`;
    case Kind.damage:
      return `${side}'s ${operationText(list[0]!.what)} is answered with damaged bytes`;
    case Kind.spoil: {
      const { isNote, slot, damage } = spoilOf(argument);
      return `THE ${isNote ? "NOTE" : "CHUNK"} IN SLOT ${slot} IS SPOILED (${damage})`;
    }
    case Kind.loseAnswer:
      return `the answer to ${side}'s ${operationText(list[0]!.what)} is lost`;
    case Kind.cut:
      return "THE LINK IS CUT";
    case Kind.heal:
      return "THE LINK HEALS";
    case Kind.stop:
      return "THE DATASTORE STOPS";
    case Kind.start:
      return "THE DATASTORE RETURNS";
    case Kind.again:
      return "THE NEXT MIGRATION BEGINS";
    default:
      return `THE ${side.toUpperCase()} CRASHES`;
  }
}

function inputText(input: Input): string {
  if (input.kind === "storeAnswered") return answerText(input.answer);
  return input.kind === "dirtyCollected" ? `dirty ${setText(input.pages)}` : "";
}

function answerText(answer: StoreAnswer): string {
  switch (answer.kind) {
    case "owner":
      return `owner ${answer.record.owner} epoch ${answer.record.epoch}`;
    case "heads":
      return `heads ${answer.heads.map(foundText).join(" ")}`;
    case "chunk":
      return answer.whole ? "chunk" : "damaged";
    case "note":
      if (answer.note === "damaged") return "a damaged note";
      return answer.note ? noteText(answer.note) : "no note";
    default:
      return answer.kind;
  }
}

function outputText(output: Output): string {
  switch (output.kind) {
    case "send":
      return `sends ${messageText(output.message)}${output.again ? " again" : ""}`;
    case "store":
      return `asks for ${operationText(output.what)}`;
    case "apply":
      return output.pages.length > 0
        ? `applies ${output.pages.join(" ")} from the ${output.carrier.path}`
        : "applies nothing";
    case "discardPages":
      return `discards ${setText(output.pages)}`;
    case "path":
      return `${output.path} ${output.up ? "up" : "down"}`;
    case "owedAgain":
      return `${output.pages} owed again`;
    case "stun":
    case "resume":
    case "free":
    case "drop":
      return output.kind.toUpperCase();
    default:
      return "";
  }
}

function messageText({ generation, content }: Message): string {
  if (content.channel === null) {
    const { control } = content;
    const about =
      control.kind === "alive"
        ? ` ${control.channel} ${control.last}`
        : control.kind === "missing"
          ? ` ${control.channel} ${control.from}-${control.to}`
          : control.kind === "welcome" && control.received
            ? ` ${setText(control.received)}`
            : "";
    return `${control.kind}${about} (g${generation})`;
  }
  return `${bodyText(content.body)} (g${generation} ${content.channel} ${content.sequence})`;
}

function bodyText(body: Body): string {
  switch (body.kind) {
    case "pages":
    case "request":
      return `${body.kind} ${body.pages.join(" ")}`;
    case "checkpoint":
      return `checkpoint owing ${setText(body.owed)}`;
    case "received":
      return `received ${setText(body.pages)}`;
    case "fileEnd":
      return `fileEnd ${body.lastChunk}`;
    default:
      return body.kind;
  }
}

function operationText(what: StoreOperation): string {
  switch (what.kind) {
    case "compareAndSetOwner":
      return `compareAndSetOwner ${what.expectedEpoch} -> ${what.next.owner} ${what.next.epoch}`;
    case "writeChunk":
    case "readChunk":
      return `${what.kind} ${headText(what.head)}`;
    case "readHeads":
      return `readHeads ${what.sequences[0]}..`;
    case "writeNote":
      return `writeNote ${noteText(what.note)}`;
    case "readNote":
      return `readNote ${what.sequence}`;
    default:
      return what.kind;
  }
}

function foundText(head: FoundHead): string {
  return head === "damaged" ? head : head ? headText(head) : "-";
}

function headText({ sequence, noteAck, pages }: ChunkHead): string {
  return `#${sequence}[${pages.join(" ")}${noteAck > 0 ? ` ack ${noteAck}` : ""}]`;
}

function noteText({ sequence, chunkAck, requests, bitmap, damaged, complete }: NoteContent): string {
  const parts = [`ack ${chunkAck}`];
  if (requests.length > 0) parts.push(`wants ${requests.map(({ page }) => page).join(" ")}`);
  if (bitmap) parts.push(`bitmap g${bitmap.generation} ${bitmap.bits[0]!.toString(2)}`);
  if (damaged > 0) parts.push(`${damaged} is damaged`);
  if (complete) parts.push("complete");
  return `#${sequence}(${parts.join(", ")})`;
}

function setText(pages: PageSet): string {
  return `{${[...members(pages)].join(" ")}}`;
}
