import type { Order } from "#dev-shop/order-model.ts";
import { minorPerMajor } from "#test/simulation/currencies.ts";
import type { Group } from "#test/simulation/groups.ts";
import type {
  ModelDeed,
  ModelFacts,
  ModelOrder,
  ModelRedemption,
} from "#test/simulation/model-facts.ts";
import { undoneAt } from "#test/simulation/model-worth.ts";
import type { SimPerk } from "#test/simulation/program-perks.ts";
import type { SimProgram, SimReward } from "#test/simulation/program.ts";
import type { Rows } from "#test/simulation/rows.ts";
import { orderForModel } from "#test/simulation/shop-facts.ts";
import type { World } from "#test/simulation/world.ts";

/** What the model is told of one person: the shop's orders, and what was decided with us. */
export function factsOf(world: World, rows: Rows, group: Group): ModelFacts {
  const { history } = world;
  const redeemers = [...world.redeemed.values()].flat().filter(({ who }) => {
    return group.who.includes(who);
  });
  const redemptions = redeemers.flatMap(({ id }): ModelRedemption[] => {
    const row = rows.redemptions.get(id);
    // What staff gave for nothing moves no points, and is no sign of life.
    if (!row || row.free === "hand") return [];
    const { at, takes, ended } = row;
    return [{ id, at, takes, ended, restoredAt: restoredAtOf(world, row) }];
  });
  return {
    timeZone: history.shop.timeZone,
    minorPerMajor: minorPerMajor(history.shop.currency),
    programs: programsOf(world),
    orders: ordersOf(world, group),
    redemptions,
    ...deedsOf(world, rows, group),
    holds: world.holds.filter(({ who }) => group.who.includes(who)),
    closings: world.closings.filter(({ who }) => group.who.includes(who)),
    birthdays: world.birthdays.filter(({ who }) => group.who.includes(who)),
    adjustments: world.adjustments.filter(({ who }) => group.who.includes(who)),
  };
}

/** Orders are whose they were last; one that was deleted is cancelled from then on. */
function ordersOf(world: World, { who }: Group): ModelOrder[] {
  return [...world.orders].flatMap(([event, orderId]) => {
    const order = world.shop.orders.get(orderId) ?? world.deleted.get(orderId)?.order;
    const owner = ownerOf(world, event);
    const isTheirs = owner !== null && who.includes(owner) && order?.customerId != null;
    return isTheirs ? knownOf(world, order) : [];
  });
}

function knownOf({ deleted }: World, order: Order): ModelOrder {
  const known = orderForModel(order);
  return { ...known, cancelledAt: known.cancelledAt ?? deleted.get(order.id)?.at ?? null };
}

/** Whose the order of an event was last, before anybody became somebody else; null for nobody's. */
export function ownerOf({ history, orders, handovers }: World, event: number): number | null {
  const last = handovers.findLast(({ orderId }) => orderId === orders.get(event));
  if (last) return last.to;
  const bought = history.events.find(({ id }) => id === event);
  return bought?.kind === "buy" ? bought.who : null;
}

/** The programs that were published, and when. */
export function programsOf({ history, programs }: World): (SimProgram & { from: number })[] {
  return programs.flatMap(({ from, event }) => {
    const published = history.events.find(({ id }) => id === event);
    return published?.kind === "publish" ? { ...published.program, from } : [];
  });
}

type Beside = Pick<ModelFacts, "joins" | "deeds" | "cames" | "news" | "grants">;

