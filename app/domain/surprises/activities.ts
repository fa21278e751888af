import type { Activity } from "#app/domain/program/activity.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { isNever } from "#app/domain/surprises/contradictions.ts";
import type { Surprise } from "#app/domain/surprises/surprise.ts";

/** Done again and again by anybody who likes points, unless something holds it in bounds. */
const REPEATABLE = ["review", "newsletter", "social", "survey", "visit", "event", "upload"];

/** Activities that can be had without end, that limits make impossible, or that never happen. */
export function activitySurprises({ activities }: ProgramDocument): Surprise[] {
  return activities.flatMap((activity, at): Surprise[] => {
    const about = { path: `activities.${at}`, name: activity.name };
    if (activity.when !== null && isNever(activity.when)) {
      return [{ kind: "activity-never", serious: true, ...about }];
    }
    if (isBeyondLimit(activity, activities)) {
      return [{ kind: "activity-beyond-limit", serious: true, ...about }];
    }
    if (isEndless(activity)) return [{ kind: "activity-endless", serious: true, ...about }];
    return activity.kind === "birthday" && activity.waitDays === 0
      ? [{ kind: "birthday-at-once", serious: false, ...about }]
      : [];
  });
}

function isEndless({ kind, limits, caps, approval }: Activity): boolean {
  return REPEATABLE.includes(kind) && limits.length === 0 && caps.length === 0 && !approval;
}

/** A streak or a challenge that asks for an activity more often than it counts. */
function isBeyondLimit(activity: Activity, all: Activity[]): boolean {
  if (activity.kind !== "streak" && activity.kind !== "challenge") return false;
  const { of } = activity;
  if (of.kind !== "activity") return false;
  const limits = all.find(({ id }) => id === of.activity)?.limits ?? [];
  const needed = activity.kind === "streak" ? activity.length : Number(activity.target);
  return limits.some(({ per, times }) => {
    if (per === "lifetime") return times < needed;
    if (activity.kind === "challenge") {
      return activity.within.kind === "period" && activity.within.per === per && times < needed;
    }
    // From one week into the next, so many days may follow each other twice.
    return activity.unit === "day" && per === "week" && times < 7 && 2 * times < needed;
  });
}
