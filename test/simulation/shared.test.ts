import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { hasBudgets } from "#test/simulation/program-budgets.ts";
import { hasPool } from "#test/simulation/program-pools.ts";
import { BUDGET_SABOTAGE } from "#test/simulation/sabotage-budgets.ts";
import { POOL_SABOTAGE } from "#test/simulation/sabotage-pools.ts";

testPlanted("simulated-sharing", [
  ...BUDGET_SABOTAGE.map((sabotage) => ({ ...sabotage, concerns: hasBudgets })),
  ...POOL_SABOTAGE.map((sabotage) => ({ ...sabotage, concerns: hasPool })),
]);
