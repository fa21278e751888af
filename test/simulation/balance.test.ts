import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { BALANCE_SABOTAGE } from "#test/simulation/sabotage-balance.ts";

testPlanted("simulated-balance", BALANCE_SABOTAGE);
