import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { QUICK_TESTS } from "./quick.ts";

/** The fast tests, without what only a page or a browser needs: reading that takes longer than the tests. */
export default defineConfig({
  root: fileURLToPath(new URL("../", import.meta.url)),
  test: {
    setupFiles: ["test/support/property-seed.ts"],
    include: [...QUICK_TESTS],
    // They share what they have read: none of them keeps anything in a module.
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
  },
});
