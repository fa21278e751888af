import { countOrder, type Counted } from "#app/domain/counted.ts";
import { lineViewOf, type LineView } from "#app/domain/earning/line-conditions.ts";
import { clockOf, type MemberMoment } from "#app/domain/earning/member-conditions.ts";
import type { OrderMoment } from "#app/domain/earning/order-conditions.ts";
import type { PlannedCampaign, PlannedRule } from "#app/domain/earning/plan.ts";
import type { Boost } from "#app/domain/engine/state.ts";
import type { Traits } from "#app/domain/engine/traits.ts";
import { isLess } from "#app/domain/fraction.ts";
import type { OrderFacts, OrderLine, ProductPins } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { Nothing, Skipped, SkipReason } from "#app/domain/receipt.ts";

export type PinnedOrder = { facts: OrderFacts; pins: ProductPins };

/** Who places an order: the member as of that moment. */
export type Buyer = {
  tierId: string | null;
  traits: Traits;
  boosts: Boost[];
  /** It is their n-th order. */
  orderNumber: number;
};

/** By what an order is judged, fixed at the moment it was placed. */
export type Terms = {
  program: Program;
  /** The tier held then. */
  tierId: string | null;
  nothing: Nothing | null;
  /** Rules whose conditions held. */
  rules: PlannedRule[];
  /** Those that did not, of campaigns that were running. */
  skipped: Skipped[];
  boosts: Boost[];
  /** What counted of the order as placed. */
  placed: Counted;
  /** Lines as conditions look at them, by id; those of edits join when they are met. */
  views: Map<string, LineView>;
};

/** The terms of an order placed under `program` by a member. */
export function decideTerms(order: PinnedOrder, program: Program, buyer: Buyer): Terms {
  const placed = countOrder({ ...order, program }, 0);
  const { tierId, boosts } = buyer;
  const at = order.facts.placedAt;
  const spent = { numerator: placed.spendMinor, denominator: 1n };
  const tooSmall = program.minimum !== null && isLess(spent, program.minimum);
  const views = new Map<string, LineView>();
  const moment = momentOf(order, { program, buyer, placed, views });
  return {
    program,
    tierId,
    nothing: tooSmall ? "below-minimum" : null,
    ...sortRules(program.orders.rules, moment),
    boosts: boosts.filter(({ from, until }) => from <= at && at < until),
    placed,
    views,
  };
}

/** A line as conditions look at it. */
export function viewOf(line: OrderLine, pins: ProductPins, views: Map<string, LineView>): LineView {
  const known = views.get(line.id);
  if (known) return known;
  const view = lineViewOf(line, line.productId === null ? undefined : pins[line.productId]);
  views.set(line.id, view);
  return view;
}

type Judging = {
  program: Program;
  buyer: Buyer;
  placed: Counted;
  views: Map<string, LineView>;
};

function momentOf(
  { facts, pins }: PinnedOrder,
  { program, buyer, placed, views }: Judging,
): OrderMoment {
  const { looksAtLines } = program.orders;
  return {
    at: facts.placedAt,
    timeZone: program.timeZone,
    tierId: buyer.tierId,
    traits: buyer.traits,
    facts,
    lines: looksAtLines
      ? facts.lines.map((line) => ({ view: viewOf(line, pins, views), quantity: line.quantity }))
      : [],
    spendMinor: placed.spendMinor,
    number: buyer.orderNumber,
  };
}

/** Parts the rules that apply from those that do not, and says why not. */
function sortRules(all: PlannedRule[], moment: OrderMoment): Pick<Terms, "rules" | "skipped"> {
  const rules: PlannedRule[] = [];
  const skipped: Skipped[] = [];
  const campaigns = new Map<PlannedCampaign, SkipReason | "over" | null>();
  for (const rule of all) {
    const { id, campaign, when } = rule;
    let reason: SkipReason | "over" | null = null;
    if (campaign) {
      reason = campaigns.get(campaign) ?? findObstacle(campaign, moment);
      campaigns.set(campaign, reason);
    }
    if (reason === "over") continue;
    if (reason === null && when && !when.holds(moment)) {
      const { kind, not } = when.blame(moment, false);
      reason = { kind: "condition", leaf: kind, not };
    }
    if (reason === null) rules.push(rule);
    else skipped.push({ rule: id, reason });
  }
  return { rules, skipped };
}

/** Why a campaign is not for a moment; "over" outside of its days, which no receipt mentions. */
function findObstacle(
  { from, until, audience }: PlannedCampaign,
  moment: MemberMoment,
): SkipReason | "over" | null {
  if (from !== null && clockOf(moment).day < from) return "over";
  if (until !== null && clockOf(moment).day > until) return "over";
  if (!audience || audience.holds(moment)) return null;
  const { kind, not } = audience.blame(moment, false);
  return { kind: "audience", leaf: kind, not };
}
