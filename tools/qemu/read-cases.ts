import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { QemuCase } from "./case.ts";
import { caseOf, type RawCase } from "./raw.ts";

const CASES = fileURLToPath(new URL("./cases.ndjson", import.meta.url));

/** The cases that the lab ships: one a line, after a line about where they come from. */
export async function readCases(): Promise<QemuCase[]> {
  const [, ...lines] = (await readFile(CASES, "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as QemuCase);
}

/** Cases as the measurement wrote them down. */
export async function readMeasurement(file: string): Promise<QemuCase[]> {
  const { cases } = JSON.parse(await readFile(file, "utf8")) as { cases: RawCase[] };
  return cases.map(caseOf);
}
