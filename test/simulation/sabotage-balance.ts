import { changeDocument } from "#test/simulation/tamper.ts";
import type { SimProgram } from "#test/simulation/program.ts";
import type { Sabotage } from "#test/simulation/world.ts";

/** Planted bugs in tiers that are judged by what can be spent. */
export const BALANCE_SABOTAGE: Sabotage[] = [
  {
    name: "what was earned counts, though it was spent",
    concerns: hasBalance,
    apply: (world) => changeDocument(world, `'"measure": "balance"'`, `'"measure": "points"'`),
  },
  {
    name: "a way by what can be spent is a way by orders",
    concerns: (program) => !hasBalance(program) && waysOf(program).includes("balance"),
    apply: (world) => changeDocument(world, `'"measure": "balance"'`, `'"measure": "orders"'`),
  },
];

function hasBalance({ tiers }: SimProgram): boolean {
  return tiers?.measure === "balance";
}

function waysOf({ tiers }: SimProgram): string[] {
  const ways = tiers?.levels.flatMap((level) => level.ways) ?? [];
  return ways.map((way) => (way.kind === "single-order" ? way.kind : way.measure));
}
