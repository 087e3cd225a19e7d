import { expect, test } from "vitest";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import type { Experiment } from "../../../src/scenario/share.ts";
import { pack, readRun, writeRun } from "../../../src/view/files/run-file.ts";

const EXPERIMENT: Experiment = {
  scenario: parseScenario({ version: 1, guest: { image: "counter.elf", ramMiB: 4 } }),
  actions: [
    { action: "migrate", at: 1_000_000_000 },
    { action: "type", keys: "dD\xff", at: 1_200_000_000 },
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
  await expect(readRun(await saved(wrong))).rejects.toThrow(/cannot be run: seed is -1/);
});
