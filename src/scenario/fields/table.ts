/**
 * Every field of a scenario in words, with the range in which it is interesting. Limits and defaults are not repeated
 * here: they are read off the schema. A test holds the table against it.
 */

import { t } from "../../language/words.ts";
import type { Field, Slider } from "./field.ts";

const linear = (from: number, to: number | null, step: number): Slider => ({
  from,
  to,
  scale: "linear",
  step,
});
const log = (from: number, to: number): Slider => ({ from, to, scale: "log", step: "twoDigits" });
const wholes = (from: number, to: number): Slider => ({ from, to, scale: "log", step: 1 });
const powersOfTwo = (from: number, to: number): Slider => ({ from, to, scale: "log", step: "powerOfTwo" });
/** From 0, which a logarithm does not reach; small values have more room. */
const fromZero = (to: number, power: number, below: number, step: number, above: number): Slider => ({
  from: 0,
  to,
  scale: { power },
  step: { below, step, above },
});

/** From a local network to a satellite. */
const LATENCY = fromZero(500, 0.4, 20, 1, 10);
/** Virtual time, from a second to a quarter of an hour. */
const TIME = fromZero(900_000, 0.4, 10_000, 100, 10_000);
const YES_OR_NO = { true: t`yes`, false: t`no` };

const LINK: readonly Field[] = [
  {
    path: "link.bandwidthMiBps",
    label: t`Link bandwidth`,
    unit: "MiB/s",
    sentence: t`What the cable carries; a guest that writes faster outruns it.`,
    slider: log(0.25, 64),
  },
  {
    path: "link.latencyMs",
    label: t`Latency`,
    unit: "ms",
    sentence: t`How long a message is on its way through the cable; a page fault waits twice as long.`,
    slider: LATENCY,
  },
  {
    path: "link.loss",
    label: t`Loss`,
    unit: "%",
    sentence: t`Messages that the cable loses and sends again: delay, but never a lost page.`,
    times: 100,
    slider: linear(0, 0.5, 0.005),
  },
  {
    path: "link.backBandwidthMiBps",
    label: t`Way back`,
    unit: "MiB/s",
    sentence: t`What the cable carries from the first destination to the first source.`,
    slider: log(0.25, 64),
    empty: t`as forward`,
  },
  {
    path: "link.jitterMs",
    label: t`Jitter`,
    unit: "ms",
    sentence: t`By how much a message may take longer than the latency, drawn anew for each.`,
    slider: LATENCY,
  },
  {
    path: "link.queueKiB",
    label: t`Send queue`,
    unit: "KiB",
    sentence: t`What waits to leave; what the guest asks for waits behind it where there is no urgent channel.`,
    slider: powersOfTwo(8, 4096),
  },
  {
    path: "link.urgentChannel",
    label: t`Urgent channel`,
    unit: "",
    sentence: t`Whether a page that the guest waits for passes those in the send queue.`,
    slider: null,
    words: YES_OR_NO,
  },
];

const DATASTORE: readonly Field[] = [
  {
    path: "datastore.bandwidthMiBps",
    label: t`Datastore bandwidth`,
    unit: "MiB/s",
    sentence: t`How fast the datastore reads and writes, and so how fast the mailbox is.`,
    slider: log(0.25, 64),
  },
  {
    path: "datastore.latencyMs",
    label: t`Datastore latency`,
    unit: "ms",
    sentence: t`How long an operation takes beside its bytes; the switchover waits for some.`,
    slider: LATENCY,
  },
  {
    path: "datastore.reservationConflicts",
    label: t`Conflicts`,
    unit: "%",
    sentence: t`Operations that meet the other machine's reservation and are done again.`,
    times: 100,
    slider: linear(0, 0.5, 0.005),
  },
  {
    path: "file.chunks",
    label: t`Quick Resume file`,
    unit: t`slots`,
    sentence: t`How many letters the mailbox holds; with few of them the one machine waits for the other.`,
    slider: wholes(2, 160),
  },
  {
    path: "file.chunkKiB",
    label: t`Slot size`,
    unit: "KiB",
    sentence: t`How many pages of 4 KiB go into one letter.`,
    slider: powersOfTwo(4, 128),
  },
  {
    path: "file.pollMs",
    label: t`Looks every`,
    unit: "ms",
    sentence: t`How long a machine waits before it looks into the mailbox again.`,
    slider: log(1, 1000),
  },
];

