import type { ActivityStep } from "#app/domain/activity-receipt.ts";
import { dayOf, firstDayOf, type Day } from "#app/domain/calendar.ts";
import { holds } from "#app/domain/earning/conditions.ts";
import { takeGrant } from "#app/domain/engine/budgets.ts";
import type { Deed, Offer, Use } from "#app/domain/engine/deed.ts";
import { max, min } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import { isLess, multiply, parseDecimal, round, type Fraction } from "#app/domain/fraction.ts";
import type { Cap, Period } from "#app/domain/program/basics.ts";
import type { Campaign } from "#app/domain/program/earning.ts";

/** The points of a deed, and the steps that lead to them. */
export type Amount = {
  points: bigint;
  /** What it takes of the room under caps: what is still asked of a budget included. */
  claimedPoints: bigint;
  steps: ActivityStep[];
};

const PERIODS: Period[] = ["day", "week", "month", "quarter", "year", "lifetime"];

/**
 * What a deed gives in points: what the offer says, times the campaigns of its moment, rounded down
 * once, then cut by caps from the narrowest to the widest, by campaigns' budgets, by the program's.
 */
export function decideAmount(state: State, deed: Deed): Amount {
  const { offer } = deed;
  if (offer.gives.kind !== "points") return { points: 0n, claimedPoints: 0n, steps: [] };
  const base = BigInt(offer.gives.points);
  const steps: ActivityStep[] = [{ kind: "gives", exact: whole(base) }];
  const shares = sharesOf(base, campaignsOf(state, deed), deed);
  const exact = shares.at(-1)?.after ?? whole(base);
  const rounded = round(exact, "down");
  for (const { campaign, factor, added } of shares) {
    const { id, name } = campaign;
    steps.push({ kind: "campaign", campaignId: id, name, factor, exact: added });
  }
  const lost = minus(whole(rounded), exact);
  if (lost.numerator !== 0n) steps.push({ kind: "rounding", exact: lost });
  const capped = cutByCaps(state, deed, { points: rounded, steps });
  return { ...cutByBudgets(state, deed, { points: capped, shares, steps }), claimedPoints: capped };
}

/** The first limit of an offer that leaves no room for one more time, or null. */
export function limitReached(
  state: State,
  { offer, at, program }: Pick<Deed, "offer" | "at" | "program">,
) {
  const day = dayOf(at, program.timeZone);
  const reached = ({ per, times }: Offer["limits"][number]) =>
    useOf(state, offer, { per, day }).times >= times;
  return offer.limits.find(reached) ?? null;
}

/** Writes down that a deed has used its offer once. */
export function noteUse(state: State, { offer, at, program }: Deed, points: bigint): void {
  const day = dayOf(at, program.timeZone);
  for (const per of PERIODS) {
    const { times, points: before } = useOf(state, offer, { per, day });
    state.uses.set(keyOf(offer, { per, day }), { times: times + 1, points: before + points });
  }
}

type When = { per: Period; day: Day };

function useOf(state: State, offer: Offer, when: When): Use {
  return state.uses.get(keyOf(offer, when)) ?? { times: 0, points: 0n };
}

function keyOf({ of, id }: Offer, { per, day }: When): string {
  const kind = of === "referral" || of === "referred" ? of : "";
  return `${kind}|${id}|${per}|${startsOn(day)[per]}`;
}

const starts = new Map<Day, Record<Period, Day>>();
const DAYS_KEPT = 5_000;

/** The first days of the periods that a day lies in: worked out once for each day. */
function startsOn(day: Day): Record<Period, Day> {
  const known = starts.get(day);
  if (known) return known;
  if (starts.size >= DAYS_KEPT) starts.clear();
  const first = {
    day,
    week: firstDayOf("week", day),
    month: firstDayOf("month", day),
    quarter: firstDayOf("quarter", day),
    year: firstDayOf("year", day),
    lifetime: "",
  };
  starts.set(day, first);
  return first;
}

