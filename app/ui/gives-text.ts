import type { Reward } from "#app/domain/program/reward.ts";
import { givesText } from "#app/texts/sentences/rewards.ts";
import { sentence } from "#app/texts/sentences/teller.ts";
import { useTellerOf } from "#app/ui/use-teller.ts";

const NOTHING = { tiers: null, rewards: [], activities: [] };

/** What a reward gives, in a few words: "$5.00 off", "Free shipping". */
export function useGivesText(): (gives: Reward["gives"]) => string {
  const teller = useTellerOf(NOTHING);
  return (gives) => sentence(givesText(gives, teller), teller).replace(/[.。]$/, "");
}
