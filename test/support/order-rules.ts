import { aNewcomer, previewOrder } from "#app/domain/earning/preview.ts";
import type { Boost } from "#app/domain/engine/state.ts";
import type { OrderFacts, ProductPins } from "#app/domain/order-facts.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import type { OrderReceipt } from "#app/domain/receipt.ts";
import { aLine, anOrder, aProgram } from "#test/support/facts.ts";
import { toldSteps } from "#test/support/told-receipt.ts";

export type Rule = NonNullable<ProgramInput["earning"]["rules"]>[number];
export type Combine = NonNullable<ProgramInput["earning"]["combine"]>;
export type Earning = Partial<ProgramInput["earning"]>;
type Rest = Partial<Omit<Rule, "id" | "name" | "gives">>;

export const best: Combine = { rates: "best", multipliers: "best", fixed: "add", per: "line" };
export const tea = { kind: "tag" as const, in: ["tea"] };
export const cup = { kind: "tag" as const, in: ["cup"] };
export const pins: ProductPins = {
  tea: { tags: ["tea"], collections: [], type: "" },
  cup: { tags: ["cup"], collections: [], type: "" },
};
/** Tea for 20.00 and three cups for 30.00. */
export const lines = [
  aLine({ id: "a", productId: "tea", netMinor: 2_000n }),
  aLine({ id: "b", productId: "cup", title: "Cup", quantity: 3, netMinor: 3_000n }),
];

export function aRule(id: string, gives: Rule["gives"], rest: Rest = {}): Rule {
  return { id: id.replace(".", "-"), name: { en: id }, gives, ...rest };
}
export const rate = (points: string, rest?: Rest, id = `rate${points}`) =>
  aRule(id, { kind: "rate", points, perAmount: "1" }, rest);
export const items = (points: string, rest?: Rest) =>
  aRule(`items${points}`, { kind: "per-item", points }, rest);
export const times = (factor: string, rest?: Rest, id = `times${factor}`) =>
  aRule(id, { kind: "multiplier", factor }, rest);
export const fixed = (points: number, rest?: Rest, id = `fixed${points}`) =>
  aRule(id, { kind: "fixed", points }, rest);

/** The receipt of the order of tea and cups, paid, after its changes; gold multiplies by 1.5. */
export function receiptOf(
  earning: Earning,
  order: Partial<OrderFacts> = {},
  ...[tierId = null, boosts = []]: [tierId?: string | null, boosts?: Boost[]]
): OrderReceipt {
  const level = { id: "gold", name: { en: "Gold" }, threshold: "1", multiplier: "1.5" };
  const tiers = { measure: "spend" as const, window: { kind: "lifetime" as const } };
  const version = aProgram((d) => ({
    ...d,
    earning: { ...d.earning, ...earning },
    tiers: { ...tiers, levels: [level] },
  }));
  const facts = anOrder({ lines, ...order });
  const changes = facts.changes.length;
  const buyer = { ...aNewcomer(), tierId, boosts };
  return previewOrder({ facts, pins }, prepareProgram(version), { buyer, changes });
}

/** What the receipt of tea for 20.00 and three cups for 30.00 says, step by step. */
export function stepsOf(
  rules: Rule[],
  combine: Partial<Combine> = {},
  tierId: string | null = null,
): string[] {
  return toldSteps(receiptOf({ rules, combine: { ...best, ...combine } }, {}, tierId));
}
