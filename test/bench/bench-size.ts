import { parseArgs } from "node:util";

/**
 * How large a benchmark is to be: `--members 1000000`, or a size that fits into every run. With
 * `--keep` its database is left for the next run, which then finds it ready.
 */
export function benchSize(usual: number): { members: number; keep: boolean } {
  const { values } = parseArgs({
    options: { members: { type: "string" }, keep: { type: "boolean", default: false } },
  });
  return { members: values.members ? Number(values.members) : usual, keep: values.keep };
}
