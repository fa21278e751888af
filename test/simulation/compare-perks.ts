import { costAt, type Asker, type Room } from "#test/simulation/compare-kinds.ts";
import type { Group } from "#test/simulation/groups.ts";
import {
  freeLeft,
  freeLeftOf,
  type ModelClaim,
  type ModelPerk,
} from "#test/simulation/model-perks.ts";
import type { SimReward } from "#test/simulation/program.ts";
import type { RedemptionRow, Rows } from "#test/simulation/rows.ts";
import {
  isFree,
  perksOfTier,
  programAt,
  restoredAtOf,
  rewardsOf,
} from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

/** Nobody has more for free than any tier allows, and nothing is had at a price that none names. */
export function perksOf(world: World, rows: Rows): string[] {
  const all = [...world.redeemed.values()].flat();
  return all.flatMap(({ id, memberId, requestId }) => {
    const row = rows.redemptions.get(id);
    if (!row) return [];
    const reward = rewardsOf(world).find((one) => one.id === row.rewardId);
    const wrong = reward ? costsWrongly(world, { row, reward }) : "is of no reward";
    const differences = wrong === null ? [] : [`${requestId} ${wrong}`];
    const isPerk = row.free === "perk";
    if (isPerk !== isFree(world, requestId)) differences.push(`${requestId}: free or not?`);
    if (!isPerk) return differences;
    // Of the same member as known then: by what was had already, or at the same moment by others.
    const before = all.slice(
      0,
      all.findIndex((other) => other.id === id),
    );
    const claims = claimsOf(
      world,
      rows,
      before.filter((other) => other.memberId === memberId),
    );
    const may = levelsAt(world, row.at).some(({ perks }) => {
      const asked = { perks, claims, at: row.at, timeZone: world.history.shop.timeZone };
      return freeLeftOf(row.rewardId, asked) > 0;
    });
    return may ? differences : [...differences, `${requestId} was free once too often`];
  });
}

/** What is wrong with what a redemption took; null for nothing. */
function costsWrongly(world: World, { row, reward }: { row: RedemptionRow; reward: SimReward }) {
  const { at, steps, free, costPoints, takes } = row;
  const taken = takes.reduce((sum, { points }) => sum + points, 0);
  const tiers = [null, ...levelsAt(world, at).map(({ id }) => id)];
  const right = free ? [0] : tiers.map((tier) => costAt(world, { reward, steps }, { at, tier }));
  const isRight = taken === costPoints && right.includes(taken);
  return isRight ? null : `took ${taken} and is said to cost ${costPoints}, of ${right.join()}`;
}

/** Whether somebody may have a reward for nothing at a moment, by their tier. */
export function leftForFree(
  world: World,
  rows: Rows,
  { reward, asker }: { reward: SimReward; asker: Asker },
): Room {
  const { group, tier, at, except } = asker;
  const { timeZone } = world.history.shop;
  const perks = perksOfTier(world, tier, at);
  const claims = claimsOf(
    world,
    rows,
    redeemedBy(world, group).filter(({ id }) => id !== except),
  );
  // A code's return by a refund is known to the second.
  const later = claims.map((claim) => {
    return { ...claim, backAt: claim.backAt === null ? null : claim.backAt + 1000 };
  });
  const [most, least] = [claims, later].map((each) =>
    freeLeftOf(reward.id, { perks, claims: each, at, timeZone }),
  );
  if (least) return "some";
  return most ? "unclear" : "none";
}

/** What the holder of a tier may still have for free, as the storefront says it. */
export function freeNow(world: World, rows: Rows, { group, tier }: Holding) {
  const claims = claimsOf(world, rows, redeemedBy(world, group));
  const { timeZone } = world.history.shop;
  const perks = perksOfTier(world, tier, world.now);
  return freeLeft({ perks, claims, timeZone, at: world.now });
}
type Holding = { group: Group; tier: string | null };

function redeemedBy(world: World, { who }: Group) {
  return [...world.redeemed.values()].flat().filter((each) => who.includes(each.who));
}

function claimsOf(world: World, rows: Rows, taken: { id: string }[]): ModelClaim[] {
  return taken.flatMap(({ id }) => {
    const row = rows.redemptions.get(id);
    if (row?.free !== "perk") return [];
    const { rewardId: reward, at, ended } = row;
    const returned = ended?.outcome === "returned" ? ended.at : null;
    const restored = ended?.outcome === "used" ? restoredAtOf(world, row) : null;
    const backAt = returned ?? (restored === null ? null : Math.max(restored, ended?.at ?? 0));
    return [{ id, reward, at, backAt }];
  });
}

function levelsAt(world: World, at: number): { id: string; perks: ModelPerk[] }[] {
  return programAt(world, at)?.tiers?.levels ?? [];
}
