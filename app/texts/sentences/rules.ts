import type { Campaign, OrderRule } from "#app/domain/program/earning.ts";
import { conditionText, productsText } from "#app/texts/sentences/conditions.ts";
import { boundsTexts } from "#app/texts/sentences/limits.ts";
import { sentence, type Teller } from "#app/texts/sentences/teller.ts";
import { datesText } from "#app/texts/sentences/time-conditions.ts";

/** What a rule gives, for which lines, when, and within which bounds. */
export function ruleText(rule: OrderRule, teller: Teller): string {
  const parts = [
    ruleGivesText(rule.gives, teller),
    ...(rule.lines === null ? [] : [ruleLinesText(rule.lines, teller)]),
    ...(rule.when === null ? [] : [conditionText(rule.when, teller)]),
  ];
  const core = sentence(parts.join(teller.say({ en: ", ", zh: "；" })), teller);
  return [core, ...boundsTexts(rule, teller).map((text) => sentence(text, teller))].join(
    teller.say({ en: " ", zh: "" }),
  );
}

/** 2 points for every $1.00, ×2 points. */
export function ruleGivesText(gives: OrderRule["gives"], { say, points, money }: Teller): string {
  switch (gives.kind) {
    case "rate":
      return say({
        en: `${points(gives.points)} for every ${money(gives.perAmount)}`,
        zh: `每 ${money(gives.perAmount)} 得 ${points(gives.points)}`,
      });
    case "per-item":
      return say({
        en: `${points(gives.points)} for every item`,
        zh: `每件得 ${points(gives.points)}`,
      });
    case "fixed":
      return say({ en: `${points(gives.points)} more`, zh: `另得 ${points(gives.points)}` });
    case "multiplier":
      return say({ en: `points ×${gives.factor}`, zh: `积分 ×${gives.factor}` });
  }
}

/** On products tagged “tea”. */
export function ruleLinesText(lines: NonNullable<OrderRule["lines"]>, teller: Teller): string {
  const what = productsText(lines, teller);
  return teller.say({ en: `on ${what}`, zh: `限${what}` });
}

/** A campaign's days, audience, what it does to activities, its budget; its rules one by one. */
export function campaignTexts(campaign: Campaign, teller: Teller): string[] {
  const { say } = teller;
  const days = datesText(campaign, teller);
  const parts = [
    ...(days === null ? [] : [days]),
    ...(campaign.audience === null ? [] : [conditionText(campaign.audience, teller)]),
  ];
  if (parts.length === 0) parts.push(say({ en: "always", zh: "长期有效" }));
  return [
    sentence(parts.join(say({ en: ", ", zh: "；" })), teller),
    ...campaign.rules.map((rule) => ruleText(rule, teller)),
    ...(campaign.activities === null ? [] : [activitiesText(campaign.activities, teller)]),
    ...boundsTexts({ budgetPoints: campaign.budgetPoints }, teller).map((text) =>
      sentence(text, teller),
    ),
  ];
}

function activitiesText(more: NonNullable<Campaign["activities"]>, teller: Teller): string {
  const { say, and, activity } = teller;
  const which =
    more.only === null ? say({ en: "activities", zh: "任务" }) : and(more.only.map(activity));
  return sentence(
    say({
      en: `points of ${which} ×${more.factor}`,
      zh: `${which}的积分 ×${more.factor}`,
    }),
    teller,
  );
}
