import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { PERK_SABOTAGE } from "#test/simulation/sabotage-perks.ts";

testPlanted("simulated-perks", PERK_SABOTAGE);