const GUEST: readonly Field[] = [
  {
    path: "guest.ramMiB",
    label: t`Memory`,
    unit: "MiB",
    sentence: t`The guest's memory: 256 pages in each MiB, and all of them must travel.`,
    slider: powersOfTwo(1, 64),
  },
  {
    path: "guest.settings.dirtyPagesPerSecond",
    label: t`Pages dirtied per second`,
    short: t`Pages dirtied`,
    unit: t`pages/s`,
    sentence: t`How fast the guest writes to pages of its working set; each must travel again.`,
    slider: fromZero(4000, 0.5, 1000, 10, 50),
  },
  {
    path: "guest.settings.workingSetPages",
    label: t`Working set`,
    unit: t`pages`,
    sentence: t`How many pages the guest goes on writing: no round after the first is longer.`,
    slider: linear(1, null, 4),
  },
  {
    path: "guest.settings.order",
    label: t`Writing order`,
    unit: "",
    sentence: t`The order in which the guest goes through its working set.`,
    slider: null,
  },
  {
    path: "guest.settings.keys",
    label: t`Keys`,
    unit: "",
    sentence: t`How many keys the server's table holds: its working set.`,
    slider: linear(1, null, 50),
  },
  {
    path: "guest.settings.valueBytes",
    label: t`Value`,
    unit: t`bytes`,
    sentence: t`How long the value of each key is.`,
    slider: powersOfTwo(1, 4096),
  },
  {
    path: "guest.program",
    label: t`Guest`,
    unit: "",
    sentence: t`What runs inside: the painter, the bare page dirtier, the server, or the game.`,
    slider: null,
    words: { canvas: t`painter`, dirty: t`dirtier`, keyvalue: t`server`, breakout: t`game` },
    empty: t`your own`,
  },
  {
    path: "guest.instructionsPerSecond",
    label: t`Processor`,
    unit: t`instr/s`,
    sentence: t`How many instructions the guest's processor retires in a second of virtual time.`,
    slider: log(1_000_000, 100_000_000),
  },
  {
    path: "guest.image",
    label: t`Image`,
    unit: "",
    sentence: t`A guest of your own: an ELF file or flat image, opened with the scenario or lying in the lab's folder.`,
    slider: null,
    empty: t`none`,
  },
  {
    path: "guest.kernel",
    label: t`Kernel`,
    unit: "",
    sentence: t`A Linux kernel for RISC-V as the guest.`,
    slider: null,
    empty: t`none`,
  },
  {
    path: "guest.initrd",
    label: t`Initrd`,
    unit: "",
    sentence: t`The kernel's first file system.`,
    slider: null,
    empty: t`none`,
  },
  {
    path: "guest.input.atMs",
    label: t`Typed at`,
    unit: "ms",
    sentence: t`When a text is typed at the guest's console by itself.`,
    slider: TIME,
  },
  {
    path: "guest.input.text",
    label: t`Typed text`,
    unit: "",
    sentence: t`What is typed at the guest's console by itself.`,
    slider: null,
  },
];

const CLIENT: readonly Field[] = [
  {
    path: "client.requestsPerSecond",
    label: t`Requests`,
    unit: t`per s`,
    sentence: t`How often the client asks a guest that answers; it notices every wait.`,
    slider: fromZero(500, 0.5, 100, 1, 10),
  },
  {
    path: "client.latencyMs",
    label: t`Client latency`,
    unit: "ms",
    sentence: t`How long a request is on its way from the client to the guest.`,
    slider: LATENCY,
  },
  {
    path: "client.lateMs",
    label: t`Late after`,
    unit: "ms",
    sentence: t`From when on an answer is counted as late.`,
    slider: log(10, 10_000),
  },
  {
    path: "client.rarp",
    label: t`Announce the move`,
    unit: "",
    sentence: t`Whether the machine that takes the guest tells the network so (RARP).`,
    slider: null,
    words: YES_OR_NO,
  },
];

