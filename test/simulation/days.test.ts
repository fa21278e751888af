import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { DAY_SABOTAGE } from "#test/simulation/sabotage-days.ts";

testPlanted("simulated-days", DAY_SABOTAGE);
