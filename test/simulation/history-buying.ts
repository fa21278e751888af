import type { Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";

type Purchase = Omit<Extract<Happening, { kind: "buy" }>, "id" | "at">;

/** Mostly what is not paid is paid, and what is paid is given back. */
export function suits(kind: Happening["kind"], bought: Happening | undefined): boolean {
  if (bought?.kind !== "buy") return false;
  return kind === "pay" ? !bought.paid : bought.paid;
}

/** A basket of one customer, or of a guest nobody knows. */
export function rollPurchase(dice: Dice, { customers }: { customers: number }): Purchase {
  const lines = dice.pick([1, 1, 2, 3]);
  const start = dice.between(0, 3);
  return {
    kind: "buy",
    who: dice.often(0.05) ? null : dice.between(0, customers - 1),
    items: Array.from({ length: lines }, (_, index) => ({
      product: (start + index) % 4,
      quantity: dice.pick([1, 1, 2, 3]),
    })),
    shipping: dice.pick([null, 0, 1, 2]),
    withCode: dice.often(0.6),
    paid: dice.often(0.8),
  };
}
