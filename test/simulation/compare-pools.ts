import { codesLeft, poolDifferences, type PoolTaking } from "#test/simulation/model-pools.ts";
import type { Rows } from "#test/simulation/rows.ts";
import { rewardsOf } from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

/** Each code was shown to one member, who keeps it; none were called gone while there were some. */
export function poolsOf(world: World, rows: Rows): string[] {
  const takings = takingsOf(world, rows);
  const kept = [...rows.vouchers].map(([code, takenBy]) => ({ code, takenBy }));
  const early = world.soldOut.filter(({ at }) => {
    return codesLeft(world.brought, { takings, at }).least > 0;
  });
  return [
    ...poolDifferences(world.brought, { takings, kept }),
    ...paymentsOf(world, rows),
    ...early.map(({ requestId }) => `${requestId}: sold out, and there were codes`),
  ];
}

function paymentsOf(world: World, rows: Rows): string[] {
  return rewardsOf(world).flatMap(({ id, gives, cost }) => {
    const own = [...rows.redemptions.values()].filter(({ rewardId }) => rewardId === id);
    if (gives !== "voucher") return [];
    return own.flatMap(({ requestId, state, costPoints, takes }) => {
      const taken = takes.reduce((sum, { points }) => sum + points, 0);
      const isRight = state === "delivered" && taken === cost && costPoints === cost;
      return isRight ? [] : [`voucher ${requestId} is ${state}, and took ${taken} for ${cost}`];
    });
  });
}

/** Whether somebody could have had a code at a moment, beside what another redemption took. */
export function codesFor(
  world: World,
  rows: Rows,
  { at, except }: { at: number; except: string | null },
): "some" | "none" | "unclear" {
  const takings = takingsOf(world, rows).filter(({ id }) => id !== except);
  const { least, most } = codesLeft(world.brought, { takings, at });
  if (least > 0) return "some";
  return most > 0 ? "unclear" : "none";
}

function takingsOf(world: World, rows: Rows): PoolTaking[] {
  const pools = rewardsOf(world).filter(({ gives }) => gives === "voucher");
  return [...world.redeemed.values()].flat().flatMap(({ id, shown }) => {
    const row = rows.redemptions.get(id);
    const isVoucher = pools.some((pool) => pool.id === row?.rewardId);
    return row && isVoucher ? [{ id, at: row.at, shown, outcome: row.outcome }] : [];
  });
}
