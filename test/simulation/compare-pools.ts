import { codesLeft, poolDifferences, type PoolStep } from "#test/simulation/model-pools.ts";
import type { Rows } from "#test/simulation/rows.ts";
import { rewardsOf } from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

/** Each code was shown to one member, who keeps it; none were called gone while there were some. */
export function poolsOf(world: World, rows: Rows): string[] {
  const kept = [...rows.vouchers].map(([code, takenBy]) => ({ code, takenBy }));
  const taken = world.pool.flatMap((step) => (step.kind === "taken" ? step.id : []));
  const outcomes = new Map(taken.map((id) => [id, rows.redemptions.get(id)?.outcome ?? null]));
  const early = world.soldOut.filter(({ at }) => codesLeft(world.pool, at).least > 0);
  return [
    ...poolDifferences(world.pool, { kept, outcomes }),
    ...undeliveredOf(world, rows),
    ...early.map(({ requestId }) => `${requestId}: sold out, and there were codes`),
  ];
}

function undeliveredOf(world: World, rows: Rows): string[] {
  return rewardsOf(world).flatMap(({ id, gives }) => {
    const own = [...rows.redemptions.values()].filter(({ rewardId }) => rewardId === id);
    if (gives !== "voucher") return [];
    return own.flatMap((row) => {
      return row.state === "delivered" ? [] : [`voucher ${row.requestId} is ${row.state}`];
    });
  });
}

/** Whether somebody could have had a code at a moment, beside what another redemption took. */
export function codesFor(
  world: World,
  { at, except }: { at: number; except: string | null },
): "some" | "none" | "unclear" {
  const isOther = (step: PoolStep) => step.kind !== "taken" || step.id !== except;
  const { least, most } = codesLeft(world.pool.filter(isOther), at);
  if (least > 0) return "some";
  return most > 0 ? "unclear" : "none";
}
