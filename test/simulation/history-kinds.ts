import type { Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";

/** What a life is made of; the rest is put in between afterwards. */
export type RolledKind = Exclude<
  Happening["kind"],
  | "hold-tier"
  | "add-codes"
  | "withdraw-codes"
  | "set-birthday"
  | "birthday-again"
  | "close-account"
  | "reopen-account"
  | "hand-over"
  | "delete-order"
  | "serve"
  | "draw"
  | "issue"
>;

const WEIGHTS: [RolledKind, number][] = [
  ["buy", 30],
  ["redeem", 16],
  ["refund", 18],
  ["pay", 8],
  ["cancel", 5],
  ["edit", 6],
  ["note", 2],
  ["settle-refund", 3],
  ["hand-back", 5],
  ["adjust", 4],
  ["report", 12],
  ["report-again", 3],
  ["decide", 5],
  ["refer", 6],
  ["merge", 2],
  ["redact", 1],
  ["publish", 3],
  ["lose-access", 1],
  ["open-admin", 2],
];

/** What happens next, as often as it does. */
export function weighted(dice: Dice): RolledKind {
  const total = WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);
  let left = dice.between(0, total - 1);
  for (const [kind, weight] of WEIGHTS) {
    if (left < weight) return kind;
    left -= weight;
  }
  return "buy";
}
