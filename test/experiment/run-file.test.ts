import { deflateSync } from "fflate";
import { expect, test } from "vitest";
import { crc32c } from "../../src/datastore/checksum.ts";
import { toBase64 } from "../../src/experiment/base64.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { FileError, pack, readRun, writeRun } from "../../src/experiment/run-file.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";

const EXPERIMENT: Experiment = {
  scenario: parseScenario({ version: 1, guest: { image: "counter.elf", ramMiB: 4 } }),
  actions: [
    { action: "migrate", at: 1_000_000_000 },
    { action: "type", keys: "dD€😀", at: 1_200_000_000 },
    { action: { kind: "slowLink", bandwidthMiBps: 2, latencyMs: 1, loss: 0.05 }, at: 1_300_000_000 },
    { action: { kind: "cutLink", at: { phase: "pageIn", afterMs: 50 } }, at: 1_400_000_000 },
  ],
  moment: 2_000_000_001,
  files: new Map([["counter.elf", Uint8Array.from({ length: 5000 }, (_, index) => index % 7)]]),
};

async function saved(experiment = EXPERIMENT): Promise<string> {
  return writeRun(experiment, await pack(experiment.files));
}

test("a saved run gives back the very experiment, with the learner's own guest in it", async () => {
  const text = await saved();
  expect(text.length).toBeLessThan(5000);
  expect(await readRun(text)).toEqual(EXPERIMENT);
});

/** A run as the lab saved it before actions had fields. */
const OLD_RUN = `{"format":"quick-resume-lab run","version":1,"checksum":"40ea685e","run":{"scenario":{"version":1,"seed":7,"guest":{"program":"canvas","ramMiB":4,"instructionsPerSecond":20000000,"settings":{},"input":[]},"link":{"bandwidthMiBps":4,"latencyMs":1,"jitterMs":0,"loss":0,"queueKiB":208,"urgentChannel":true},"datastore":{"bandwidthMiBps":100,"latencyMs":5,"reservationConflicts":0},"file":{"chunkKiB":128,"chunks":40,"pollMs":5},"client":{"requestsPerSecond":0,"latencyMs":1,"lateMs":1000,"rarp":true},"migration":{"strategy":"quickResume","startMs":1000,"switchoverGoalMs":500,"stopRule":"vsphere","afterRounds":null,"maxRounds":30,"transmitToDirtyPercent":130,"pageOrder":"aroundFault","pagesPerSend":32,"pagesPerFault":1,"heartbeatMs":1000,"maxSwitchoverMs":100000},"faults":[{"kind":"slowLink","at":{"round":2},"bandwidthMiBps":2,"latencyMs":5}],"untilMs":60000},"actions":[{"action":"migrate","at":500000000},{"action":"type","keys":"dD","at":900000000},{"action":"cutLink","at":2380000000},{"action":"healLink","at":2900000000}],"moment":3000000000,"files":{}}}`;

test("a run that was saved when actions were words still opens, as what it was", async () => {
  const { scenario, actions, moment } = await readRun(OLD_RUN);
  expect(scenario.guest).toMatchObject({ program: "canvas", ramMiB: 4 });
  expect(actions.map(({ action }) => action)).toEqual(["migrate", "type", "cutLink", "healLink"]);
  expect(moment).toBe(3_000_000_000);
});

test("a run without files and without a moment is whole too", async () => {
  const plain: Experiment = { ...EXPERIMENT, moment: null, files: new Map() };
  expect(await readRun(await saved(plain))).toEqual(plain);
});

test("every change of a character that matters is found", async () => {
  const text = await saved();
  const run = text.indexOf('"run"');
  for (let at = run; at < text.length; at += 97) {
    if (/[\s]/.test(text[at]!)) continue;
    const changed = text.slice(0, at) + (text[at] === "1" ? "2" : "1") + text.slice(at + 1);
    await expect(readRun(changed), `character ${at}`).rejects.toThrow(/damaged/);
  }
});

test("a run that was edited by hand says which field is wrong, and opens without its checksum where none is", async () => {
  const edited = (from: string, to: string) => async () => (await saved()).replace(from, to);
  const refused = edited('"ramMiB": 4', '"ramMiB": 4000');
  await expect(readRun(await refused())).rejects.toThrow(
    "This saved run is damaged or was edited: guest.ramMiB is 4000; allowed is a whole number from 1 to 1024.",
  );
  const misspelt = edited('"latencyMs"', '"latency"');
  await expect(readRun(await misspelt())).rejects.toThrow(/edited: link.latency is not a field/);
  const allowed = await edited('"ramMiB": 4', '"ramMiB": 8')();
  await expect(readRun(allowed)).rejects.toThrow(/take the checksum out/);
  const without = allowed.replace(/"checksum": "\w+",/, "");
  expect((await readRun(without)).scenario.guest.ramMiB).toBe(8);
  await expect(readRun(without.replace('"ramMiB": 8', '"ramMiB": 0'))).rejects.toThrow(/guest.ramMiB is 0/);
  await expect(readRun(allowed.replace('"checksum"', '"checksun"'))).rejects.toThrow(/damaged/);
});

test("a part of a run is refused", async () => {
  await expect(readRun((await saved()).slice(0, -20))).rejects.toThrow(/damaged/);
});