/** What they did beside buying; ids are the app's, times are not. */
function deedsOf(world: World, rows: Rows, group: Group): Beside {
  const members = new Set(group.customerIds.flatMap((id) => rows.aliases.get(id) ?? []));
  const own = rows.joins
    .filter(({ memberId }) => members.has(memberId))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const reopened = world.reopenings.flatMap(({ who, at }) => {
    const index = group.who.includes(who) ? own.findIndex((join) => join.at === at) : -1;
    return index < 0 ? [] : own.splice(index, 1);
  });
  const joined = group.who.flatMap((who) => {
    // Whoever looks in again has joined, or has left: they do not join by that.
    const place = world.welcomes.findIndex((welcome) => welcome.who === who);
    const first = world.welcomes[place];
    if (!first) return [];
    const { at } = first;
    if (hadLeft(world, who, { at, place })) return [];
    // Two of them may have joined at the same moment.
    const index = own.findIndex((join) => join.at === at);
    const [join] = index < 0 ? [] : own.splice(index, 1);
    return join || !wasMerged(world, who, at) ? [{ id: join?.id ?? "nowhere", at }] : [];
  });
  const deeds = [...world.reports.values()].flatMap((report): ModelDeed[] => {
    const { id, who, activity, at, knownAt } = report;
    if (!group.who.includes(who)) return [];
    const decisions = world.decided.filter((decision) => decision.id === id);
    return [{ id, activity, at, knownAt, decisions }];
  });
  const cames = world.cames.flatMap(({ who, by, at, refused }) =>
    group.who.includes(who) ? { by, at, refused, isSelf: group.who.includes(by) } : [],
  );
  const news = rows.news.filter(({ memberId }) => members.has(memberId));
  const grants = rows.grants.filter(({ memberId }) => members.has(memberId));
  return { joins: [...joined, ...reopened], deeds, cames, news, grants };
}

/** Whether they had left as who they are themselves, merges aside, before they looked in. */
function hadLeft(world: World, who: number, { at, place }: { at: number; place: number }): boolean {
  return (
    !wasMerged(world, who, at) &&
    world.closings.some((closing) => closing.who === who && closing.welcomes <= place)
  );
}

function wasMerged({ merges }: World, who: number, by: number): boolean {
  return merges.some(({ keep, gone, at }) => at <= by && (keep === who || gone === who));
}

/** When the order in which a reward was used came to nothing, if points come back then. */
export function restoredAtOf(
  world: World,
  { code, rewardId, standing }: { code: string; rewardId: string; standing: boolean },
): number | null {
  // Of a code for many orders no one order is the one that counts.
  if (standing) return null;
  if (!rewardsOf(world).find(({ id }) => id === rewardId)?.returnsWhenRefunded) return null;
  const user = userOf(world, code);
  return user ? undoneAt(knownOf(world, user)) : null;
}

/** The order in which a code was used, if there was one. */
export function userOf({ shop, deleted }: World, code: string): Order | undefined {
  const all = [...shop.orders.values(), ...[...deleted.values()].map(({ order }) => order)];
  return all.find(({ discountCodes }) =>
    discountCodes.some((typed) => typed.code.toUpperCase() === code),
  );
}

/** The program that was in force at a moment. */
export function programAt({ history, programs }: World, at: number): SimProgram | null {
  const found = programs.findLast(({ from }) => from <= at);
  const published = history.events.find(({ id }) => id === found?.event);
  return published?.kind === "publish" ? published.program : null;
}

/** The rewards of the program, which are the same in every version. */
export function rewardsOf({ history }: World): SimReward[] {
  const [first] = history.events;
  return first?.kind === "publish" ? first.program.rewards : [];
}

/** How many steps of it were asked for. */
export function stepsAsked({ history }: World, requestId: string): number {
  const asked = askedBy(history, requestId);
  return asked?.kind === "redeem" ? (asked.steps ?? 1) : 1;
}

/** What was asked for by a request. */
export function rewardAsked(world: World, requestId: string): SimReward | null {
  const asked = askedBy(world.history, requestId);
  if (asked?.kind !== "redeem" && asked?.kind !== "issue") return null;
  const rewards = rewardsOf(world);
  return rewards[asked.reward % rewards.length] ?? null;
}

/** Whether a request was for what a tier brings for nothing. */
export function isFree({ history }: World, requestId: string): boolean {
  const asked = askedBy(history, requestId);
  return asked?.kind === "redeem" && asked.free === true;
}

function askedBy({ events }: World["history"], requestId: string) {
  const event = Number(/^r(\d+)-/.exec(requestId)?.[1]);
  return events.find(({ id }) => id === event);
}

/** What the holder of a tier has by it, in the program that was in force at a moment. */
export function perksOfTier(world: World, tier: string | null, at: number): SimPerk[] {
  return programAt(world, at)?.tiers?.levels.find(({ id }) => id === tier)?.perks ?? [];
}
