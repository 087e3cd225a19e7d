import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { linkOf } from "../../src/experiment/link.ts";
import { assembleMachine } from "../../src/node/assemble.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { type FuzzOptions, OptionError, readFuzzOptions } from "../fuzz/options.ts";
import { type ScenarioData, scenarioText } from "../fuzz/scenario/scenario-data.ts";
import { tryAll } from "../fuzz/try-all.ts";
import type { SeedResult } from "../fuzz/try-seed.ts";

const EXIT = { allHold: 0, someFail: 1, badInput: 2, internal: 3 } as const;

/** Where the lab's page shows the run, from its migration on; relative to that page. */
function labLink(data: ScenarioData): string {
  try {
    const scenario = parseScenario(data);
    const at = fromMilliseconds(scenario.migration.startMs);
    return `./${linkOf({ scenario, actions: [{ action: "migrate", at }], moment: at })}`;
  } catch (error) {
    return `none. ${(error as Error).message}`;
  }
}

/** Writes the shrunk scenario of a failing seed and says where it is. */
async function tell(folder: string, { seed, failure }: SeedResult): Promise<void> {
  if (!failure) return;
  const file = join(folder, `seed-${seed}.json`);
  await writeFile(file, scenarioText(failure.shrunk));
  const findings = failure.findings.map(({ kind, detail }) =>
    kind.includes(":") ? kind : `${kind} (${detail})`,
  );
  process.stdout.write(`${seed} ${findings.join("; ")} ${relative(process.cwd(), file) || file}\n`);
  process.stdout.write(`${seed} in the lab: ${labLink(failure.shrunk)}\n`);
}

/** Says now and then how far it is, and at the end how the runs ended. */
class Progress {
  readonly #total: number;
  readonly #outcomes = new Map<string, number>();
  readonly #began = performance.now();
  #done = 0;
  #saidAt = 0;
  failed = 0;

  constructor({ from, to }: FuzzOptions) {
    this.#total = to - from + 1;
  }

  count({ outcome, failure }: SeedResult): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    this.#done++;
    if (failure) this.failed++;
    const now = performance.now();
    if (now - this.#saidAt < 2000 && this.#done < this.#total) return;
    this.#saidAt = now;
    this.#say(now);
  }

  #say(now: number): void {
    const seconds = ((now - this.#began) / 1000).toFixed(0);
    const outcomes = [...this.#outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
    process.stderr.write(
      `${this.#done} of ${this.#total} in ${seconds} s, ${this.failed} failing: ${outcomes}\n`,
    );
  }
}

async function main(): Promise<number> {
  const options = readFuzzOptions(process.argv.slice(2), availableParallelism());
  const progress = new Progress(options);
  await mkdir(options.out, { recursive: true });
  await assembleMachine();
  const told: Promise<void>[] = [];
  await tryAll(options, (result) => {
    progress.count(result);
    told.push(tell(options.out, result));
    return true;
  });
  await Promise.all(told);
  return progress.failed > 0 ? EXIT.someFail : EXIT.allHold;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isBadInput = error instanceof OptionError;
  process.stderr.write(`${isBadInput ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = isBadInput ? EXIT.badInput : EXIT.internal;
}
