import { dayThere, nextPeriod } from "#test/simulation/model-calendar.ts";

type Period = "day" | "week" | "month" | "quarter" | "year" | "lifetime";
export type ModelLimit = { per: Period; times: number };

/** When a reward was taken, and when it came back, if it did. */
export type Taking = { at: number; backAt: number | null };

/** Whether limits leave room for one more at a moment; what happens in it may come after it. */
export function roomInLimits(
  takings: Taking[],
  { limits, at, timeZone }: { limits: ModelLimit[]; at: number; timeZone: string },
): "some" | "none" | "unclear" {
  const full = (counts: (taking: Taking) => boolean) =>
    limits.some(({ per, times }) => {
      const period = periodThere(at, per, timeZone);
      const within = takings.filter((each) => periodThere(each.at, per, timeZone) === period);
      return within.filter(counts).length >= times;
    });
  // A code's return by a refund is known to the second.
  if (full((each) => each.at < at && (each.backAt === null || each.backAt > at))) return "none";
  const mayCount = ({ at: since, backAt }: Taking) =>
    since <= at && (backAt === null || backAt > at - 1000);
  return full(mayCount) ? "unclear" : "some";
}

/** A name for the period of a moment. */
export function periodThere(at: number, per: Period, timeZone: string): string {
  const day = dayThere(at, timeZone);
  if (per === "lifetime") return "";
  if (per === "day") return day;
  if (per === "month" || per === "quarter" || per === "year") return nextPeriod(day, per);
  // The first of January 1970 was a Thursday.
  return `week ${Math.floor((Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 3) / 7)}`;
}

export type ModelStep = {
  thousandths: number;
  least: number;
  most: number | null;
  share: number | null;
};

/** What so many steps of points as cash are worth, in minor units; never more than they say. */
export function worthOfSteps({ thousandths }: ModelStep, steps: number, minor: number): number {
  return Math.floor((steps * thousandths * minor) / 1000);
}

/** The least order of which that is no more than its share; 0 for any. */
export function leastOrder({ share }: ModelStep, worth: number): number {
  return share === null ? 0 : Math.ceil((worth * 100) / share);
}

/** The least steps that are worth something. */
export function leastSteps(step: ModelStep, minor: number): number {
  let steps = step.least;
  while (worthOfSteps(step, steps, minor) < 1) steps += 1;
  return steps;
}

/** Whether somebody can take so many steps at once: whole ones that are worth something. */
export function mayTakeSteps(step: ModelStep | null, steps: number, minor: number): boolean {
  if (step === null) return steps === 1;
  const { least, most } = step;
  const isBetween = steps >= least && steps <= (most ?? 2_000_000_000);
  return Number.isInteger(steps) && isBetween && worthOfSteps(step, steps, minor) >= 1;
}

/** Something that staff did about a service, at one moment with others of the same turn. */
export type Act = { turn: number; at: number; act: "done" | "undo" | "refuse"; ok: boolean };

export type ServiceState = { state: "waiting" | "delivered" | "returned"; since: number | null };

/** How a service may stand after all that was done, as answered; none if nothing explains it. */
export function statesAfter(acts: Act[]): ServiceState[] {
  let states: ServiceState[] = [{ state: "waiting", since: null }];
  for (const turn of [...new Set(acts.map((each) => each.turn))]) {
    const together = acts.filter((each) => each.turn === turn);
    const orders = together.length > 1 ? [together, together.toReversed()] : [together];
    states = orders.flatMap((order) =>
      states.flatMap((begun) => {
        const end = order.reduce<ServiceState | null>((now, one) => now && after(now, one), begun);
        return end ? [end] : [];
      }),
    );
  }
  return states;
}

/** Null where it would have been answered otherwise. */
function after(now: ServiceState, { act, at, ok }: Act): ServiceState | null {
  const { state } = now;
  const done = { done: "delivered", undo: "waiting", refuse: "returned" } as const;
  if (state === done[act]) return ok ? now : null;
  const from = { done: ["waiting"], undo: ["delivered"], refuse: ["waiting"] }[act];
  const can = from.includes(state);
  if (can !== ok) return null;
  return can ? { state: done[act], since: act === "undo" ? null : at } : now;
}
