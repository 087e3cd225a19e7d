import { expect, test } from "vitest";
import { validate } from "../../src/experiment/validate.ts";
import { loadGuest } from "../../src/scenario/guest-files.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { experimentIn } from "../../src/view/files/open-files.ts";
import { readFuzzOptions } from "../../tools/fuzz/options.ts";

const LONG = "A".repeat(100_000);
const UNSEEN = "a\n\u202e\u200b\u2028b";

let deep: unknown = LONG;
for (let depth = 0; depth < 10_000; depth++) deep = [deep];

/** What a stranger may put where something else is expected. */
const HOSTILE: readonly unknown[] = [
  LONG,
  UNSEEN,
  deep,
  { [LONG]: LONG, [UNSEEN]: 1 },
  Array(100_000).fill(LONG),
  Number.MAX_SAFE_INTEGER,
  -1e308,
  null,
  { at: { phase: LONG } },
  { kind: UNSEEN },
  [{ kind: LONG, at: LONG }],
  [{ atMs: LONG, text: 1 }],
  [{ action: LONG, at: 1 }],
  [{ action: "type", keys: `${LONG}€`, at: 1 }],
];

function expectFewWords(message: string): void {
  expect(message.length).toBeLessThan(600);
  expect(message).not.toMatch(/A{81}/);
  expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
}

/** The words of what is thrown; null where nothing is. */
async function refusalOf(task: () => unknown): Promise<string | null> {
  try {
    await task();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The data with a hostile value in the place of every field in turn, beside every field, and in place of all. */
function* spoiled(data: unknown, value: unknown): Generator<unknown> {
  yield value;
  if (typeof data !== "object" || data === null) return;
  if (!Array.isArray(data)) yield { ...data, [UNSEEN]: value, [LONG]: value };
  for (const [key, inner] of Object.entries(data))
    for (const other of spoiled(inner, value))
      yield Array.isArray(data) ? data.with(Number(key), other) : { ...data, [key]: other };
}

const WHOLE = {
  ...parseScenario({
    version: 1,
    guest: {
      image: "a.elf",
      settings: { workingSetPages: 1, order: "random" },
      input: [{ atMs: 1, text: "x" }],
    },
    faults: [
      { kind: "cutLink", at: { ms: 1 } },
      { kind: "slowLink", bandwidthMiBps: 1, latencyMs: 1, at: { phase: "pageIn" } },
      { kind: "loseMessages", count: 1, at: { round: 1 } },
    ],
  }),
};
const RUN = {
  scenario: WHOLE,
  actions: [
    { action: "migrate", at: 1 },
    { action: "type", keys: "x", at: 2 },
  ],
  moment: 3,
};

test("whatever stands in whatever field of a run, its refusal is of few words", async () => {
  let refused = 0;
  for (const value of HOSTILE)
    for (const run of spoiled(RUN, value)) {
      const message = await refusalOf(() => validate(run as typeof RUN));
      if (message === null) continue;
      refused++;
      expectFewWords(message);
    }
  expect(refused).toBeGreaterThan(500);
});

test("whatever settings a program is given, and whatever file it names, the refusal is of few words", async () => {
  const read = {
    program: async () => new Uint8Array(),
    named: async (path: string) => Promise.reject(new Error(`no such file: ${path}${LONG}`)),
  };
  const guests = HOSTILE.flatMap((value) => [
    { program: "dirty", settings: { order: value } },
    { program: "dirty", settings: { workingSetPages: value } },
  ]);
  for (const name of [LONG, UNSEEN]) guests.push({ program: "dirty", settings: { [name]: 1 } as never });
  for (const guest of [...guests, { image: LONG.slice(0, 4096) }, { image: UNSEEN }]) {
    const scenario = { ...parseScenario({ version: 1 }), guest: { ramMiB: 4, ...guest } };
    expectFewWords((await refusalOf(() => loadGuest(scenario as never, read)))!);
  }
});

test("whatever a file is called, its refusal is of few words", async () => {
  for (const name of [LONG, LONG.slice(0, 200), UNSEEN])
    for (const bytes of ["", "{}", "{", "\x1f\x8b\x08\x00"])
      expectFewWords((await refusalOf(() => experimentIn([new File([bytes], name)]))) ?? "");
  const large = new File(["x"], LONG.slice(0, 200));
  Object.defineProperty(large, "size", { value: 2 ** 40 });
  expectFewWords((await refusalOf(() => experimentIn([large, large])))!);
  expect(await refusalOf(() => experimentIn([large]))).toMatch(/has 1048576 MiB; the most are 64/);
});

test("whatever a command is given, its refusal is of few words", async () => {
  for (const given of [[LONG], [UNSEEN], ["--seeds", LONG], ["--seeds", "1", "--workers", LONG]])
    expectFewWords((await refusalOf(() => readFuzzOptions(given, 2)))!);
});
