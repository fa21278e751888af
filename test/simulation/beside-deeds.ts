import * as activities from "#test/simulation/activity-deeds.ts";
import { close, reopen } from "#test/simulation/close-deeds.ts";
import { birthdayAgain, setBirthday } from "#test/simulation/day-deeds.ts";
import type { Happening } from "#test/simulation/history.ts";
import { draw, issue, serve } from "#test/simulation/kind-deeds.ts";
import { withdrawCodes } from "#test/simulation/redeem-deeds.ts";
import { refer } from "#test/simulation/referral-deeds.ts";
import { deleteOrder, handOver } from "#test/simulation/staff-deeds.ts";
import { hold } from "#test/simulation/tier-deeds.ts";
import type { World } from "#test/simulation/world.ts";

type Kind =
  | "report"
  | "report-again"
  | "refer"
  | "decide"
  | "hold-tier"
  | "set-birthday"
  | "birthday-again"
  | "close-account"
  | "reopen-account"
  | "hand-over"
  | "delete-order"
  | "serve"
  | "draw"
  | "issue"
  | "withdraw-codes";

/** What members do beside buying and redeeming, and what staff says of it. */
export function happenBeside(
  world: World,
  event: Extract<Happening, { kind: Kind }>,
): Promise<void> | void {
  switch (event.kind) {
    case "report":
      return activities.report(world, event);
    case "report-again":
      return activities.reportAgain(world, event);
    case "refer":
      return refer(world, event);
    case "decide":
      return activities.decide(world, event);
    case "hold-tier":
      return hold(world, event);
    case "set-birthday":
      return setBirthday(world, event);
    case "birthday-again":
      return birthdayAgain(world, event);
    case "close-account":
      return close(world, event);
    case "reopen-account":
      return reopen(world, event);
    case "hand-over":
      return handOver(world, event);
    case "delete-order":
      return deleteOrder(world, event);
    case "serve":
      return serve(world, event);
    case "draw":
      return draw(world, event);
    case "issue":
      return issue(world, event);
    case "withdraw-codes":
      return withdrawCodes(world);
  }
}
