import {
  costAt,
  isThereFor,
  roomInTerms,
  type Asker,
  type Room,
} from "#test/simulation/compare-kinds.ts";
import { leftForFree } from "#test/simulation/compare-perks.ts";
import { codesFor } from "#test/simulation/compare-pools.ts";
import { piecesLeft } from "#test/simulation/compare-stock.ts";
import { groupsBy, type Group } from "#test/simulation/groups.ts";
import type { ModelFacts } from "#test/simulation/model-facts.ts";
import { standingOf } from "#test/simulation/model.ts";
import type { SimReward } from "#test/simulation/program.ts";
import type { Rows } from "#test/simulation/rows.ts";
import { factsOf, isFree, rewardAsked, stepsAsked } from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

/** Who redeems when everything is known is served if, and only if, they have the points. */
export function informedOf(world: World, rows: Rows): string[] {
  return world.informed.flatMap(({ requestId, who, at, ok }) => {
    const group = groupsBy(world, at).find((each) => each.who.includes(who));
    const finally_ = groupsBy(world, Infinity).find((each) => each.who.includes(who));
    if (!group || group.redacted || !finally_ || finally_.redacted) return [];
    const all = factsOf(world, rows, group);
    const grew = group.who.length < finally_.who.length;
    if (isMovedAfter(world, group, at) || (grew && cannotBeTold(world, all, finally_))) return [];
    const known = ({ knownAt }: { knownAt: number }) => knownAt <= at;
    const facts = { ...all, deeds: all.deeds.filter(known), news: all.news.filter(known) };
    const own = [...rows.redemptions.values()].find((row) => row.requestId === requestId);
    const others = facts.redemptions.filter(({ id }) => id !== own?.id);
    const orders = facts.orders.map((order) =>
      order.chargedAt !== null && order.chargedAt > at ? { ...order, paidAt: null } : order,
    );
    const then = standingOf({ ...facts, orders, redemptions: others }, at);
    const reward = rewardAsked(world, requestId);
    if (!reward) return [];
    const { tier } = then;
    const asker = { group, at, tier, except: own?.id ?? null };
    const wish = { reward, steps: stepsAsked(world, requestId), free: isFree(world, requestId) };
    const cost = wish.free ? 0 : costAt(world, wish, asker);
    const room = roomFor(world, rows, { ...wish, asker });
    const has = room !== "none" && (wish.free || then.available - then.owed >= cost);
    if (has && room === "unclear") return [];
    if (has !== ok) return [`${requestId}: the model says ${String(has)}, the app ${String(ok)}`];
    if (!own) return [];
    if (own.costPoints !== cost) return [`${requestId}: cost ${own.costPoints}, not ${cost}`];
    const { overdrawn } = standingOf(facts, world.now);
    return overdrawn.includes(own.id) ? [`${requestId} took more than there was`] : [];
  });
}

type Wish = { reward: SimReward; steps: number; free: boolean; asker: Asker };

/** Whether there was what somebody asked for, and they were one who could have it. */
function roomFor(world: World, rows: Rows, wish: Wish): Room {
  const { reward, asker } = wish;
  const supply =
    reward.gives === "voucher" ? codesFor(world, asker) : piecesLeft(reward, rows, asker);
  const own = wish.free ? leftForFree(world, rows, wish) : roomInTerms(world, rows, wish);
  const rooms = [isThereFor(world, rows, wish), own, supply];
  if (rooms.includes("none")) return "none";
  return rooms.includes("unclear") ? "unclear" : "some";
}

/**
 * What inviters were told is kept with whom they have become, and so is that two of them looked in
 * for the first time at the same moment: nobody can tell who it was.
 */
function cannotBeTold({ welcomes }: World, { news }: ModelFacts, { who }: Group): boolean {
  const first = who.flatMap((one) => welcomes.find((welcome) => welcome.who === one)?.at ?? []);
  return news.length > 0 || new Set(first).size < first.length;
}

/**
 * Whether an order came to them or left them later on, or was deleted in that very second, which
 * Shopify gives no parts of: then nobody can tell what they had at a moment.
 */
function isMovedAfter({ handovers, deleted }: World, { who }: Group, moment: number): boolean {
  const moved = handovers.some(({ at, from, to }) => {
    return at > moment && [from, to].some((one) => one !== null && who.includes(one));
  });
  return moved || [...deleted.values()].some(({ at }) => at <= moment && moment < at + 1000);
}
