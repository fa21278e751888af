import type { State } from "#app/domain/engine/state.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { Program } from "#app/domain/program/program.ts";
import { decideRedemption, spendableOf, type Circumstances } from "#app/domain/redemption.ts";
import { priceOf, priceOfSteps } from "#app/domain/reward-price.ts";
import { stepsFor, stepsRange, worthOf } from "#app/domain/reward-worth.ts";
import type { StorefrontFormat } from "#app/queries/storefront-format.ts";
import { refusalText } from "#app/queries/storefront-refusal.ts";
import { redeemTexts } from "#app/texts/storefront-redeem.ts";

/** Who looks: a member as of now, or null for whoever has no account. */
export type Looking = {
  program: Program;
  at: number;
  state: State | null;
  /** Those of its rewards that can be given in this shop. */
  offered: Reward[];
  /** Ids of the rewards of which nothing is left. */
  soldOut: ReadonlySet<string>;
};

/** The rewards of a program, what is free first and then the cheapest. */
export function storefrontRewards(looking: Looking, format: StorefrontFormat) {
  const { program, at, state, offered, soldOut } = looking;
  const now = { program, at };
  const there = <Shown>(shown: Shown, { id }: Reward) =>
    soldOut.has(id) ? { ...shown, ...gone(format) } : shown;
  const free = state
    ? offered.flatMap((reward) =>
        freeOffer(state, { reward, now }, format).map((shown) => there(shown, reward)),
      )
    : [];
  const price = (reward: Reward) => priceOf(reward, state?.tier.id ?? null, program);
  const sold = offered
    .filter(({ notForSale }) => !notForSale)
    .sort((one, other) => Number(price(one) - price(other)))
    .map((reward) => there(offer(state, { reward, now }, format), reward));
  return [...free, ...sold];
}

/** What so many steps of a reward cost and give this member, in words. */
export function storefrontQuote(
  state: State,
  wish: { reward: Reward; steps: number; now: Circumstances },
  format: StorefrontFormat,
) {
  const { reward, steps, now } = wish;
  const choice = { steps };
  const decision = decideRedemption(state, { reward, choice }, now);
  if (!decision.ok) return { ok: false, message: refusalText(decision, format) };
  const amount = decision.amount === null ? "" : format.briefMoney(decision.amount);
  const text = redeemTexts(format.locale).worth(format.points(decision.costPoints), amount);
  return { ok: true, costPoints: Number(decision.costPoints), confirm: text };
}

type Offered = { reward: Reward; now: Circumstances };

/** An offer's id is the reward's, with a sign where it costs nothing. */
export const FREE_SIGN = "~free";

function freeOffer(state: State, { reward, now }: Offered, format: StorefrontFormat) {
  const choice = { free: true };
  const decision = decideRedemption(state, { reward, choice }, now);
  if (!decision.ok) return [];
  const texts = redeemTexts(format.locale);
  const name = format.name(reward.name);
  return [
    {
      ...lookOf(reward, format),
      id: `${reward.id}${FREE_SIGN}`,
      cost: texts.free,
      costPoints: 0,
      affordable: true,
      missing: null,
      percent: null,
      stepped: false,
      steps: null,
      most: null,
      confirm: texts.confirmFree(name),
    },
  ];
}

function offer(state: State | null, { reward, now }: Offered, format: StorefrontFormat) {
  const tierId = state?.tier.id ?? null;
  const { least, most } = stepsRange(reward, tierId, now.program);
  const price = Number(priceOfSteps({ reward, steps: least }, tierId, now.program));
  const choice = { steps: least };
  const decision = state && decideRedemption(state, { reward, choice }, now);
  const points = format.points(price);
  const stepped = reward.gives.kind === "points-as-cash";
  const { amount } = worthOf({ reward, steps: least }, tierId, now.program);
  const texts = redeemTexts(format.locale);
  const spendable = state ? spendableOf(state) : 0n;
  const affordable = decision?.ok === true;
  return {
    ...lookOf(reward, format),
    id: reward.id,
    cost: stepped ? texts.from(points) : points,
    costPoints: price,
    affordable,
    ...lacking(decision, { price, format }),
    stepped: stepped && affordable,
    steps: stepped && affordable ? String(least) : null,
    most: stepped ? String(stepsFor(spendable, priceOf(reward, tierId, now.program), most)) : null,
    confirm: stepped
      ? texts.worth(points, amount === null ? "" : format.briefMoney(amount))
      : format.texts.confirm(points, format.name(reward.name)),
  };
}

/** What keeps a member from it; points that are still missing are drawn as a part of the way. */
function lacking(
  decision: ReturnType<typeof decideRedemption> | null,
  { price, format }: { price: number; format: StorefrontFormat },
) {
  if (!decision || decision.ok) return { missing: null, percent: null };
  if (decision.reason !== "too-few-points") {
    return { missing: refusalText(decision, format), percent: null };
  }
  const missing = Math.min(price, Number(decision.missingPoints));
  const percent = Math.floor((100 * (price - missing)) / price);
  return { missing: format.texts.missing(format.count(decision.missingPoints)), percent };
}

function gone({ locale }: StorefrontFormat) {
  const missing = redeemTexts(locale).outOfStock;
  return { affordable: false, stepped: false, steps: null, percent: null, missing };
}

function lookOf(reward: Reward, format: StorefrontFormat) {
  return {
    name: format.name(reward.name),
    mark: markOf(reward, format),
    shipping: reward.gives.kind === "free-shipping",
    detail: detailOf(reward, format),
  };
}

/** A word or two for the stamp beside the reward; null where a picture stands there. */
function markOf({ gives }: Reward, format: StorefrontFormat): string | null {
  if (gives.kind === "percentage-off") return `${gives.percent}%`;
  return "amount" in gives ? format.briefMoney(gives.amount) : null;
}

function detailOf({ minimumOrder, validDays }: Reward, format: StorefrontFormat): string | null {
  const parts = [
    minimumOrder === null ? null : format.texts.minimum(format.briefMoney(minimumOrder)),
    validDays === null ? null : format.texts.validDays(validDays),
  ];
  return parts.filter((part) => part !== null).join(" · ") || null;
}
