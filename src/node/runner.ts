import { fileURLToPath } from "node:url";

/** What runs a TypeScript entry in a process of Node: its path, to be followed by the entry's and the arguments. */
export const RUNNER = fileURLToPath(new URL("../../tools/run.mjs", import.meta.url));
