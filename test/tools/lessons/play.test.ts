import { describe, expect, it } from "vitest";
import { languagesOf, lessonIn, lessonNames } from "../../../tools/lessons/folder.ts";
import { type KnownRuns, lessonAloud, playLesson } from "../../../tools/lessons/play.ts";
import { exampleText, readExample, readScenario } from "../../lessons/example.ts";

const LESSONS = "lessons";
/** The lessons of the curriculum: ten and the one that asks for all of them. */
const IDS = [
  "choose-a-strategy",
  "copy-while-it-runs",
  "cut-the-link",
  "its-price",
  "never-ends",
  "quick-resume",
  "slow-the-guest",
  "small-file",
  "what-it-cannot-survive",
  "what-moves",
  "working-set",
];

describe("the lessons of the lab", () => {
  it("are all there, in English", async () => {
    expect(await lessonNames(LESSONS)).toEqual(IDS);
    for (const id of IDS) expect(await languagesOf(LESSONS, id)).toContain("en");
  });

  it.each(IDS)(
    "%s is judged as it should be in every way, in every language, and another one like it",
    async (id) => {
      const runs: KnownRuns = new Map();
      for (const language of await languagesOf(LESSONS, id)) {
        const lesson = await lessonIn(LESSONS, id, language, readScenario);
        const base = await readScenario(lesson.data.scenario);
        expect((await playLesson(lesson, base, runs)).wrong).toEqual([]);
        if (language === "en") expect((await playLesson(lesson, base, new Map(), 1)).wrong).toEqual([]);
      }
    },
  );

  it("ask for every kind of answer", async () => {
    const kinds = await Promise.all(
      IDS.map(async (id) => (await lessonIn(LESSONS, id, "en", readScenario)).data.ask.kind),
    );
    expect([...new Set(kinds)].sort()).toEqual(["choice", "curve", "matrix", "number", "rank"]);
  });
});

describe("playing a lesson", () => {
  /** What is replaced by what in a lesson without fault, and what is said of it then. */
  const faults: readonly (readonly [name: string, what: string, by: string, told: string])[] = [
    [
      "no right option",
      "right: report.stallTime > 0",
      "right: report.stallTime < 0",
      "ask has 0 right options",
    ],
    [
      "two right options",
      "right: report.stallTime == 0",
      "right: report.stallTime >= 0",
      "ask has 2 right options",
    ],
    [
      "two things seen",
      "right: report.faults == 0",
      "right: report.faults >= 0",
      "observe has 2 right options",
    ],
    ["a moment outside of the run", `'at("firstFault")'`, `'at("crashSource")'`, "refuted at -1 ms"],
    ["a challenge that nothing has to be done for", 'most: "80"', 'most: "9999"', "reached by doing nothing"],
    [
      "a challenge that its solution misses",
      'most: "80"',
      'most: "1"',
      "the worked example misses the goal waits",
    ],
    ["a long explanation", "It touched", `${"word ".repeat(121)}It touched`, "explain has"],
    ["a long refutation", "It does run", `${"word ".repeat(46)}It does run`, "idea.none has"],
    [
      "a long beginning",
      "Its memory has",
      `${"word ".repeat(240)}Its memory has`,
      "words stand before the first action",
    ],
    [
      "a question that tells the answer",
      "Its memory has",
      "{{ number(report.faults, 0) }} pages",
      "play is read before the run",
    ],
    [
      "a hint that tells the answer",
      "Try 20",
      "{{ number(report.faults, 0) }}",
      "hint.3 is read before the run",
    ],
  ];

  it("finds nothing in the example of the instructions, nor in others like it", async () => {
    const lesson = await readExample();
    const base = await readScenario(lesson.data.scenario);
    const played = await playLesson(lesson, base, new Map());
    expect(played).toEqual({ plays: 7, wrong: [], truth: "wait" });
    const truths = new Set<unknown>();
    for (let number = 1; number <= 8; number++) {
      const other = await playLesson(lesson, base, new Map(), number);
      expect(other.wrong).toEqual([]);
      truths.add(other.truth);
    }
    expect(truths.size).toBe(2);
  });

  it.each(faults)("finds %s", async (_, what, by, told) => {
    const lesson = await readExample([what, by]);
    const { wrong } = await playLesson(lesson, await readScenario(lesson.data.scenario), new Map());
    expect(wrong.join("\n")).toContain(told);
  });

  it("finds a right answer that is judged wrong, and a wrong one that is taken for another or for right", async () => {
    const ask = (answer: string, when: string, example: string) =>
      [
        / {2}kind: choice[\s\S]*?\n(?=observe)/,
        `  kind: number\n  answer: "${answer}"\n  min: 0\n  max: 9\n  step: 1\n  wrong: [{ id: none, when: "${when}", example: "${example}", misconception: M2, refutedAt: "0.0" }]\n`,
      ] as const;
    const wrongOf = async (...asked: Parameters<typeof ask>) => {
      const [pattern, by] = ask(...asked);
      const lesson = await readExample(
        [pattern.exec(await exampleText())![0], by],
        ["## ask.wait\nFor pages that it touches before they have come\n", ""],
        ["## ask.none\nFor nothing: it runs\n", ""],
      );
      return (await playLesson(lesson, await readScenario(lesson.data.scenario), new Map())).wrong.join("\n");
    };
    expect(await wrongOf("report.faults", "answer < 1.0", "0.0")).toBe("");
    expect(await wrongOf("report.faults", "answer < 1.0", "report.faults")).toContain(
      "the wrong answer none is right",
    );
    expect(await wrongOf("report.faults", "answer < 1.0", "99.0")).toContain("taken for no idea at all");
    expect(await wrongOf("0.0 / 0.0", "answer < 1.0", "0.0")).toContain("its right answer is not right");
  });

  it("finds an idea that is told of a cell although it is filled rightly", async () => {
    const wrongOf = async (when: string) => {
      const ask = `  kind: matrix
  rows: [{ id: guest }]
  columns: [{ id: early }, { id: late }]
  values: [{ id: wait }, { id: none }]
  answer: "{'guest early': report.stallTime > 0 ? 'wait' : 'none', 'guest late': 'none'}"
  enough: 2
  wrong: [{ id: none, when: "${when}", example: "{'guest early': 'none'}", misconception: M2, refutedAt: "0.0" }]
`;
      const lesson = await readExample(
        [/ {2}kind: choice[\s\S]*?\n(?=observe)/.exec(await exampleText())![0], ask],
        ["## ask.wait\n", "## ask.guest\nThe guest\n## ask.early\nearly\n## ask.late\nlate\n## ask.wait\n"],
      );
      return (await playLesson(lesson, await readScenario(lesson.data.scenario), new Map())).wrong.join("\n");
    };
    expect(await wrongOf("answer['guest early'] == 'none'")).toBe("");
    expect(await wrongOf("answer['guest early'] == 'none' || answer['guest late'] == 'none'")).toContain(
      '"guest late" is none, and who says so is told of the idea none',
    );
  });

  it("says all its words as they are said of its run", async () => {
    const lesson = await readExample();
    const said = await lessonAloud(lesson, await readScenario(lesson.data.scenario), new Map());
    expect(said).toContain("Waiting for pages\n[question] Does a guest");
    expect(said).toContain("[play] Its memory has 256 pages of 4 KiB.");
    expect(said).not.toContain("{{");
  });
});
