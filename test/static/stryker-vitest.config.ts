import { defineConfig } from "vitest/config";

/** The pure tests alone: they are what mutants of the domain have to get past. */
export default defineConfig({
  test: {
    name: "pure",
    include: ["test/domain/**/*.test.ts"],
    testTimeout: 60_000,
    setupFiles: ["test/support/console.ts"],
  },
});
