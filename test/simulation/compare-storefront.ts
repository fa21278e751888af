import { loyaltyValueOf } from "#app/domain/loyalty-value.ts";
import { standingNow } from "#app/queries/storefront-standing.ts";
import { gid } from "#dev-shop/model.ts";
import { freeNow } from "#test/simulation/compare-perks.ts";
import { groupsBy } from "#test/simulation/groups.ts";
import type { ModelStanding } from "#test/simulation/model-facts.ts";
import { standingOf } from "#test/simulation/model.ts";
import type { Rows } from "#test/simulation/rows.ts";
import { factsOf } from "#test/simulation/world-facts.ts";
import { ctxOf, type World } from "#test/simulation/world.ts";

/** What the theme prints of a member: of that which the model knows, in one order. */
type Shown = Pick<ModelStanding, "pending" | "reserved" | "owed" | "tier"> & {
  points: number;
  free: { reward: string; left: number }[];
};

const NOTHING: Shown = { points: 0, pending: 0, reserved: 0, owed: 0, tier: null, free: [] };

/** Once all is told, the shop's own pages say of each customer what is so. */
export function storefrontOf(world: World, rows: Rows): string[] {
  return groupsBy(world, Infinity).flatMap((group) => {
    const isKnown = group.customerIds.some((id) => rows.aliases.has(id));
    if (group.redacted || !isKnown) return [];
    const { available, ...rest } = standingOf(factsOf(world, rows, group), world.now);
    const { pending, reserved, owed, tier } = rest;
    const free = freeNow(world, rows, { group, tier });
    const expected = JSON.stringify({ points: available, pending, reserved, owed, tier, free });
    const there = group.customerIds.filter((id) => world.shop.customers.has(id));
    return there.flatMap((id) => {
      const found = JSON.stringify(shownOf(world.shop.metafields.get(gid("Customer", id))));
      return found === expected ? [] : [`the theme prints of ${id}: ${found}, not ${expected}`];
    });
  });
}

/** And what is printed is what would be told now: nothing has changed by itself since. */
export async function staleOf(world: World, rows: Rows): Promise<string[]> {
  const ctx = ctxOf(world, "laurel");
  const known = [...rows.aliases].filter(([id]) => world.shop.customers.has(id));
  const differences = await ctx.inTransaction(async (tx) => {
    const found: string[] = [];
    for (const [id, memberId] of known) {
      const { state, at } = await standingNow(tx, ctx, memberId);
      const printed = world.shop.metafields.get(gid("Customer", id));
      const hasJoined = rows.joins.some((joined) => joined.memberId === memberId);
      if (!state || (printed === undefined && !hasJoined)) continue;
      const { v } = JSON.parse(printed ?? '{"v":0}') as { v: number };
      const told = JSON.stringify(loyaltyValueOf(state, { now: at, version: BigInt(v) }));
      if (printed !== told) found.push(`the theme prints of ${id}: ${printed}, and not ${told}`);
    }
    return found;
  });
  return differences;
}

function shownOf(value: string | undefined): Shown {
  if (value === undefined) return NOTHING;
  type Printed = Omit<Shown, "tier"> & { tier: { id: string } | null };
  const { points, pending, reserved, owed, tier, free } = JSON.parse(value) as Printed;
  return {
    ...{ points, pending, reserved, owed, tier: tier?.id ?? null },
    free: free.map(({ reward, left }) => ({ reward, left })),
  };
}
