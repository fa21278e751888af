import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { GOAL_SABOTAGE } from "#test/simulation/sabotage-goals.ts";

testPlanted("simulated-goals", GOAL_SABOTAGE);
