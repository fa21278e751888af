/**
 * Buy x, get y: the dearest pieces count as bought, the cheapest are given, and no piece is both.
 */
import type { DiscountKind } from "#dev-shop/model.ts";
import { parseRatio, timesRatio } from "#dev-shop/commerce/money.ts";

type BuyXGetY = Extract<DiscountKind, { type: "bxgy" }>;
type Piece = { index: number; price: bigint };
type Choice = {
  /** Indexes of the lines that count as bought, and of those that can be given. */
  bought: number[];
  given: number[];
  lines: { quantity: number; unitPrice: bigint }[];
};

/** What is taken off each of the given lines, in their order. */
export function buyXGetYShares(kind: BuyXGetY, { bought, given, lines }: Choice): bigint[] {
  const free = new Set(cheapestFirst({ bought, given, lines }));
  const off = new Map<number, bigint>();
  const share = parseRatio(kind.gets.percentage);
  const limit = kind.usesPerOrderLimit ?? Number.POSITIVE_INFINITY;

  for (let uses = 0; uses < limit; uses += 1) {
    const gets = take([...free], { indexes: given, quantity: kind.gets.quantity });
    const rest = [...free].filter((piece) => !gets.includes(piece)).reverse();
    const buys = take(rest, { indexes: bought, quantity: kind.buys.quantity });
    if (gets.length < kind.gets.quantity || buys.length < kind.buys.quantity) break;
    for (const piece of [...gets, ...buys]) free.delete(piece);
    for (const { index, price } of gets) {
      off.set(index, (off.get(index) ?? 0n) + timesRatio(price, share));
    }
  }
  return given.map((index) => off.get(index) ?? 0n);
}

function cheapestFirst({ bought, given, lines }: Choice): Piece[] {
  const pieces = lines.flatMap(({ quantity, unitPrice }, index) =>
    bought.includes(index) || given.includes(index)
      ? Array.from({ length: quantity }, () => ({ index, price: unitPrice }))
      : [],
  );
  return pieces.sort((a, b) =>
    a.price === b.price ? a.index - b.index : a.price < b.price ? -1 : 1,
  );
}

function take(
  pieces: Piece[],
  { indexes, quantity }: { indexes: number[]; quantity: number },
): Piece[] {
  return pieces.filter(({ index }) => indexes.includes(index)).slice(0, quantity);
}
