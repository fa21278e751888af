import { valueAt, valueOf } from "#app/domain/engine/tier-measure.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import type { Fraction } from "#app/domain/fraction.ts";
import type { Period } from "#app/domain/program/basics.ts";
import type { Program } from "#app/domain/program/program.ts";
import { periodOf } from "#app/domain/redemption-limits.ts";
import type { Seen } from "#test/support/year/live.ts";

/** What is wrong with a member's ledger at a moment: nothing, at any moment. */
export function problemsAt(look: Seen): string[] {
  const { liver, at } = look;
  const found = [...booksOf(look), ...expiredOf(look), ...ordersOf(look), ...sumsOf(look)];
  return found.map((problem) => `${liver.id} at ${new Date(at).toISOString()}: ${problem}`);
}

/** What is wrong with a whole year of a member: receipts, limits, perks. */
export function problemsOfYear(look: Seen): string[] {
  const found = [...receiptsOf(look), ...activitiesOf(look), ...rewardsOf(look)];
  return found.map((problem) => `${look.liver.id}: ${problem}`);
}

/** Accounts add up to nothing, and say what lots, waiting awards and open rewards say. */
function booksOf({ decision: { state } }: Seen): string[] {
  const balances = balancesOf(flowsOf(state.journal));
  const lots = [...state.lots.values()];
  const equations: [string, bigint, bigint][] = [
    ["all accounts", sum(Object.values(balances)), 0n],
    ["available", balances.available, sum(lots.map(({ points }) => points))],
    ["debt", -balances.debt, state.owed],
    ["pending", balances.pending, sum([...state.pending.values()].map(({ points }) => points))],
    [
      "reserved",
      balances.reserved,
      sum([...state.reserved.values()].flat().map(({ points }) => points)),
    ],
  ];
  const wrong = equations.filter(([, one, other]) => one !== other);
  const negative = lots.filter(({ points }) => points < 0n).map(({ lot }) => `${lot} below zero`);
  const both = state.owed > 0n && balances.available > 0n ? ["owes and has points"] : [];
  return [...wrong.map(([name, a, b]) => `${name}: ${a} is not ${b}`), ...negative, ...both];
}

function expiredOf({ decision: { state }, at }: Seen): string[] {
  return [...state.lots.values()]
    .filter(({ points, expiresAt }) => points > 0n && expiresAt !== null && expiresAt <= at)
    .map(({ lot }) => `${lot} has expired and can be spent`);
}

/** The sum that the tier rests on, kept up on the way, is what all of it adds up to. */
function sumsOf({ decision: { state }, program, at }: Seen): string[] {
  const { tiers } = program.document;
  if (!tiers || tiers.measure === "balance") return [];
  const kept = valueOf(state, tiers, { program, at });
  const anew = valueAt(state, tiers, { program, at });
  return kept === anew ? [] : [`${kept} towards a tier is not ${anew}`];
}

/** Caps on orders are kept, and what was undone stands for nothing. */
function ordersOf({ decision: { state }, liver, program, at }: Seen): string[] {
  const { caps } = program.document.earning;
  const orders = [...state.orders];
  const over = caps.flatMap(({ per, points }) => {
    const periods = new Map<string, bigint>();
    for (const [id, order] of orders) {
      const period = per === "order" ? id : periodOf(order.placedAt, per, program.timeZone);
      periods.set(period, (periods.get(period) ?? 0n) + order.points);
    }
    const most = [...periods].filter(([, total]) => total > BigInt(points));
    return most.map(([period, total]) => `${total} points in ${period}, over the cap of ${points}`);
  });
  const gone = liver.facts.orders.filter(
    ({ facts }) => facts.cancelledAt !== null && facts.cancelledAt <= at,
  );
  const kept = gone.filter(({ facts }) => (state.orders.get(facts.orderId)?.points ?? 0n) !== 0n);
  return [...over, ...kept.map(({ facts }) => `${facts.name} was cancelled and has points`)];
}

/** The steps of every receipt add up to its points, and the sources to what receipts say. */
function receiptsOf({ decision: { state } }: Seen): string[] {
  const last = new Map<string, bigint>();
  const problems = state.journal.flatMap(({ receipt, source }) => {
    if (!receipt) return [];
    last.set(source, receipt.points);
    const total = receipt.steps.reduce((so, { exact }) => add(so, exact), ZERO);
    const fits = total.numerator === receipt.points * total.denominator;
    return fits || receipt.nothing !== null ? [] : [`${source}: its receipt does not add up`];
  });
  const issued = new Map<string, bigint>();
  for (const { source, from, to, points } of state.journal) {
    if (from === "issued") issued.set(source, (issued.get(source) ?? 0n) + points);
    if (to === "issued") issued.set(source, (issued.get(source) ?? 0n) - points);
  }
  const wrong = [...last].filter(([source, points]) => (issued.get(source) ?? 0n) !== points);
  return [...problems, ...wrong.map(([source]) => `${source}: not what its receipt says`)];
}

/** Limits and caps of activities hold in every period. */
function activitiesOf({ decision: { state }, liver, program }: Seen): string[] {
  const events = new Map(liver.facts.events.map((event) => [`activity:${event.id}`, event]));
  const given = state.journal.flatMap(({ source, from, points }) => {
    const event = events.get(source);
    if (from !== "issued" || event?.kind !== "activity") return [];
    return [{ activity: event.activity, at: event.at, points }];
  });
  return program.document.activities.flatMap(({ id, limits, caps }) => {
    const own = given.filter(({ activity }) => activity === id);
    const times = limits.flatMap((limit) => {
      const counted = own.map(({ at }) => ({ at, points: 1n }));
      return over(counted, { per: limit.per, most: limit.times }, program);
    });
    const sums = caps.flatMap(({ per, points }) =>
      per === "order" ? [] : over(own, { per, most: points }, program),
    );
    return [...times, ...sums].map((period) => `${id} too often in ${period}`);
  });
}

/** Nobody has a perk, or a limited reward, more often than the program says. */
function rewardsOf({ liver, program }: Seen): string[] {
  const { rewards } = program.document;
  const perks = program.levels.flatMap((level) => level.perks);
  return rewards.flatMap(({ id, limits }) => {
    const own = liver.facts.redemptions.filter(
      ({ rewardId, ended }) => rewardId === id && ended?.outcome !== "returned",
    );
    const taken = (free: boolean) =>
      own
        .filter((each) => (each.free !== null) === free)
        .map(({ reservedAt }) => ({ at: reservedAt, points: 1n }));
    const free = perks.flatMap((perk) =>
      perk.kind === "free-reward" && perk.reward === id
        ? over(taken(true), { per: perk.per, most: perk.times }, program)
        : [],
    );
    const bought = limits.flatMap(({ per, times }) =>
      over(taken(false), { per, most: times }, program),
    );
    return [...free, ...bought].map((period) => `${id} too often in ${period}`);
  });
}

function over(
  given: { at: number; points: bigint }[],
  { per, most }: { per: Period; most: number },
  { timeZone }: Program,
): string[] {
  const periods = new Map<string, bigint>();
  for (const { at, points } of given) {
    const period = periodOf(at, per, timeZone);
    periods.set(period, (periods.get(period) ?? 0n) + points);
  }
  return [...periods].filter(([, total]) => total > BigInt(most)).map(([period]) => period);
}

const ZERO: Fraction = { numerator: 0n, denominator: 1n };

function add(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

function sum(list: bigint[]): bigint {
  return list.reduce((total, points) => total + points, 0n);
}
