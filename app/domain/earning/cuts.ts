import type { Use } from "#app/domain/earning/allowances.ts";
import type { PlannedCampaign, PlannedRule } from "#app/domain/earning/plan.ts";
import { ALL_ORDERS, counterOf, type Rooms } from "#app/domain/earning/rooms.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { ReceiptStep } from "#app/domain/receipt.ts";

/** Asks a budget for points; `waits` while it has not answered. */
export type Ask = (wish: { budget: string; points: bigint; limitPoints: bigint }) => {
  points: bigint;
  waits: boolean;
};

/** Whole points that a rule with caps or a budget brought. */
export type Brought = { rule: PlannedRule; points: bigint };

export type Cut = { points: bigint; steps: ReceiptStep[]; uses: Use[] };

/** Cuts the rounded points: by rule, campaign and program, from the narrowest to the widest. */
export function cutPoints(
  rounded: bigint,
  brought: Brought[],
  { program, rooms, ask }: { program: Program; rooms: Rooms; ask: Ask },
): Cut {
  const cut: Cut = { points: rounded, steps: [], uses: [] };
  if (brought.length > 0) cutRules(cut, brought, { rooms, ask });
  const { caps, budgetPoints } = program.orders;
  const { program: room } = rooms;
  if (room !== null && cut.points > room.points) {
    const { per, points: roomPoints } = room;
    take(cut, cut.points - roomPoints, { kind: "cap", rule: null, per, roomPoints });
  }
  cut.uses.push({ what: ALL_ORDERS, points: cut.points, caps, limits: [] });
  if (budgetPoints !== null) fromBudget(cut, { budget: "program", limit: budgetPoints, ask });
  return cut;
}

function cutRules(cut: Cut, brought: Brought[], { rooms, ask }: { rooms: Rooms; ask: Ask }): void {
  for (const each of brought) underCap(cut, each, rooms);
  for (const campaign of new Set(brought.map(({ rule }) => rule.campaign))) {
    if (campaign) underCampaign(cut, { campaign, brought, ask });
  }
  for (const each of brought) underBudget(cut, each, ask);
  for (const { rule, points } of brought) {
    cut.uses.push({ what: counterOf(rule), points, caps: rule.caps, limits: rule.limits });
  }
}

function underCap(cut: Cut, brought: Brought, rooms: Rooms): void {
  const room = rooms.byRule.get(brought.rule.id);
  if (!room || brought.points <= room.points) return;
  const { per, points: roomPoints } = room;
  const head = { kind: "cap" as const, rule: brought.rule.id, per, roomPoints };
  take(cut, brought.points - roomPoints, head);
  brought.points = roomPoints;
}

type OfCampaign = { campaign: PlannedCampaign; brought: Brought[]; ask: Ask };

/** What a campaign's budget does not give is taken from its last rules first. */
function underCampaign(cut: Cut, { campaign, brought, ask }: OfCampaign): void {
  const limitPoints = campaign.budgetPoints;
  if (limitPoints === null) return;
  const own = brought.filter(({ rule }) => rule.campaign === campaign);
  const points = own.reduce((total, each) => total + atLeastZero(each.points), 0n);
  const budget = `campaign:${campaign.id}`;
  const answer = ask({ budget, points, limitPoints });
  let missing = points - answer.points;
  if (missing <= 0n) return;
  const { points: grantedPoints, waits } = answer;
  take(cut, missing, { kind: "budget", budget, grantedPoints, waits });
  for (const each of own.toReversed()) {
    const less = missing < each.points ? missing : atLeastZero(each.points);
    each.points -= less;
    missing -= less;
  }
}

function underBudget(cut: Cut, brought: Brought, ask: Ask): void {
  const { rule, points } = brought;
  const limitPoints = rule.budgetPoints;
  if (limitPoints === null) return;
  const budget = counterOf(rule);
  const { points: grantedPoints, waits } = ask({ budget, points, limitPoints });
  if (grantedPoints >= points) return;
  take(cut, points - grantedPoints, { kind: "budget", budget, grantedPoints, waits });
  brought.points = grantedPoints;
}

function fromBudget(cut: Cut, wish: { budget: string; limit: bigint; ask: Ask }): void {
  const { budget, limit, ask } = wish;
  // What it is to give is not known before the narrower budgets have answered.
  const isEarly = cut.steps.some((step) => step.kind === "budget" && step.waits);
  const answer = isEarly
    ? { points: 0n, waits: true }
    : ask({ budget, points: cut.points, limitPoints: limit });
  if (answer.points >= cut.points) return;
  const { points: grantedPoints, waits } = answer;
  take(cut, cut.points - grantedPoints, { kind: "budget", budget, grantedPoints, waits });
}

type CutHead =
  | Omit<Extract<ReceiptStep, { kind: "cap" }>, "exact">
  | Omit<Extract<ReceiptStep, { kind: "budget" }>, "exact">;

function take(cut: Cut, points: bigint, head: CutHead): void {
  cut.points -= points;
  cut.steps.push({ ...head, exact: { numerator: -points, denominator: 1n } });
}

function atLeastZero(points: bigint): bigint {
  return points < 0n ? 0n : points;
}
