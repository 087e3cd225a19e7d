import { expect, it } from "vitest";
import { measureRewritten } from "../../src/forecast/measure.ts";
import { alwaysRewrittenOf } from "../../src/forecast/rewritten.ts";
import { PROGRAMS } from "../../src/guests/programs.ts";
import { nodeMachine, shippedFiles } from "../../src/node/lab.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";

it.each(
  (["canvas", "dirty", "breakout"] as const).flatMap((program) =>
    [true, false].map((isWriting) => ({ program, isWriting })),
  ),
)(
  "the pages that $program always rewrites are those that its run gives, writing: $isWriting",
  {
    timeout: 60_000,
  },
  async ({ program, isWriting }) => {
    const elf = await shippedFiles().program(PROGRAMS[program].file);
    const measured = measureRewritten(await nodeMachine(), PROGRAMS[program], elf, isWriting);
    const settings = { dirtyPagesPerSecond: isWriting ? 500 : 0 };
    const scenario = parseScenario({ version: 1, guest: { program, settings } });
    expect(alwaysRewrittenOf(scenario)).toEqual(measured);
  },
);
