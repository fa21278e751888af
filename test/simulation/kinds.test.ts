import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { KIND_SABOTAGE } from "#test/simulation/sabotage-kinds.ts";

testPlanted("simulated-kinds", KIND_SABOTAGE);
