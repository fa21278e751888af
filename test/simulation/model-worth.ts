import type { ModelOrder, ModelPiece, ModelProgram } from "#test/simulation/model-facts.ts";

/** What an order is worth after some of its changes. */
export type Worth = {
  /** Money that counts, in minor units, before anything given back beside lines. */
  spend: number;
  /** Of the whole worth so much was kept: 1 of 1 where nothing was given back beside lines. */
  kept: number;
  of: number;
};

/** Counts an order after its first `changes` changes. */
export function worthOf(order: ModelOrder, program: ModelProgram, changes: number): Worth {
  const done = order.changes.slice(0, changes);
  const lines = new Map<string, ModelPiece>();
  for (const piece of [...order.pieces, ...done.flatMap(({ pieces }) => pieces)]) {
    const { quantity = 0, net = 0, tax = 0 } = lines.get(piece.line) ?? {};
    lines.set(piece.line, {
      ...piece,
      quantity: quantity + piece.quantity,
      net: net + piece.net,
      tax: tax + piece.tax,
    });
  }
  const left = [...lines.values()].filter(({ quantity }) => quantity > 0);
  const shipping = {
    net: atLeastZero(order.shipping + total(done.map((change) => change.shipping))),
    tax: atLeastZero(order.shippingTax + total(done.map((change) => change.shippingTax))),
  };
  const value = (part: { net: number; tax: number }, withTax: boolean) => {
    const [net, tax] = [atLeastZero(part.net), atLeastZero(part.tax)];
    if (order.taxesIncluded) return withTax ? net : atLeastZero(net - tax);
    return withTax ? net + tax : net;
  };
  const counted = left.map((line) => value(line, program.countsTax));
  const whole = left.map((line) => value(line, true));
  const given = atLeastZero(-total(done.map(({ beside }) => beside)));
  const of = total(whole) + value(shipping, true);
  return {
    spend: total(counted) + (program.countsShipping ? value(shipping, program.countsTax) : 0),
    kept: atLeastZero(of - given),
    of,
  };
}

/** Points for what is left of an order, before any cap; exact, and rounded down once. */
export function pointsFor(
  { spend, kept, of }: Worth,
  { program, hundredths, minor }: { program: ModelProgram; hundredths: number; minor: number },
): number {
  const share = kept === of ? [1, 1] : [kept, of];
  const top = [spend, program.points, hundredths, share[0] ?? 0].map(BigInt).reduce(times, 1n);
  const bottom = [program.perAmount, minor, 100, share[1] ?? 1].map(BigInt).reduce(times, 1n);
  return bottom === 0n ? 0 : Number(top / bottom);
}

/** Money that counts towards tiers. */
export function spendFor({ spend, kept, of }: Worth): number {
  return kept === of ? spend : Number((BigInt(spend) * BigInt(kept)) / BigInt(of));
}

export function total(amounts: number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function times(a: bigint, b: bigint): bigint {
  return a * b;
}

function atLeastZero(amount: number): number {
  return amount < 0 ? 0 : amount;
}

/** When an order came to nothing: cancelled, or all of it, or all of its money, given back. */
export function undoneAt(order: ModelOrder): number | null {
  const { taxesIncluded, cancelledAt } = order;
  const worth = ({ net, tax }: { net: number; tax: number }) => (taxesIncluded ? net : net + tax);
  const count = (changes: number) => {
    const done = order.changes.slice(0, changes);
    const pieces = [...order.pieces, ...done.flatMap((change) => change.pieces)];
    const shipping = { net: order.shipping, tax: order.shippingTax };
    const given = done.map((change) => {
      return change.beside + worth({ net: change.shipping, tax: change.shippingTax });
    });
    return {
      money: total(pieces.map(worth)) + worth(shipping) + total(given),
      left: [...Map.groupBy(pieces, ({ line }) => line).values()].some(
        (of) => total(of.map(({ quantity }) => quantity)) > 0,
      ),
    };
  };
  const index = order.changes.findIndex((_, place) => {
    const refunded = order.changes.slice(0, place + 1).some(({ kind }) => kind === "refund");
    const { money, left } = count(place + 1);
    return refunded && (!left || money <= 0);
  });
  const moments = [order.changes[index]?.at ?? Infinity, cancelledAt ?? Infinity];
  const first = Math.min(...moments);
  return first === Infinity ? null : first;
}
