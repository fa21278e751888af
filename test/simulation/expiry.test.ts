import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { EXPIRY_SABOTAGE } from "#test/simulation/sabotage-expiry.ts";

testPlanted("simulated-expiry", EXPIRY_SABOTAGE);
