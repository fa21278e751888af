import { dayOf, firstDayOf } from "#app/domain/calendar.ts";
import { periodDeedOf } from "#app/domain/engine/challenges.ts";
import { inviterOffer, offerOf } from "#app/domain/engine/deed.ts";
import { limitReached } from "#app/domain/engine/deed-amount.ts";
import type { State } from "#app/domain/engine/state.ts";
import { remainderFor, type Asking, type Remainder } from "#app/domain/earn-remainder.ts";
import type { Activity, Referral } from "#app/domain/program/activity.ts";
import type { Period } from "#app/domain/program/basics.ts";
import type { Campaign, Earning, OrderRule } from "#app/domain/program/earning.ts";
import type { TierLevel } from "#app/domain/program/tiers.ts";
import type { Program } from "#app/domain/program/program.ts";

/** Something that can bring a shopper points, and what must still come true for that. */
export type EarnOffer =
  | { kind: "orders"; earning: Earning; faster: TierLevel | null }
  | { kind: "rule"; rule: OrderRule; campaign: Campaign | null; rest: Remainder }
  | { kind: "more-for-activities"; campaign: Campaign; rest: Remainder }
  /** `done`: for how long nothing more comes of it. */
  | { kind: "activity"; activity: Activity; rest: Remainder; done: Period | null }
  | { kind: "referral"; referral: Referral; done: Period | null };

/**
 * What a program gives whoever looks, as of now: a member, or somebody without an account. Left out
 * is what they cannot have, whatever they do.
 */
export function listEarnOffers(asking: Asking): EarnOffer[] {
  const { program, state } = asking;
  if (state && state.traits.closedAt !== null) return [];
  const { earning, campaigns, activities, referral } = program.document;
  const day = dayOf(asking.at, program.timeZone);
  const running = campaigns.filter(
    ({ from, until }) => day >= (from ?? day) && day <= (until ?? day),
  );
  return [
    ...(/[1-9]/.test(earning.points)
      ? [{ kind: "orders" as const, earning, faster: fasterBy(asking) }]
      : []),
    ...earning.rules.flatMap((rule) => ruleOffer(asking, { rule, campaign: null })),
    ...running.flatMap((campaign) => campaignOffers(asking, campaign)),
    ...activities.flatMap((activity) => activityOffer(asking, activity)),
    ...(referral ? [{ kind: "referral" as const, referral, done: doneOf(asking, referral) }] : []),
  ];
}

/** The tier whose holders earn more than others, where it is held. */
function fasterBy({ program, state }: Asking): TierLevel | null {
  const level = program.levels.find(({ id }) => id === state?.tier.id);
  return level && level.factor.numerator > level.factor.denominator ? level : null;
}

function campaignOffers(asking: Asking, campaign: Campaign): EarnOffer[] {
  const rules = campaign.rules.flatMap((rule) => ruleOffer(asking, { rule, campaign }));
  const rest = campaign.activities && remainderFor(asking, [campaign.audience]);
  return rest ? [...rules, { kind: "more-for-activities", campaign, rest }] : rules;
}

function ruleOffer(
  asking: Asking,
  { rule, campaign }: { rule: OrderRule; campaign: Campaign | null },
): EarnOffer[] {
  const rest = remainderFor(asking, [campaign?.audience ?? null, rule.when]);
  return rest ? [{ kind: "rule", rule, campaign, rest }] : [];
}

/** Who has an account cannot join any more. */
function activityOffer(asking: Asking, activity: Activity): EarnOffer[] {
  if (asking.state && activity.kind === "signup") return [];
  const rest = remainderFor(asking, [activity.when]);
  if (!rest) return [];
  const isOpen = asking.state && (asking.state.fruits.get(activity.unlockedBy ?? "") ?? 0) > 0;
  const known = isOpen ? { ...activity, unlockedBy: null } : activity;
  return [{ kind: "activity", activity: known, rest, done: doneOf(asking, activity) }];
}

function doneOf(asking: Asking, offered: Activity | Referral): Period | null {
  const { program, at, state } = asking;
  if (!state) return null;
  const isReferral = "inviterPoints" in offered;
  const offer = isReferral ? inviterOffer(offered) : offerOf(offered);
  const limit = limitReached(state, { offer, at, program });
  if (limit) return limit.per;
  return isReferral ? null : doneByItself(state, { activity: offered, program, at });
}

type Doing = { activity: Activity; program: Program; at: number };

/** Birthdays come once a year, challenges of the calendar once in a period, some streaks once. */
function doneByItself(state: State, { activity, program, at }: Doing): Period | null {
  const { id } = activity;
  const day = dayOf(at, program.timeZone);
  const stands = (source: string) => state.deeds.get(source)?.stands === true;
  switch (activity.kind) {
    case "birthday":
    case "anniversary":
      return stands(`yearly:${id}:${day.slice(0, 4)}`) ? "year" : null;
    case "streak":
      return !activity.repeats && stands(`streak:${id}:1`) ? "lifetime" : null;
    case "challenge": {
      if (activity.within.kind !== "period") return null;
      const { per } = activity.within;
      return stands(periodDeedOf(state, activity, { first: firstDayOf(per, day), per }))
        ? per
        : null;
    }
    default:
      return null;
  }
}
