import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { experimentIn } from "../../../src/view/files/open-files.ts";

const json = (content: unknown, name = "scenario.json") => new File([JSON.stringify(content)], name);
const elf = (name: string) => new File([readFileSync("public/guests/canvas.elf")], name);

test("every scenario of the lab's own opens as a run that has not begun", async () => {
  for (const name of readdirSync("public/scenarios").filter((each) => each.endsWith(".json"))) {
    const text = readFileSync(`public/scenarios/${name}`, "utf8");
    const { scenario, actions, moment } = await experimentIn([new File([text], name)]);
    expect(scenario, name).toEqual(parseScenario(JSON.parse(text)));
    expect({ actions, moment }).toEqual({ actions: [], moment: null });
  }
});

test("a scenario comes with the guest that it names, wherever that lay beside it", async () => {
  const guest = { image: "../guests/mine.elf", ramMiB: 8, instructionsPerSecond: 5_000_000 };
  const { scenario, files } = await experimentIn([elf("mine.elf"), json({ version: 1, guest })]);
  expect(scenario.guest).toMatchObject({ image: "mine.elf", ramMiB: 8, instructionsPerSecond: 5_000_000 });
  expect([...files!.keys()]).toEqual(["mine.elf"]);
  const linux = json({ version: 1, guest: { kernel: "a/Image", initrd: "a/initrd", ramMiB: 32 } });
  const booted = await experimentIn([elf("Image"), linux, elf("initrd")]);
  expect(booted.scenario.guest).toMatchObject({ kernel: "Image", initrd: "initrd", ramMiB: 32 });
  expect(booted.files!.size).toBe(2);
});

test.each<[string, readonly File[], RegExp]>([
  [
    "a field that is wrong",
    [json({ version: 1, link: { bandwidthMiBps: -1 } })],
    /^The scenario in scenario.json cannot be opened: link.bandwidthMiBps is -1; allowed is a number from 0.001/,
  ],
  [
    "a setting that its guest does not have",
    [json({ version: 1, guest: { program: "dirty", settings: { speed: 1 } } })],
    /guest.settings.speed is not a setting of dirty/,
  ],
  ["a field that is none", [json({ version: 1, speed: 3 })], /speed is not a field/],
  ["a newer version", [json({ version: 2 })], /version is 2; allowed is 1/],
  [
    "a guest that was not dropped with it",
    [json({ version: 1, guest: { image: "../a.elf" } })],
    /guest.image is "..\/a.elf".*Drop the guest's files together with the scenario/,
  ],
  [
    "a file that it does not name",
    [json({ version: 1 }), elf("a.elf")],
    /files has "a.elf"; allowed are the files that the scenario's guest names/,
  ],
  [
    "a saved run that is not alone",
    [json({ version: 1, format: "quick-resume-lab run" }), elf("a.elf")],
    /is a saved run, which holds its files itself/,
  ],
  ["four files", [1, 2, 3, 4].map((each) => json({}, `${each}.json`)), /These are 4 files/],
])("a scenario with %s is refused, and says why", async (_, files, words) => {
  await expect(experimentIn(files)).rejects.toThrow(words);
});
