import { isLess, multiply, parseDecimal } from "#app/domain/fraction.ts";
import type { Period } from "#app/domain/program/basics.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { listRules } from "#app/domain/surprises/rules.ts";
import {
  bestWorth,
  divide,
  isMore,
  whole,
  type Known,
  type Surprise,
} from "#app/domain/surprises/surprise.ts";

/** Points that nobody earns, that end too soon, or that are bounded twice. */
export function pointSurprises(program: ProgramDocument, known: Known): Surprise[] {
  return [
    ...nothingEarned(program),
    ...testOrders(program),
    ...holdBeyondExpiry(program),
    ...expiryTooSoon(program, known),
    ...pointlessCaps(program),
    ...referralWorthMore(program),
  ];
}

function nothingEarned(program: ProgramDocument): Surprise[] {
  const { earning, activities, referral } = program;
  const earns =
    /[1-9]/.test(earning.points) ||
    listRules(program).some(({ rule }) => rule.gives.kind !== "multiplier") ||
    activities.some(({ gives }) => gives.kind === "points") ||
    referral !== null;
  return earns ? [] : [{ kind: "nothing-earned", path: "earning.points", serious: true }];
}

function testOrders({ earning }: ProgramDocument): Surprise[] {
  if (!earning.counts.testOrders) return [];
  return [{ kind: "test-orders", path: "earning.counts.testOrders", serious: false }];
}

function holdBeyondExpiry({ earning, expiry }: ProgramDocument): Surprise[] {
  const { days } = earning.hold;
  if (days === 0 || expiry.kind !== "end-of-period" || expiry.later > 0) return [];
  return [{ kind: "hold-beyond-expiry", path: "earning.hold.days", serious: days >= 28, days }];
}

/** Whether a typical member has the points for the cheapest reward before the first of them end. */
function expiryTooSoon(program: ProgramDocument, { yearlySpend }: Known): Surprise[] {
  const { earning, expiry, rewards } = program;
  const months = monthsOf(expiry);
  const costs = rewards
    .filter(({ retired, notForSale }) => !retired && !notForSale)
    .map(({ costPoints }) => costPoints);
  if (months === null || yearlySpend === null || costs.length === 0) return [];
  if (!/[1-9]/.test(earning.points)) return [];
  const spent = divide(multiply(parseDecimal(yearlySpend), whole(months)), whole(12));
  const rate = divide(parseDecimal(earning.points), parseDecimal(earning.perAmount));
  if (!isLess(multiply(spent, rate), whole(Math.min(...costs)))) return [];
  return [{ kind: "expiry-too-soon", path: "expiry", serious: true }];
}

const PERIOD_MONTHS = { month: 1, quarter: 3, year: 12 };

/** How long points live at most, in months; null where that depends on the member. */
function monthsOf(expiry: ProgramDocument["expiry"]): number | null {
  if (expiry.kind === "months-after-earning") return expiry.months;
  if (expiry.kind === "end-of-period") return PERIOD_MONTHS[expiry.period] * (expiry.later + 1);
  return null;
}

const LENGTHS: (Period | "order")[] = [
  "order",
  "day",
  "week",
  "month",
  "quarter",
  "year",
  "lifetime",
];

/** A cap over a longer time that is not larger leaves the shorter one nothing to do. */
function pointlessCaps({ earning }: ProgramDocument): Surprise[] {
  return earning.caps.flatMap((cap, at): Surprise[] => {
    const longer = earning.caps.some(
      (other) =>
        LENGTHS.indexOf(other.per) > LENGTHS.indexOf(cap.per) && other.points <= cap.points,
    );
    return longer ? [{ kind: "cap-pointless", path: `earning.caps.${at}`, serious: false }] : [];
  });
}

function referralWorthMore(program: ProgramDocument): Surprise[] {
  const { referral } = program;
  const worth = bestWorth(program);
  if (!referral || worth === null) return [];
  const given = multiply(worth, whole(referral.inviterPoints + referral.friendPoints));
  // Where any order counts, it hardly comes to less than what earns ten times.
  const small = multiply(parseDecimal(program.earning.perAmount), whole(10));
  const least = referral.minimumOrder === null ? small : parseDecimal(referral.minimumOrder);
  if (!isMore(given, least)) return [];
  return [{ kind: "referral-worth-more", path: "referral.minimumOrder", serious: false }];
}