test("a newer run and a file of something else say what they are", async () => {
  const newer = (await saved()).replace('"version": 1', '"version": 2');
  await expect(readRun(newer)).rejects.toThrow(/newer version of the lab \(format 2/);
  await expect(readRun('{"name": "other"}')).rejects.toThrow(/no saved run/);
});

test("a run with a scenario that is not allowed names the field", async () => {
  const wrong = { ...EXPERIMENT, scenario: { ...EXPERIMENT.scenario, seed: -1 } };
  await expect(readRun(await saved(wrong))).rejects.toThrow(/cannot be opened: seed is -1/);
});

/** A run as nobody but a stranger would write it: its checksum is right, its content is not. */
function forged(change: (run: Record<string, unknown>) => unknown): string {
  const run = change({ scenario: { version: 1 }, actions: [], moment: null, files: {} });
  const checksum = crc32c(new TextEncoder().encode(JSON.stringify(run)))
    .toString(16)
    .padStart(8, "0");
  return JSON.stringify({ format: "quick-resume-lab run", version: 1, checksum, run });
}

test.each<[string, (run: Record<string, unknown>) => unknown, RegExp]>([
  [
    "a moment after a day",
    (run) => ({ ...run, moment: 2 ** 53 - 1 }),
    /moment is 9007199254740991; allowed is a whole number from 0 to 86400000000000/,
  ],
  ["a moment that is text", (run) => ({ ...run, moment: "5" }), /moment is "5"; allowed/],
  [
    "an action that is none",
    (run) => ({ ...run, actions: [{ action: "format", at: 1 }] }),
    /actions\.0\.action is "format"; allowed is one of migrate/,
  ],
  [
    "an action without a tick",
    (run) => ({ ...run, actions: [{ action: "migrate" }] }),
    /actions\.0\.at is missing; allowed/,
  ],
  [
    "actions out of order",
    (run) => ({
      ...run,
      actions: [
        { action: "migrate", at: 7 },
        { action: "cutLink", at: 5 },
      ],
    }),
    /actions\.1\.at is 5; allowed is a tick from 7 on/,
  ],
  [
    "a moment before an action",
    (run) => ({ ...run, actions: [{ action: "migrate", at: 7 }], moment: 6 }),
    /moment is 6; allowed is a tick from 7 on/,
  ],
  [
    "keys that are no text",
    (run) => ({ ...run, actions: [{ action: "type", keys: "a\ud83d", at: 7 }] }),
    /actions\.0\.keys is "a.*"; allowed is 1 to 1000 whole characters/,
  ],
  [
    "too many actions",
    (run) => ({ ...run, actions: Array(50_001).fill({ action: "migrate", at: 7 }) }),
    /actions is \[.*…; allowed is a list of at most 50000/,
  ],
  ["actions that are no list", (run) => ({ ...run, actions: null }), /actions is null; allowed is a list/],
  ["files that are none", (run) => ({ ...run, files: 3 }), /files is 3; allowed is an object/],
  ["a scenario that is none", (run) => ({ ...run, scenario: [] }), /cannot be opened: .*allowed is/],
  [
    "a file that nobody asked for",
    (run) => ({ ...run, files: { "a.elf": "" } }),
    /files has "a.elf"; allowed are the files that the scenario's guest names/,
  ],
  [
    "a file elsewhere",
    (run) => ({ ...run, scenario: { version: 1, guest: { image: "../secret" } } }),
    /guest\.image is "\.\.\/secret"; allowed is a file in the lab's own folder/,
  ],
  [
    "a file that is no base64",
    (run) => ({ ...run, scenario: { version: 1, guest: { image: "a" } }, files: { a: "!" } }),
    /saved run is damaged/,
  ],
  [
    "a file cut short",
    (run) => ({ ...run, scenario: { version: 1, guest: { image: "a" } }, files: { a: "S0" } }),
    /saved run is damaged/,
  ],
])("a run with %s says which field, its value and what is allowed", async (_, change, words) => {
  await expect(readRun(forged(change))).rejects.toThrow(words);
  await expect(readRun(forged(change))).rejects.toBeInstanceOf(FileError);
});

test("a run whose lists lie in each other without end is damaged", async () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const text = `{"format":"quick-resume-lab run","version":1,"checksum":"0","run":{"scenario":${deep}}}`;
  await expect(readRun(text)).rejects.toThrow(/damaged/);
});

test("a run of 136 kB that inflates to 100 MB is refused", async () => {
  const bomb = toBase64(deflateSync(new Uint8Array(100_000_000), { level: 9 }));
  const text = forged((run) => ({
    ...run,
    scenario: { version: 1, guest: { image: "a.elf", ramMiB: 256 } },
    files: { "a.elf": bomb },
  }));
  expect(text.length).toBeLessThan(140_000);
  await expect(readRun(text)).rejects.toThrow(
    "The guest's file a.elf in this run is larger than it may be: it holds more than",
  );
});

test("files that are too large only together are refused too", async () => {
  const half = toBase64(deflateSync(new Uint8Array(34_000_000), { level: 0 }));
  const guest = { kernel: "Image", initrd: "initrd", ramMiB: 256 };
  const text = forged((run) => ({
    ...run,
    scenario: { version: 1, guest },
    files: { Image: half, initrd: half },
  }));
  await expect(readRun(text)).rejects.toThrow("The guest's file initrd in this run is larger than it may be");
});

test("a guest that is all zeros is saved so that it opens again", async () => {
  const files = new Map([["counter.elf", new Uint8Array(6_000_000)]]);
  const opened = await readRun(await saved({ ...EXPERIMENT, files }));
  // Comparing millions of bytes one by one would take the test's time.
  expect(Buffer.compare(opened.files!.get("counter.elf")!, new Uint8Array(6_000_000))).toBe(0);
});
