import { fileURLToPath } from "node:url";
import type { Row } from "../../src/handin/table.ts";
import { lessonAt, lessonNames, scenariosIn } from "../lessons/folder.ts";
import { serveOrders } from "../process-pool.ts";
import { Verifier } from "./verify-file.ts";

// The entry of a pool's process: it verifies the files that it is told.

const readScenario = scenariosIn(fileURLToPath(new URL("../../public/scenarios/", import.meta.url)));
const LESSONS = fileURLToPath(new URL("../../lessons/", import.meta.url));

const verifier = new Verifier({
  lesson: async (id) =>
    (await lessonNames(LESSONS)).includes(id) ? lessonAt(LESSONS, id, readScenario) : null,
  readScenario,
});

serveOrders((path: string): Promise<Row> => verifier.rowOf(path));
