import type { ProgramInput } from "#app/domain/program/document.ts";
import { diceFor, type Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";
import type { SimProgram } from "#test/simulation/program.ts";

/** A rule that multiplies what every order earns, as long as its points last. */
export type SimExtra = { hundredths: number; budget: number };

/** Programs have budgets in so many lives, small enough to be used up. */
const SHARE = 0.3;
const SECOND = 1000;

/**
 * In some lives what members share is limited: each program has budgets of its own, and where one
 * buys others do at the same time.
 */
export function withBudgets(
  events: Happening[],
  { seed, customers }: { seed: number; customers: number },
): Happening[] {
  const dice = diceFor(seed, "budgets");
  if (!dice.often(SHARE)) return events;
  let nextId = events.length;
  return events.flatMap((event): Happening[] => {
    if (event.kind === "publish") return [{ ...event, program: limited(dice, event.program) }];
    if (event.kind === "report" && event.activity === "visit") {
      return [beside(dice, event, customers)];
    }
    if (event.kind !== "buy" || event.who === null || !dice.often(0.3)) return [event];
    const { who } = event;
    const rush = [1, 2].slice(0, dice.between(1, 2)).map((step): Happening => {
      const items = [{ product: dice.between(0, 3), quantity: dice.between(1, 2) }];
      const other = { who: (who + step) % customers, items, withCode: false, paid: true };
      const at = event.at + dice.pick([0, SECOND / 2]) + step;
      return { ...event, ...other, id: nextId++, at };
    });
    return [event, ...rush];
  });
}

/** Two members do the same at the same time. */
function beside(dice: Dice, event: Extract<Happening, { kind: "report" }>, customers: number) {
  const other = (event.who + dice.between(1, 3)) % customers;
  return { ...event, other, times: 2 as const, same: false };
}

export function hasBudgets({ budget, extra, campaigns }: SimProgram): boolean {
  return budget !== null || extra !== null || campaigns.some((each) => each.budget !== null);
}

function limited(dice: Dice, program: SimProgram): SimProgram {
  const hasCampaigns = dice.often(0.7);
  return {
    ...program,
    budget: dice.pick([null, 60, 150, 400]),
    extra: dice.often(0.5) ? { hundredths: 135, budget: dice.pick([25, 80]) } : null,
    campaigns: program.campaigns.map((campaign, index) => {
      if (!hasCampaigns) return campaign;
      // No two multipliers are equal: which of them is the best must not be a matter of taste.
      const odd = index === 0 ? 5 : 15;
      const { orders, activities } = campaign;
      return {
        ...campaign,
        orders: orders === null ? null : orders + odd,
        activities: activities && { ...activities, hundredths: activities.hundredths + odd },
        budget: dice.pick([20, 45, 120]),
        ruleBudget: dice.pick([null, null, 30]),
      };
    }),
  };
}

/** The rule as the app's merchants write it. */
export function rulesOf(extra: SimExtra | null): ProgramInput["earning"]["rules"] {
  if (extra === null) return [];
  const gives = { kind: "multiplier" as const, factor: (extra.hundredths / 100).toFixed(2) };
  return [{ id: "extra", name: { en: "extra" }, gives, budgetPoints: extra.budget }];
}