function campaignsOf(state: State, { offer, at, program }: Deed): Campaign[] {
  if (offer.id === "") return [];
  const { timeZone, document } = program;
  const day = dayOf(at, timeZone);
  const moment = { at, timeZone, tierId: state.tier.id, traits: state.traits };
  return document.campaigns.filter(
    ({ activities, from, until, audience }) =>
      activities !== null &&
      (activities.only === null || activities.only.includes(offer.id)) &&
      day >= (from ?? day) &&
      day <= (until ?? day) &&
      holds(audience, moment),
  );
}

/** What one campaign adds, and what stands after it. */
type Share = { campaign: Campaign; factor: string; added: Fraction; after: Fraction };

function sharesOf(base: bigint, campaigns: Campaign[], { program }: Deed): Share[] {
  const how = program.document.earning.combine.multipliers;
  const shares: Share[] = [];
  let before = whole(base);
  for (const campaign of how === "best" ? best(campaigns) : campaigns) {
    const factor = factorOf(campaign);
    const more = minus(parseDecimal(factor), whole(1n));
    const added = multiply(how === "multiply" ? before : whole(base), more);
    const sum = minus(before, { ...added, numerator: -added.numerator });
    const after = sum.numerator < 0n ? whole(0n) : sum;
    shares.push({ campaign, factor, added: minus(after, before), after });
    before = after;
  }
  return shares;
}

function best(campaigns: Campaign[]): Campaign[] {
  const highest = campaigns.reduce<Campaign | null>((best, campaign) => {
    if (best === null) return campaign;
    const [one, other] = [parseDecimal(factorOf(best)), parseDecimal(factorOf(campaign))];
    return isLess(one, other) ? campaign : best;
  }, null);
  return highest ? [highest] : [];
}

function factorOf({ activities }: Campaign): string {
  return activities?.factor ?? "1";
}

type Cutting = { points: bigint; steps: ActivityStep[] };

function cutByCaps(state: State, deed: Deed, { points, steps }: Cutting): bigint {
  const day = dayOf(deed.at, deed.program.timeZone);
  const width = ({ per }: Cap) => (per === "order" ? -1 : PERIODS.indexOf(per));
  const caps = [...deed.offer.caps].sort((a, b) => width(a) - width(b));
  let left = points;
  for (const cap of caps) {
    const { per, points: capPoints } = cap;
    const used = per === "order" ? 0n : useOf(state, deed.offer, { per, day }).points;
    const kept = min(left, max(BigInt(capPoints) - used, 0n));
    if (kept < left) steps.push({ kind: "cap", per, capPoints, exact: whole(kept - left) });
    left = kept;
  }
  return left;
}

/** While a budget has not answered, those after it are not asked: their answers are final, too. */
function cutByBudgets(
  state: State,
  { source, program, at }: Deed,
  { points, shares, steps }: Cutting & { shares: Share[] },
): { points: bigint; steps: ActivityStep[] } {
  let left = points;
  let waiting = false;
  const ask = (budget: string, wished: bigint, limit: number | null) => {
    if (limit === null || wished <= 0n || waiting) return;
    const wish = { budget, source, points: wished, limitPoints: BigInt(limit), judgedAt: at };
    const granted = takeGrant(state, wish);
    waiting = granted.waits;
    const cut = wished - granted.points;
    if (cut === 0n) return;
    steps.push({ kind: "budget", budget, waits: granted.waits, exact: whole(-cut) });
    left -= cut;
  };
  let before = shares[0] ? minus(shares[0].after, shares[0].added) : whole(0n);
  for (const { campaign, after } of shares) {
    const extra = min(points, round(after, "down")) - round(before, "down");
    ask(`campaign:${campaign.id}`, extra, campaign.budgetPoints);
    before = after;
  }
  const { budgetPoints } = program.document.earning;
  if (waiting && budgetPoints !== null && left > 0n) {
    steps.push({ kind: "budget", budget: "program", waits: true, exact: whole(-left) });
    left = 0n;
  }
  ask("program", left, budgetPoints);
  return { points: left, steps };
}

function whole(number: bigint): Fraction {
  return { numerator: number, denominator: 1n };
}

function minus(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}
