import { testPlanted } from "#test/simulation/planted-bugs.ts";
import { isGift } from "#test/simulation/program.ts";
import { GIFT_SABOTAGE } from "#test/simulation/sabotage-gifts.ts";
import type { Sabotage } from "#test/simulation/world.ts";

/** They can only be missed in shops that give nothing else. */
const concerns: Sabotage["concerns"] = ({ rewards }) => rewards.every(isGift);

testPlanted(
  "simulated-gifts",
  GIFT_SABOTAGE.map((sabotage) => ({ ...sabotage, concerns })),
);