const MIGRATION: readonly Field[] = [
  {
    path: "migration.switchoverGoalMs",
    label: t`Switchover goal`,
    unit: "ms",
    sentence: t`How long the guest may stand still: copying goes on until the rest fits in.`,
    slider: log(10, 5000),
  },
  {
    path: "migration.strategy",
    label: t`Strategy`,
    unit: "",
    sentence: t`The way in which the guest is moved.`,
    slider: null,
    words: {
      stopAndCopy: t`Stop-and-copy`,
      preCopy: t`Pre-copy`,
      preCopySdps: t`Pre-copy+SDPS`,
      postCopy: t`Post-copy`,
      quickResume: t`Quick Resume`,
      quickResumeConcurrent: t`Concurrent`,
    },
  },
  {
    path: "migration.stopRule",
    label: t`Stop rule`,
    unit: "",
    sentence: t`Whose rule decides after a round whether another follows.`,
    slider: null,
    words: { vsphere: "vSphere", qemu: "QEMU" },
  },
  {
    path: "migration.afterRounds",
    label: t`Fixed rounds`,
    unit: "",
    sentence: t`Stops copying after so many rounds, whatever the stop rule says.`,
    slider: linear(0, 30, 1),
    empty: t`none`,
  },
  {
    path: "migration.maxRounds",
    label: t`Rounds at most`,
    unit: "",
    sentence: t`After so many rounds pre-copy gives up, and Quick Resume stops copying.`,
    slider: wholes(1, 100),
  },
  {
    path: "migration.transmitToDirtyPercent",
    label: t`Sent to dirtied`,
    unit: "%",
    sentence: t`A round has gained too little where it sent less than this share of what was dirtied meanwhile.`,
    slider: linear(100, 300, 5),
  },
  {
    path: "migration.pageOrder",
    label: t`Page order`,
    unit: "",
    sentence: t`In which order owed pages follow once the guest runs at the destination.`,
    slider: null,
    words: { ascending: t`ascending`, aroundFault: t`around fault`, restartAtFault: t`restart at fault` },
  },
  {
    path: "migration.pagesPerSend",
    label: t`Pages at a time`,
    unit: t`pages`,
    sentence: t`How many pages are put into one message.`,
    slider: powersOfTwo(1, 256),
  },
  {
    path: "migration.pagesPerFault",
    label: t`Pages per fault`,
    unit: t`pages`,
    sentence: t`How many pages are sent for each that the guest waits for.`,
    slider: wholes(1, 64),
  },
  {
    path: "migration.heartbeatMs",
    label: t`Heartbeat`,
    unit: "ms",
    sentence: t`After so long a silence a path is taken for down.`,
    slider: log(50, 5000),
  },
  {
    path: "migration.maxSwitchoverMs",
    label: t`Longest switchover`,
    unit: "ms",
    sentence: t`After so long a switchover the guest goes on where it was.`,
    slider: log(100, 100_000),
  },
  {
    path: "migration.startMs",
    label: t`Starts at`,
    unit: "ms",
    sentence: t`When the migration begins in a run without a page; here Migrate begins it.`,
    slider: TIME,
  },
  {
    path: "again.afterMs",
    label: t`Again after`,
    unit: "ms",
    sentence: t`How long after the migration before it another one begins, in a run without a page.`,
    slider: TIME,
  },
];

const RUN: readonly Field[] = [
  {
    path: "seed",
    label: t`Seed`,
    unit: "",
    sentence: t`What all chance of a run is drawn from: the same seed gives the same run.`,
    slider: linear(0, 100, 1),
  },
  {
    path: "untilMs",
    label: t`Ends at`,
    unit: "ms",
    sentence: t`When a run without a page ends; here time goes on.`,
    slider: TIME,
  },
];

/** Every field, in no order that matters. */
export const FIELDS: readonly Field[] = [...GUEST, ...LINK, ...DATASTORE, ...CLIENT, ...MIGRATION, ...RUN];

const BY_PATH = new Map(FIELDS.map((field) => [field.path, field]));

/** The field at a place of a scenario. What a further migration may set is called as what the first may. */
export function fieldAt(path: string): Field {
  const field = BY_PATH.get(path) ?? BY_PATH.get(path.replace(/^again\./, "migration."));
  if (!field) throw new Error(t`No field is called ${path}.`);
  return field;
}
