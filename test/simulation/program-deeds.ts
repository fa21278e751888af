import type { ProgramInput } from "#app/domain/program/document.ts";
import type { Dice } from "#test/simulation/dice.ts";

/** What members can do beside buying: join, look in, and send a photo that staff looks at. */
export type SimActivity = {
  id: "signup" | "visit" | "photo";
  points: number;
  approval: boolean;
  holdDays: number;
  limit: { per: "day" | "week" | "month" | "lifetime"; times: number } | null;
};

const KINDS = { signup: "signup", visit: "visit", photo: "upload" } as const;

/** The activities of a program: mostly all, with limits of which some are soon reached. */
export function rollActivities(dice: Dice): SimActivity[] {
  const signup: SimActivity = {
    ...{ id: "signup", points: dice.pick([10, 50]), approval: false, limit: null },
    holdDays: dice.pick([0, 0, 3]),
  };
  const visit: SimActivity = {
    ...{ id: "visit", points: dice.pick([2, 5, 15]), approval: false },
    holdDays: dice.pick([0, 0, 0, 2]),
    limit: dice.pick([null, { per: "day", times: 1 }, { per: "week", times: 2 }]),
  };
  const photo: SimActivity = {
    ...{ id: "photo", points: dice.pick([20, 35]), approval: true },
    holdDays: dice.pick([0, 0, 5]),
    limit: dice.pick([null, { per: "month", times: 1 }, { per: "lifetime", times: 1 }]),
  };
  return [signup, visit, photo].filter(() => dice.often(0.85));
}

/** The activities as the app's merchants write them. */
export function activitiesOf(activities: SimActivity[]): ProgramInput["activities"] {
  return activities.map(({ id, points, approval, holdDays, limit }) => ({
    ...{ id, kind: KINDS[id], name: { en: id }, approval, holdDays },
    gives: { kind: "points" as const, points },
    limits: limit === null ? [] : [limit],
  }));
}
