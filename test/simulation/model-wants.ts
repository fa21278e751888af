import { orderPoints, type Factor } from "#test/simulation/model-budgets.ts";
import { factorsOfOrder } from "#test/simulation/model-campaigns.ts";
import type {
  ModelFacts,
  ModelGrant,
  ModelOrder,
  ModelProgram,
  ModelWant,
} from "#test/simulation/model-facts.ts";
import { worthOf } from "#test/simulation/model-worth.ts";

/** How much somebody who knew only some of it could have wanted of a budget: least and most. */
export type WantBound = Omit<ModelWant, "points"> & { least: number; most: number };

/**
 * What orders can have wanted of budgets, whatever was known by then: after how many changes, and
 * in what tier. What a budget has answered is known to all.
 */
export function wantBounds(facts: ModelFacts): WantBound[] {
  return facts.orders.flatMap((order) => boundsOf(facts, order));
}

function boundsOf(facts: ModelFacts, order: ModelOrder): WantBound[] {
  const program = facts.programs.findLast(({ from }) => from <= order.placedAt);
  const source = `order:${order.id}`;
  const grants = facts.grants.filter((grant) => grant.source === source);
  if (!program) return [];
  return grants.map(({ budget }) => {
    const wants = tellingsOf(facts, { order, program, grants }).map((telling) => {
      return telling(budget);
    });
    const points = wants.map((want) => want?.points ?? 0);
    const limit = Math.max(0, ...wants.map((want) => want?.limit ?? 0));
    return { budget, source, limit, least: Math.min(...points), most: Math.max(...points) };
  });
}

type Told = { order: ModelOrder; program: ModelProgram; grants: ModelGrant[] };

/** What an order wants of a budget, by how much of it is told. */
function tellingsOf(facts: ModelFacts, { order, program, grants }: Told) {
  const { placedAt: at, id, changes } = order;
  const given = (budget: string) => grants.find((each) => each.budget === budget)?.points ?? null;
  const tiers = [null, ...(program.tiers?.levels ?? []).map(({ hundredths }) => hundredths)];
  // Of several that add up, one may have been asked before another had nothing left.
  const leaving = program.multipliers === "best" ? [true] : [true, false];
  const counts = Array.from({ length: changes.length + 1 }, (_, count) => count);
  return counts.flatMap((count) => {
    const worth = worthOf(order, program, count);
    return boostsOf(facts).flatMap((boosts) =>
      tiers.flatMap((tier) => {
        const factors = [...factorsOfOrder(facts, { program, at }, tier), ...boosts];
        const weighing = { source: `order:${id}`, program, factors, worth };
        return leaving.map((leaves) => (budget: string): ModelWant | null => {
          let wanted: ModelWant | null = null;
          const ask = (want: ModelWant) => {
            if (want.budget === budget) wanted = want;
            return given(want.budget);
          };
          // Who asks a budget knows neither its answer nor those that come after it.
          const beside = factors.find(({ budgets }) =>
            budgets.some((one) => one.budget === budget),
          );
          const known = (asked: { budget: string }) =>
            leaves && !beside?.budgets.some((one) => one.budget === asked.budget)
              ? given(asked.budget)
              : null;
          orderPoints({ ...weighing, minor: facts.minorPerMajor }, { ask, known });
          return wanted;
        });
      }),
    );
  });
}

/** What members may have done that multiplied their orders then: of each up to so many times. */
function boostsOf({ programs }: ModelFacts): Factor[][] {
  const all = programs.flatMap(({ activities, goals, days }) => [
    ...[...activities, ...goals],
    ...days,
  ]);
  const some = [...new Set(all.flatMap(({ boost }) => boost?.hundredths ?? []))];
  return some.reduce<Factor[][]>(
    (before, hundredths) =>
      before.flatMap((each) =>
        [0, 1, 2].map((times) => [
          ...each,
          ...Array<Factor>(times).fill({ hundredths, budgets: [] }),
        ]),
      ),
    [[]],
  );
}
