import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { STAFF_SABOTAGE } from "#test/simulation/sabotage-staff.ts";

testPlanted("simulated-staff", STAFF_SABOTAGE);
