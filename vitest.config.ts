import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const setupFiles = ["test/support/console.ts"];

export default defineConfig({
  test: {
    // Half of the time a test waits for Postgres, so even two cores feed two workers.
    maxWorkers: Math.max(2, availableParallelism()),
    // Some two hundred databases are dropped at the end.
    teardownTimeout: 120_000,
    projects: [
      {
        test: {
          name: "pure",
          include: ["test/domain/**/*.test.ts", "test/*.test.ts"],
          // Properties take their time where the machine is busy; nothing here waits for anything.
          testTimeout: 60_000,
          setupFiles,
        },
      },
      {
        test: {
          name: "database",
          include: ["test/**/*.test.ts"],
          exclude: ["test/domain/**", "test/*.test.ts", "test/browser/**", "test/bench/**"],
          globalSetup: ["test/support/postgres.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          setupFiles,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/support/postgres.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          setupFiles,
        },
      },
    ],
  },
});
