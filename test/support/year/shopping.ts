import type { Decision } from "#app/domain/engine/decide.ts";
import { parseDecimal, round } from "#app/domain/fraction.ts";
import { parseMinor } from "#app/domain/money.ts";
import { decideRedemption, spendableOf, type Granted } from "#app/domain/redemption.ts";
import { priceOf } from "#app/domain/reward-price.ts";
import { stepsFor, stepsRange } from "#app/domain/reward-worth.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { OrderWithPins, RedemptionFact } from "#app/domain/engine/timeline.ts";
import type { Liver, Year } from "#test/support/year/live.ts";

/** A code that a member holds: what it takes off, and until when. */
export type Code = { id: string; reward: Reward; granted: Granted };

const DAY = 86_400_000;

/** Takes what the tier offers, and what one has been saving for. */
export function goShopping(
  year: Year,
  liver: Liver,
  { decision: { state }, at }: { decision: Decision; at: number },
): void {
  endCodes(liver, at);
  const rewards = year.version.document.rewards;
  const free = rewards.filter(({ id }) => isFree(year, state.tier.id, id));
  const bought = rewards.filter(({ notForSale, retired }) => !notForSale && !retired);
  let taken = false;
  for (const reward of free) {
    if (year.random.perMille(700)) take(year, liver, { reward, at, free: true });
  }
  const wishes =
    liver.kind.kind === "bargain-hunter" ? cheapestFirst(bought) : [wishOf(year, liver, bought)];
  for (const reward of wishes) {
    if (taken || !reward || !year.random.perMille(650)) continue;
    taken = take(year, liver, { reward, at, free: false });
  }
}

/** Pays for an order with the codes that fit it, best first; they end with it. */
export function payWithCodes(year: Year, liver: Liver, order: OrderWithPins): OrderWithPins {
  const { placedAt } = order.facts;
  endCodes(liver, placedAt);
  const fitting = liver.codes.find((code) => fits(code, order, year));
  if (!fitting) return order;
  const { standing } = fitting.granted;
  if (!standing) liver.codes = liver.codes.filter((code) => code !== fitting);
  if (!standing) end(liver, fitting.id, { at: placedAt, outcome: "used" });
  return discounted(year, order, fitting);
}

function isFree({ program }: Year, tierId: string | null, rewardId: string): boolean {
  const perks = program.levels.find(({ id }) => id === tierId)?.perks ?? [];
  return perks.some((perk) => "reward" in perk && perk.reward === rewardId);
}

/** What someone goes for: any of the rewards; who buys much saves for the dearest. */
function wishOf(year: Year, liver: Liver, rewards: Reward[]): Reward | null {
  if (rewards.length === 0) return null;
  const saves = liver.kind.kind === "heavy" && year.random.perMille(700);
  return year.random.pick(saves ? cheapestFirst(rewards).slice(-2) : rewards);
}

function cheapestFirst(rewards: Reward[]): Reward[] {
  return [...rewards].sort((a, b) => a.costPoints - b.costPoints);
}

type Wish = { reward: Reward; at: number; free: boolean };

/** By the same decision the app takes; what is refused is counted with its reason. */
function take(year: Year, liver: Liver, { reward, at, free }: Wish): boolean {
  const { program, stock, refusals } = year;
  const { state } = liver.decision ?? {};
  if (!state) return false;
  const tierId = state.tier.id;
  const { most } = stepsRange(reward, tierId, program);
  const steps = stepsFor(spendableOf(state), priceOf(reward, tierId, program), most);
  const choice = free ? { free } : { steps: reward.gives.kind === "points-as-cash" ? steps : 1 };
  const decision = decideRedemption(state, { reward, choice }, { program, at });
  const left = (reward.stock ?? Number.POSITIVE_INFINITY) - (stock.get(reward.id) ?? 0);
  if (!decision.ok || left <= 0) {
    const reason = decision.ok ? "sold-out" : decision.reason;
    refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    return false;
  }
  stock.set(reward.id, (stock.get(reward.id) ?? 0) + 1);
  const { costPoints, takes } = decision;
  const id = `${liver.id}:${reward.id}:${at}`;
  const fact: RedemptionFact = {
    id,
    reservedAt: at,
    rewardId: reward.id,
    costPoints,
    free: decision.free,
    takes,
    ended: null,
    returnedAt: null,
  };
  liver.facts.redemptions.push(fact);
  if (free && tierId !== null) liver.freeTaken.push({ tierId, rewardId: reward.id });
  receive(year, liver, { id, reward, granted: decision, at });
  return true;
}

