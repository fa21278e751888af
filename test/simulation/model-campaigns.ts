import { dayThere } from "#test/simulation/model-calendar.ts";
import { ofCampaign, ofRule, type Factor } from "#test/simulation/model-budgets.ts";
import type { ModelCampaign, ModelFacts, ModelProgram } from "#test/simulation/model-facts.ts";

type Moment = { program: ModelProgram; at: number };

/** What multiplies an order placed then: a tier, the program's own rule, campaigns of its day. */
export function factorsOfOrder(facts: ModelFacts, moment: Moment, ofTier: number | null): Factor[] {
  const { extra } = moment.program;
  const own = extra && { ...extra, budgets: ofRule("extra", extra.budget) };
  const ofCampaigns = campaignsOn(facts, moment).flatMap(({ id, orders, budget, ruleBudget }) => {
    if (orders === null) return [];
    const budgets = [...ofCampaign(id, budget), ...ofRule(`${id}-times`, ruleBudget)];
    return [{ hundredths: orders, budgets }];
  });
  const tier = ofTier === null ? [] : [{ hundredths: ofTier, budgets: [] }];
  return [...tier, ...(own ? [own] : []), ...ofCampaigns];
}

/** What multiplies the points of an activity that was done then. */
export function factorsOfActivity(facts: ModelFacts, moment: Moment, activity: string): Factor[] {
  return campaignsOn(facts, moment).flatMap(({ id, activities, budget }) =>
    activities && (activities.only?.includes(activity) ?? true)
      ? [{ hundredths: activities.hundredths, budgets: ofCampaign(id, budget) }]
      : [],
  );
}

/** First and last day are days of the shop, and so are those of the week. */
function campaignsOn({ timeZone }: ModelFacts, { program, at }: Moment): ModelCampaign[] {
  const day = dayThere(at, timeZone);
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return program.campaigns.filter(
    ({ from, until, weekdays }) =>
      (from === null || from <= day) &&
      (until === null || day <= until) &&
      (weekdays?.includes(weekday) ?? true),
  );
}
