import {
  findReachedLimit,
  findRoom,
  type Allowances,
  type Room,
} from "#app/domain/earning/allowances.ts";
import type { PlannedRule } from "#app/domain/earning/plan.ts";
import type { Terms } from "#app/domain/earning/terms.ts";
import type { Skipped } from "#app/domain/receipt.ts";

/** The counter of all orders together. */
export const ALL_ORDERS = "orders";

/** Room that an order has under caps and limits; budgets are asked when it is judged. */
export type Rooms = {
  /** Rules that have no room at all are left out, so that others can take their place. */
  rules: PlannedRule[];
  skipped: Skipped[];
  byRule: Map<string, Room>;
  program: Room | null;
};

/** Name of a rule's counter and budget. */
export function counterOf({ id }: PlannedRule): string {
  return `rule:${id}`;
}

/** Whether a budget has answered, and with nothing. */
export type IsSpent = (budget: string) => boolean;

/** The room an order has now under its terms. */
export function roomsFor(terms: Terms, allowances: Allowances, isSpent: IsSpent): Rooms {
  const rooms: Rooms = {
    rules: [],
    skipped: [],
    byRule: new Map(),
    program: findRoom(terms.program.orders.caps, ALL_ORDERS, allowances),
  };
  for (const rule of terms.rules) {
    const what = counterOf(rule);
    const room = findRoom(rule.caps, what, allowances);
    const limit = findReachedLimit(rule.limits, what, allowances);
    const budget = spentBudgetOf(rule, isSpent);
    if (limit !== null) {
      rooms.skipped.push({ rule: rule.id, reason: { kind: "limit", per: limit } });
    } else if (room?.points === 0n) {
      rooms.skipped.push({ rule: rule.id, reason: { kind: "cap", per: room.per } });
    } else if (budget !== null) {
      rooms.skipped.push({ rule: rule.id, reason: { kind: "budget", budget } });
    } else {
      rooms.rules.push(rule);
      if (room) rooms.byRule.set(rule.id, room);
    }
  }
  return rooms;
}

function spentBudgetOf(rule: PlannedRule, isSpent: IsSpent): string | null {
  const { campaign, budgetPoints } = rule;
  const ofCampaign = campaign?.budgetPoints == null ? null : `campaign:${campaign.id}`;
  if (ofCampaign !== null && isSpent(ofCampaign)) return ofCampaign;
  const own = counterOf(rule);
  return budgetPoints !== null && isSpent(own) ? own : null;
}
