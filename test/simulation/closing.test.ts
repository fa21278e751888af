import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { CLOSING_SABOTAGE } from "#test/simulation/sabotage-closing.ts";

testPlanted("simulated-closing", CLOSING_SABOTAGE);
