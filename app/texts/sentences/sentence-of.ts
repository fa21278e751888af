import type { Activity, Referral } from "#app/domain/program/activity.ts";
import type { Cap, Limit } from "#app/domain/program/basics.ts";
import type { Condition, LineCondition } from "#app/domain/program/condition.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Campaign, OrderRule } from "#app/domain/program/earning.ts";
import type { Expiry } from "#app/domain/program/expiry.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { Perk, Way } from "#app/domain/program/tiers.ts";
import { activityText, referralTexts } from "#app/texts/sentences/activities.ts";
import { conditionText, productsText } from "#app/texts/sentences/conditions.ts";
import { expiryText, refundsText } from "#app/texts/sentences/expiry.ts";
import { capText, limitText } from "#app/texts/sentences/limits.ts";
import { rewardTexts } from "#app/texts/sentences/rewards.ts";
import { campaignTexts, ruleText } from "#app/texts/sentences/rules.ts";
import type { Teller } from "#app/texts/sentences/teller.ts";
import { perkText, wayText } from "#app/texts/sentences/tiers.ts";

/** A part of a program, by what it is. */
export type Part =
  | { rule: OrderRule }
  | { condition: Condition }
  | { lines: LineCondition }
  | { campaign: Campaign }
  | { activity: Activity }
  | { referral: Referral }
  | { expiry: Expiry }
  | { refunds: ProgramDocument["refunds"] }
  | { way: Way }
  | { perk: Perk }
  | { reward: Reward }
  | { cap: Cap }
  | { limit: Limit };

/** What one part of a program does, in plain words. */
export function sentenceOf(part: Part, teller: Teller): string {
  if ("rule" in part) return ruleText(part.rule, teller);
  if ("condition" in part) return conditionText(part.condition, teller);
  if ("lines" in part) return productsText(part.lines, teller);
  if ("activity" in part) return activityText(part.activity, teller);
  if ("expiry" in part) return expiryText(part.expiry, teller);
  if ("refunds" in part) return refundsText(part.refunds, teller);
  if ("way" in part) return wayText(part.way, teller);
  if ("perk" in part) return perkText(part.perk, teller);
  if ("cap" in part) return capText(part.cap, teller);
  if ("limit" in part) return limitText(part.limit, teller);
  return severalOf(part, teller).join(teller.say({ en: " ", zh: "" }));
}

type Several = Extract<Part, { campaign: Campaign } | { referral: Referral } | { reward: Reward }>;

function severalOf(part: Several, teller: Teller): string[] {
  if ("campaign" in part) return campaignTexts(part.campaign, teller);
  if ("referral" in part) return referralTexts(part.referral, teller);
  return rewardTexts(part.reward, teller);
}
