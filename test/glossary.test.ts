import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { milestoneWords } from "../src/trace/milestone-words.ts";
import { eventWords } from "../src/view/inside/event-words.ts";
import { atEveryEvent } from "./support/every-event.ts";
import { KNOWN } from "./support/milestone.ts";
import { type ScreenWords, screenWords, wordsOfComponent } from "./support/screen-words.ts";
import { SMALL } from "./support/small.ts";

const GLOSSARY = readFileSync(new URL("../docs/glossary.md", import.meta.url), "utf8");

/** A term of the glossary, and what it must not be called. */
interface Entry {
  readonly term: string;
  readonly never: readonly string[];
}

const ENTRIES: readonly Entry[] = GLOSSARY.split("\n")
  .filter((line) => /^\| [^-]/.test(line) && !line.startsWith("| Term "))
  .map((line) => {
    const [term, , never] = line.slice(2, -2).split(" | ");
    return { term: term!, never: never === "—" ? [] : never!.split(", ") };
  });

const escaped = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What a text calls by another name than the glossary's: "outage (downtime)". */
function misnomers(text: string): string[] {
  const plain = text.replaceAll("'", "’");
  return ENTRIES.flatMap(({ term, never }) =>
    never
      .filter((word) => new RegExp(`\\b${escaped(word)}\\b`, "i").test(plain))
      .map((word) => `${word} (${term})`),
  );
}

/** Names of products, which are written so. */
const PROPER = /\b(vSphere|vMotion|vCenter|iPhone|iPad)\b/g;

/** Words that only code has: camelCase, or an outcome's identifier. */
function rawIdentifiers(text: string): string[] {
  const plain = text.replaceAll(PROPER, "");
  return plain.match(/\b[a-z]+[A-Z]\w*\b|\bcontinued-on-source\b|\b[a-z]+_[a-z_]+\b/g) ?? [];
}

const found = screenWords();
const told = ({ file, text }: ScreenWords, wrong: readonly string[]) =>
  wrong.map((each) => `${file}: "${text}": ${each}`);

describe("the words on screen", () => {
  it("are found: in markup, in what is spoken, in the modules of words", () => {
    const texts = found.map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(700);
    expect(texts).toContain("Failure matrix");
    expect(texts).toContain("What the run is judged by");
    expect(texts).toContain("the guest is stunned");
    expect(texts).toContain("Its memory changed too fast for the cable");
  });

  it("call each thing by its one name", () => {
    expect(found.flatMap((each) => told(each, misnomers(each.text)))).toEqual([]);
  });

  it("show no raw identifier", () => {
    expect(found.flatMap((each) => told(each, rawIdentifiers(each.text)))).toEqual([]);
  });

  it("are seen to be wrong where they are", () => {
    const component = `<script>const why = "The outage was short.";</script>
      <p title="A blackout of the guest">Ends with continued-on-source</p>
      <button aria-label={on ? "start preCopySdps now" : "stop it now"} class="page in phase">{"after a suspend there"}</button>`;
    const texts = wordsOfComponent(component);
    expect(texts.flatMap(misnomers).sort()).toEqual([
      "blackout (stun)",
      "outage (downtime)",
      "suspend (stun)",
    ]);
    expect(texts.flatMap(rawIdentifiers).sort()).toEqual(["continued-on-source", "preCopySdps"]);
  });
});

describe("the words that a run brings forth", () => {
  const SLOW = { bandwidthMiBps: 1, latencyMs: 3 };
  const FAULTS = [
    { kind: "slowLink", at: { ms: 210 }, ...SLOW },
    { kind: "loseMessages", at: { ms: 220 }, count: 2 },
    { kind: "slowDatastore", at: { ms: 230 }, ...SLOW },
    { kind: "setDirtyRate", at: { ms: 240 }, pagesPerSecond: 900 },
    { kind: "cancel", at: { phase: "pageIn", afterMs: 10 } },
    { kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } },
    { kind: "stopDatastore", at: { phase: "pageIn", afterMs: 200 } },
    { kind: "healDatastore", at: { phase: "pageIn", afterMs: 500 } },
    { kind: "healLink", at: { phase: "pageIn", afterMs: 700 } },
  ];

  it("are those of the glossary, without a raw identifier", async () => {
    const words = new Set<string>();
    const simulation = await atEveryEvent({ input: { ...SMALL, faults: FAULTS } }, () => {});
    for (const event of simulation.run.trace.events) words.add(eventWords(event) ?? "");
    for (const milestone of simulation.run.statistics.milestones) words.add(milestoneWords(milestone));
    for (const reached of [...KNOWN, { kind: "round", round: 3 } as const])
      words.add(milestoneWords(reached));
    expect(words.size).toBeGreaterThan(40);
    expect([...words].flatMap((each) => [...misnomers(each), ...rawIdentifiers(each)])).toEqual([]);
  });
});

it("the glossary has every term once, with a meaning", () => {
  expect(ENTRIES.length).toBeGreaterThan(30);
  expect(new Set(ENTRIES.map(({ term }) => term)).size).toBe(ENTRIES.length);
  // What one row forbids is no term of another.
  const terms = ENTRIES.flatMap(({ term }) => term.split(", "));
  expect(ENTRIES.flatMap(({ never }) => never).filter((word) => terms.includes(word))).toEqual([]);
});
