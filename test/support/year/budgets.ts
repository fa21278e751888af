import { decide, type Decision } from "#app/domain/engine/decide.ts";
import { min } from "#app/domain/engine/points.ts";

/** What budgets have given so far, by their ids. */
export type Budgets = Map<string, bigint>;

/**
 * Decides, grants what the engine wishes of budgets as settling does, and decides again until
 * nothing is wished for. What was granted becomes a fact.
 */
export function grantWishes(input: Parameters<typeof decide>[0], budgets: Budgets): Decision {
  const { facts } = input;
  for (;;) {
    const decision = decide(input);
    const { wishes } = decision.state;
    if (wishes.length === 0) return decision;
    for (const { budget, source, points, limitPoints } of wishes) {
      const used = budgets.get(budget) ?? 0n;
      const left = limitPoints > used ? limitPoints - used : 0n;
      const granted = min(points, left);
      budgets.set(budget, used + granted);
      const id = `granted:${budget}:${source}`;
      const at = input.asOf;
      facts.events.push({ id, at, kind: "granted", budget, source, points: granted });
    }
  }
}
