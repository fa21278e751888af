import { minorPerMajor } from "#test/simulation/currencies.ts";
import type { Group } from "#test/simulation/groups.ts";
import { groupsBy } from "#test/simulation/groups.ts";
import {
  leastOrder,
  leastSteps,
  mayTakeSteps,
  periodThere,
  roomInLimits,
  statesAfter,
  worthOfSteps,
  type Taking,
} from "#test/simulation/model-kinds.ts";
import { priceFor } from "#test/simulation/model-perks.ts";
import type { SimReward } from "#test/simulation/program.ts";
import type { RedemptionRow, Rows } from "#test/simulation/rows.ts";
import { findCode } from "#test/simulation/shop-graphql.ts";
import { perksOfTier, programAt, restoredAtOf, rewardsOf } from "#test/simulation/world-facts.ts";
import type { Redeemed, World } from "#test/simulation/world.ts";

type Taken = { row: RedemptionRow; told: Redeemed; reward: SimReward };

/** Rewards with terms of their own were given by these, and stand as staff left them. */
export function kindsOf(world: World, rows: Rows): string[] {
  const all = takenOf(world, rows);
  return all.flatMap((taken) => {
    const { row } = taken;
    return [...worthOf(world, taken), ...stateOf(world, taken), ...limitsOf(world, taken, all)].map(
      (what) => `${row.rewardId} ${row.requestId} (${row.state}): ${what}`,
    );
  });
}

function takenOf(world: World, rows: Rows): Taken[] {
  return [...world.redeemed.values()].flat().flatMap((told) => {
    const row = rows.redemptions.get(told.id);
    const reward = rewardsOf(world).find(({ id }) => id === row?.rewardId);
    return row && reward?.terms ? [{ row, told, reward }] : [];
  });
}

function worthOf(world: World, { row, reward }: Taken): string[] {
  const minor = minorPerMajor(world.history.shop.currency);
  const { step = null } = reward.terms ?? {};
  const { free, steps, amount, minimumOrder, code } = row;
  const least = step === null ? 1 : leastSteps(step, minor);
  const isAllowed = free === null ? mayTakeSteps(step, steps, minor) : steps === least;
  if (!isAllowed) return [`gives ${steps} steps`];
  if (step === null) return [];
  const worth = worthOfSteps(step, steps, minor);
  const expected = `${worth} from ${leastOrder(step, worth)}`;
  const isWorth = (text: string | null) => Math.round(Number(text ?? 0) * minor);
  const found = `${isWorth(amount)} from ${isWorth(minimumOrder)}`;
  const made = findCode(world.shop, code);
  const from = made?.minimum.kind === "subtotal" ? made.minimum.subtotal : 0;
  const inShop = made?.kind.type === "amount" ? `${made.kind.amount} from ${from}` : expected;
  return [found, inShop].flatMap((each) =>
    each === expected ? [] : [`is worth ${each}, not ${expected}`],
  );
}

/** What is handed over at once stays so; a service stands as the answers to staff say. */
function stateOf(world: World, { row, told, reward }: Taken): string[] {
  const { state, outcome, at, ended } = row;
  if (reward.gives === "donation" || reward.gives === "ticket") {
    const isRight = state === "delivered" && outcome === "used" && ended?.at === at;
    return isRight ? [] : ["was not handed over at once"];
  }
  if (reward.gives !== "service") return [];
  const outcomes = { waiting: null, delivered: "used", returned: "returned" };
  const isOutcome = state in outcomes && outcomes[state as keyof typeof outcomes] === outcome;
  if (!isOutcome) return [`ended as ${outcome}`];
  const group = groupsBy(world, Infinity).find(({ who }) => who.includes(told.who));
  // When somebody was erased is not known to staff.
  if (group?.redacted) return [];
  const possible = statesAfter(world.served.filter(({ id }) => id === row.id));
  const since = ended?.at ?? null;
  const isRight = possible.some((one) => one.state === state && one.since === since);
  return isRight ? [] : [`should be one of ${JSON.stringify(possible)}, and is since ${since}`];
}

/** Whoever asked as one member never has more in a period than their limits say. */
function limitsOf(world: World, { row, told, reward }: Taken, all: Taken[]): string[] {
  const { timeZone } = world.history.shop;
  const held = all.filter((other) => {
    const isSame = other.told.memberId === told.memberId && other.reward.id === reward.id;
    const { backAt } = takingOf(world, other.row);
    if (other.row.free !== null) return false;
    return isSame && other.row.at <= row.at && (backAt === null || backAt > row.at);
  });
  return (reward.terms?.limits ?? []).flatMap(({ per, times }) => {
    const period = periodThere(row.at, per, timeZone);
    const within = held.filter((other) => periodThere(other.row.at, per, timeZone) === period);
    return within.length > times ? [`${within.length} in one ${per}, of ${times}`] : [];
  });
}

function takingOf(world: World, row: RedemptionRow): Taking {
  const endedAt = row.ended?.outcome === "returned" ? row.ended.at : null;
  return { at: row.at, backAt: endedAt ?? restoredAtOf(world, row) };
}

/** What a reward costs somebody with a tier at a moment: at its own price, or as perks say. */
export function costAt(
  world: World,
  { reward, steps }: { reward: SimReward; steps: number },
  { at, tier }: { at: number; tier: string | null },
): number {
  const levels = programAt(world, at)?.tiers?.levels ?? [];
  const own = reward.terms?.prices.find((price) => price.tier === tier);
  if (own && levels.some(({ id }) => id === tier)) return own.cost * steps;
  return priceFor(reward.cost * steps, perksOfTier(world, tier, at));
}

export type Room = "some" | "none" | "unclear";

export type Asker = {
  group: Group;
  at: number;
  tier: string | null;
  /** Their own redemption, if they were served. */
  except: string | null;
};

/** Whether a reward is there for somebody at a moment, for points or for nothing. */
export function isThereFor(
  world: World,
  rows: Rows,
  { reward, asker }: { reward: SimReward; asker: Asker },
): Room {
  const { at, tier } = asker;
  const { weekdays = null, tiers = null } = reward.terms ?? {};
  const day = new Date(`${periodThere(at, "day", world.history.shop.timeZone)}T12:00Z`);
  if (weekdays && !weekdays.includes(day.getUTCDay())) return "none";
  if (tiers && !tiers.includes(tier ?? "none")) return "none";
  const drawn = reward.gives === "ticket" ? (rows.draw?.drawn?.getTime() ?? Infinity) : Infinity;
  if (drawn < at) return "none";
  return drawn === at ? "unclear" : "some";
}

/** Whether somebody may buy so many steps of a reward at a moment. */
export function roomInTerms(
  world: World,
  rows: Rows,
  { reward, steps, asker }: { reward: SimReward; steps: number; asker: Asker },
): Room {
  const { terms } = reward;
  const { group, at, except } = asker;
  const { timeZone, currency } = world.history.shop;
  if (!mayTakeSteps(terms?.step ?? null, steps, minorPerMajor(currency))) return "none";
  if (!terms) return "some";
  if (terms.notForSale) return "none";
  const takings = takenOf(world, rows).flatMap((other) => {
    const isSame = other.reward.id === reward.id && other.row.free === null;
    const isOwn = isSame && group.who.includes(other.told.who);
    return isOwn && other.row.id !== except ? [takingOf(world, other.row)] : [];
  });
  return roomInLimits(takings, { limits: terms.limits, at, timeZone });
}
