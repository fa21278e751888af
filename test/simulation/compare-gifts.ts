import { minorPerMajor } from "#test/simulation/currencies.ts";
import { groupsBy } from "#test/simulation/groups.ts";
import { endOfGift, giftDifferences, type Promised } from "#test/simulation/model-gifts.ts";
import type { GiftKind, SimReward } from "#test/simulation/program.ts";
import type { RedemptionRow, Rows } from "#test/simulation/rows.ts";
import { rewardsOf } from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

/**
 * Every gift that the app calls given was given once, of its worth, to whom it was promised; of
 * those paid back nothing is left; and points go back only where somebody gave something up.
 */
export function giftsOf(world: World, rows: Rows): string[] {
  const { cards, credits } = world.shop.gifts;
  const { timeZone } = world.history.shop;
  const promised = [...world.redeemed.values()].flat().flatMap(({ id, who }) => {
    const row = rows.redemptions.get(id);
    const promise = row && promiseOf(world, who, row);
    return promise ? [{ row, promise }] : [];
  });
  const made = { credits, cards: [...cards.values()], timeZone };
  return [
    ...giftDifferences(
      promised.map(({ promise }) => promise),
      made,
    ),
    ...promised.flatMap(({ row, promise }) => reasonsOf(world, row, promise)),
  ];
}

function promiseOf(world: World, asker: number, row: RedemptionRow): Promised | null {
  const reward = rewardsOf(world).find(({ id }) => id === row.rewardId);
  const gives = reward && kindOf(reward);
  if (!reward || !gives) return null;
  const group = groupsBy(world, Infinity).find(({ who }) => who.includes(asker));
  const minor = minorPerMajor(world.history.shop.currency);
  const { id, at, code, madeId } = row;
  return {
    ...{ id, gives, code, madeId, takenAt: at, validDays: reward.validDays },
    worth: reward.worth * minor,
    customerIds: group?.customerIds ?? [],
    outcome: outcomeOf(row),
    forgotten: group?.redacted ?? false,
  };
}

function kindOf({ gives }: SimReward): GiftKind | null {
  return gives === "gift-card" || gives === "store-credit" ? gives : null;
}

function outcomeOf({ outcome }: RedemptionRow): Promised["outcome"] {
  if (outcome === null) return "open";
  return outcome === "returned" ? "returned" : "given";
}

function reasonsOf(world: World, row: RedemptionRow, promise: Promised): string[] {
  const { id, state, outcome, requestId } = row;
  const differences: string[] = [];
  const say = (what: string) => differences.push(`gift ${requestId} (${state}): ${what}`);
  if (outcome === "kept") say("was neither given nor paid back");
  const isGone = !promise.customerIds.every((customer) => world.shop.customers.has(customer));
  const end = endOfGift(promise, world.history.shop.timeZone) ?? Infinity;
  const isOver = (row.ended?.at ?? 0) >= end;
  const mayReturn = world.handedBack.has(id) || promise.forgotten || isOver;
  if (state === "returned" && !mayReturn) say("nobody gave it up");
  if (state === "refused" && !isGone && !isOver) say("nothing speaks against it");
  return differences;
}