/** Codes wait for an order; everything else is handed over after some days. */
function receive(year: Year, liver: Liver, taken: Code & { at: number }): void {
  const { at, ...code } = taken;
  const { id, reward } = code;
  if (
    ["amount-off", "percentage-off", "points-as-cash", "free-shipping"].includes(reward.gives.kind)
  ) {
    // Now and then somebody thinks better of it.
    if (reward.returnsWhenHandedBack && year.random.perMille(40)) {
      return end(liver, id, { at: at + DAY, outcome: "returned" });
    }
    liver.codes.push(code);
    return;
  }
  end(liver, id, { at: at + 2 * DAY, outcome: "used" });
  addCost(year, reward.id, year.market.costs[reward.id] ?? worthMinor(year, code));
}

/** Codes past their day lapse, and what was paid for them comes back if the reward says so. */
function endCodes(liver: Liver, at: number): void {
  const lapsed = liver.codes.filter(
    ({ granted }) => granted.endsAt !== null && granted.endsAt <= at,
  );
  for (const { id, reward, granted } of lapsed) {
    const outcome = granted.standing ? "used" : reward.returnsWhenUnused ? "returned" : "kept";
    end(liver, id, { at: granted.endsAt ?? at, outcome });
  }
  liver.codes = liver.codes.filter((code) => !lapsed.includes(code));
}

function end(liver: Liver, id: string, ended: NonNullable<RedemptionFact["ended"]>): void {
  const { facts } = liver;
  facts.redemptions = facts.redemptions.map((fact) => (fact.id === id ? { ...fact, ended } : fact));
}

function fits({ reward, granted }: Code, { facts }: OrderWithPins, year: Year): boolean {
  const least = granted.minimumOrder ?? "0";
  if (goodsOf({ facts }) < parseMinor(least, year.version.currency)) return false;
  return reward.gives.kind !== "free-shipping" || facts.shippingMinor > 0n;
}

function discounted(year: Year, order: OrderWithPins, code: Code): OrderWithPins {
  const { facts, pins } = order;
  const { reward } = code;
  if (reward.gives.kind === "free-shipping") {
    addCost(year, reward.id, facts.shippingMinor);
    return { facts: { ...facts, discountCodes: [code.id], shippingMinor: 0n }, pins };
  }
  let left = offMinor(year, order, code);
  addCost(year, reward.id, left < goodsOf(order) ? left : goodsOf(order));
  const lines = facts.lines.map((line) => {
    const off = left < line.netMinor ? left : line.netMinor;
    left -= off;
    const netMinor = line.netMinor - off;
    const taxMinor = line.netMinor === 0n ? 0n : (line.taxMinor * netMinor) / line.netMinor;
    return { ...line, netMinor, taxMinor };
  });
  return { facts: { ...facts, discountCodes: [code.id], lines, changes: [] }, pins };
}

function offMinor(year: Year, order: OrderWithPins, code: Code): bigint {
  const { gives } = code.reward;
  if (gives.kind !== "percentage-off") return worthMinor(year, code);
  const { numerator, denominator } = parseDecimal(gives.percent);
  const off = { numerator: goodsOf(order) * numerator, denominator: denominator * 100n };
  const minor = round(off, "down");
  const most = gives.atMost === null ? minor : parseMinor(gives.atMost, year.version.currency);
  return minor < most ? minor : most;
}

function goodsOf({ facts }: Pick<OrderWithPins, "facts">): bigint {
  return facts.lines.reduce((total, { netMinor }) => total + netMinor, 0n);
}

function worthMinor({ version }: Year, { granted }: Code): bigint {
  return granted.amount === null ? 0n : parseMinor(granted.amount, version.currency);
}

function addCost({ costs }: Year, rewardId: string, minor: bigint): void {
  costs.set(rewardId, (costs.get(rewardId) ?? 0n) + minor);
}
