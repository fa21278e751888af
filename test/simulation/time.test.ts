import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { TIME_SABOTAGE } from "#test/simulation/sabotage-time.ts";

testPlanted("simulated-time", TIME_SABOTAGE);
