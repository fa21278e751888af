import type { ProgramInput } from "#app/domain/program/document.ts";
import type { Dice } from "#test/simulation/dice.ts";

/** What members can do beside buying: join, look in, and send a photo that staff looks at. */
export type SimActivity = {
  id: "signup" | "visit" | "photo";
  points: number;
  /** Instead of points, orders earn so many hundredths for so many days. */
  boost: { hundredths: number; days: number } | null;
  approval: boolean;
  holdDays: number;
  limit: { per: SimPer; times: number } | null;
  /** At most so many points by it. */
  cap: { per: SimPer; points: number } | null;
  /** Only after this has given something. */
  unlockedBy: string | null;
};

export type SimPer = "day" | "week" | "month" | "year" | "lifetime";

/** What those of a program have that is not about goals: see `withGoals` for the others. */
export const PLAIN = { boost: null, cap: null, unlockedBy: null };

const KINDS = { signup: "signup", visit: "visit", photo: "upload" } as const;

/** The activities of a program: mostly all, with limits of which some are soon reached. */
export function rollActivities(dice: Dice): SimActivity[] {
  const signup: SimActivity = {
    ...PLAIN,
    ...{ id: "signup", points: dice.pick([10, 50]), approval: false, limit: null },
    holdDays: dice.pick([0, 0, 3]),
  };
  const visit: SimActivity = {
    ...PLAIN,
    ...{ id: "visit", points: dice.pick([2, 5, 15]), approval: false },
    holdDays: dice.pick([0, 0, 0, 2]),
    limit: dice.pick([null, { per: "day", times: 1 }, { per: "week", times: 2 }]),
  };
  const photo: SimActivity = {
    ...PLAIN,
    ...{ id: "photo", points: dice.pick([20, 35]), approval: true },
    holdDays: dice.pick([0, 0, 5]),
    limit: dice.pick([null, { per: "month", times: 1 }, { per: "lifetime", times: 1 }]),
  };
  return [signup, visit, photo].filter(() => dice.often(0.85));
}

/** The activities as the app's merchants write them. */
export function activitiesOf(activities: SimActivity[]): NonNullable<ProgramInput["activities"]> {
  return activities.map((activity) => ({
    ...{ id: activity.id, kind: KINDS[activity.id], approval: activity.approval },
    ...termsOf(activity),
  }));
}

/** What an activity gives, and on which terms. */
export function termsOf(activity: Omit<SimActivity, "id"> & { id: string }) {
  const { id, points, boost, holdDays, limit, cap, unlockedBy } = activity;
  return {
    ...{ name: { en: id }, holdDays, unlockedBy },
    gives:
      boost === null
        ? { kind: "points" as const, points }
        : {
            kind: "multiplier" as const,
            factor: (boost.hundredths / 100).toFixed(2),
            days: boost.days,
          },
    limits: limit === null ? [] : [limit],
    caps: cap === null ? [] : [cap],
  };
}
