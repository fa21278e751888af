import { defineConfig } from "vitest/config";

/**
 * The pure tests alone: they are what mutants of the domain have to get past. Without the laws and
 * the simulated years, which take seconds for every mutant: examples must be enough.
 */
export default defineConfig({
  test: {
    name: "pure",
    include: ["test/domain/**/*.test.ts"],
    exclude: [
      "test/domain/years.test.ts",
      "test/domain/year-invariants.test.ts",
      "test/domain/*laws*.test.ts",
    ],
    testTimeout: 60_000,
    setupFiles: ["test/support/console.ts"],
  },
});
