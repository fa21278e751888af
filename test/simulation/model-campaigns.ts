import { dayThere } from "#test/simulation/model-calendar.ts";
import type { ModelCampaign, ModelProgram } from "#test/simulation/model-facts.ts";
import type { Books } from "#test/simulation/model-lots.ts";

type Moment = { program: ModelProgram; at: number };

/** How many hundredths an order placed then earns, by a tier and by the campaigns of its day. */
export function hundredthsOfOrder(books: Books, moment: Moment, ofTier: number | null): number {
  const ofCampaigns = campaignsOn(books, moment).flatMap(({ orders }) => orders ?? []);
  return combined([...(ofTier === null ? [] : [ofTier]), ...ofCampaigns], moment.program);
}

/** How many hundredths of its points an activity gives that was done then. */
export function hundredthsOfActivity(books: Books, moment: Moment, activity: string): number {
  const factors = campaignsOn(books, moment).flatMap(({ activities }) =>
    activities && (activities.only?.includes(activity) ?? true) ? [activities.hundredths] : [],
  );
  return combined(factors, moment.program);
}

function combined(factors: number[], { multipliers }: ModelProgram): number {
  if (factors.length === 0) return 100;
  if (multipliers === "best") return Math.max(...factors);
  return factors.reduce((sum, factor) => sum + factor - 100, 100);
}

/** First and last day are days of the shop, and so are those of the week. */
function campaignsOn({ facts: { timeZone } }: Books, { program, at }: Moment): ModelCampaign[] {
  const day = dayThere(at, timeZone);
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return program.campaigns.filter(
    ({ from, until, weekdays }) =>
      (from === null || from <= day) &&
      (until === null || day <= until) &&
      (weekdays?.includes(weekday) ?? true),
  );
}
