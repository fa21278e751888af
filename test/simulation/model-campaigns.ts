import { dayBegins, dayThere, nextDay } from "#test/simulation/model-calendar.ts";
import { ofCampaign, ofRule, type Factor } from "#test/simulation/model-budgets.ts";
import type { ModelCampaign, ModelFacts, ModelProgram } from "#test/simulation/model-facts.ts";
import type { Books } from "#test/simulation/model-lots.ts";

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

/** What members have done instead of having points for it, as long as it lasts. */
export function boostsAt({ facts: { timeZone }, deeds, endedAt }: Books, at: number): Factor[] {
  return [...deeds.values()].flatMap(({ boost, stands, givenAt }) => {
    if (!boost || !stands || givenAt === null || givenAt <= endedAt) return [];
    let end = nextDay(dayThere(givenAt, timeZone));
    for (let day = 0; day < boost.days; day++) end = nextDay(end);
    const isOver = dayBegins(end, timeZone) <= at;
    return isOver ? [] : [{ hundredths: boost.hundredths, budgets: [] }];
  });
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
