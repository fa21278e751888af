import { changeDocument } from "#test/simulation/tamper.ts";
import type { SimProgram } from "#test/simulation/program.ts";
import type { SimExpiry } from "#test/simulation/program-expiry.ts";
import type { Sabotage } from "#test/simulation/world.ts";

/** Planted bugs in how points end where nothing is done, on days of the year, or periods later. */
export const EXPIRY_SABOTAGE: Sabotage[] = [
  {
    name: "what members do beside buying keeps no points alive",
    concerns: ending(({ kind }) => kind === "quiet"),
    apply: (world) => changeDocument(world, `', "activity"]'`, `']'`),
  },
  {
    name: "orders keep no points alive",
    concerns: ending(({ kind }) => kind === "quiet"),
    apply: (world) => changeDocument(world, `'["order", '`, `'['`),
  },
  {
    name: "young points end on the days, too",
    concerns: ending((expiry) => expiry.kind === "dates" && expiry.age > 0),
    apply: (world) => changeDocument(world, `'"minimumAgeDays": 10'`, `'"minimumAgeDays": 0'`),
  },
  {
    name: "points end with their own period, and none later",
    concerns: ending((expiry) => expiry.kind === "period" && expiry.later > 0),
    apply: (world) => changeDocument(world, `'"later": 1'`, `'"later": 0'`),
  },
];

function ending(suits: (expiry: SimExpiry) => boolean): (program: SimProgram) => boolean {
  return ({ expiry }) => suits(expiry);
}
