import { followChallenge } from "#app/domain/engine/challenges.ts";
import type { Deed } from "#app/domain/engine/deed.ts";
import type { State } from "#app/domain/engine/state.ts";
import { followStreak } from "#app/domain/engine/streaks.ts";
import { itemsLeft } from "#app/domain/engine/items-left.ts";
import type { OrderWithPins } from "#app/domain/engine/timeline.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Activity } from "#app/domain/program/activity.ts";
import type { Program } from "#app/domain/program/program.ts";

export type Streak = Extract<Activity, { kind: "streak" }>;
export type Challenge = Extract<Activity, { kind: "challenge" }>;

/** Something that carries streaks and challenges: an order or an activity that stands, or fell. */
export type Evidence = {
  source: string;
  /** The moment that says in which period it lies, and by which program it is judged. */
  happenedAt: Instant;
  program: Program;
  /** How much of it stands: 0 where nothing does. */
  amount: bigint;
};

type Goals = { orders: (Streak | Challenge)[]; activities: Map<string, (Streak | Challenge)[]> };
const goalsByProgram = new WeakMap<Program, Goals>();

/** An order was paid, changed or cancelled: streaks and challenges are judged by what stands. */
export function followOrderProgress(state: State, order: OrderWithPins, at: Instant): void {
  const known = state.orders.get(order.facts.orderId);
  if (!known) return;
  const { program } = known.terms;
  const goals = goalsOf(program).orders;
  if (goals.length === 0) return;
  const stands = known.spendMinor > 0n;
  const source = `order:${order.facts.orderId}`;
  const evidence = { source, happenedAt: known.placedAt, program, amount: stands ? 1n : 0n };
  for (const goal of goals) {
    if (goal.kind === "streak" || goal.of.kind === "orders" || !stands) {
      follow(state, goal, { evidence, at });
      continue;
    }
    const amount =
      goal.of.kind === "items" ? itemsLeft(order, known.changes, goal.of.lines) : known.spendMinor;
    follow(state, goal, { evidence: { ...evidence, amount }, at });
  }
}

/** An activity counts, or no longer does; also one that came by itself. */
export function followDeed(state: State, deed: Deed, at: Instant): void {
  const goals = goalsOf(deed.program).activities.get(deed.offer.id) ?? [];
  const { source, program } = deed;
  const evidence = { source, happenedAt: deed.at, program, amount: deed.stands ? 1n : 0n };
  for (const goal of goals) follow(state, goal, { evidence, at });
}

/** What a streak or challenge comes to may carry others. */
function follow(
  state: State,
  goal: Streak | Challenge,
  following: { evidence: Evidence; at: Instant },
): void {
  const changed =
    goal.kind === "streak"
      ? followStreak(state, goal, following)
      : followChallenge(state, goal, following);
  for (const deed of changed) followDeed(state, deed, following.at);
}

/** Which streaks and challenges of a program look at orders, and which at which activity. */
function goalsOf(program: Program): Goals {
  const known = goalsByProgram.get(program);
  if (known) return known;
  const goals: Goals = { orders: [], activities: new Map() };
  for (const activity of program.document.activities) {
    if (activity.kind !== "streak" && activity.kind !== "challenge") continue;
    if (activity.of.kind !== "activity") goals.orders.push(activity);
    else {
      const others = goals.activities.get(activity.of.activity) ?? [];
      goals.activities.set(activity.of.activity, [...others, activity]);
    }
  }
  goalsByProgram.set(program, goals);
  return goals;
}
