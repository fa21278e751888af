import { lineTestOf, lowerCase, type LineView } from "#app/domain/earning/line-conditions.ts";
import { memberLeafTest, type MemberMoment } from "#app/domain/earning/member-conditions.ts";
import { parseDecimal } from "#app/domain/fraction.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { Condition } from "#app/domain/program/condition.ts";

/** An order as it was placed, with its member and its moment. */
export type OrderMoment = MemberMoment & {
  readonly facts: OrderFacts;
  /** Its lines as placed, each with its number of items. */
  readonly lines: readonly { view: LineView; quantity: number }[];
  /** What it comes to, by what the program counts, excluded products included. */
  readonly spendMinor: bigint;
  /** It is the member's n-th order. */
  readonly number: number;
};

export type OrderLeaf = Exclude<Condition, { kind: "all" | "any" | "not" }>;
type Check = (order: OrderMoment) => boolean;

/** What a leaf that looks at order, member or time means. */
export function orderLeafTest(leaf: OrderLeaf, minorPerMajor: bigint): Check {
  switch (leaf.kind) {
    case "channel": {
      const channels = lowerCase(leaf.in);
      return ({ facts }) => channels.has(facts.channel.toLowerCase());
    }
    case "country": {
      const countries = lowerCase(leaf.in);
      return ({ facts }) => facts.country !== null && countries.has(facts.country.toLowerCase());
    }
    case "currency": {
      const currencies = new Set(leaf.in);
      return ({ facts }) => currencies.has(facts.presentmentCurrency);
    }
    case "payment":
      return anyWord(leaf.in, ({ facts }) => facts.gateways);
    case "order-tag":
      return anyWord(leaf.in, ({ facts }) => facts.tags);
    case "discount-code":
      return leaf.in === null
        ? ({ facts }) => facts.discountCodes.length > 0
        : anyWord(leaf.in, ({ facts }) => facts.discountCodes);
    case "order-total":
      return orderTotal(leaf, minorPerMajor);
    case "order-number":
      return ({ number }) =>
        number >= leaf.from &&
        number <= (leaf.to ?? number) &&
        (number - leaf.from) % leaf.every === 0;
    case "contains":
      return contains(leaf);
    default:
      return memberLeafTest(leaf);
  }
}

function anyWord(words: string[], of: (order: OrderMoment) => string[]): Check {
  const wanted = lowerCase(words);
  return (order) => of(order).some((word) => wanted.has(word.toLowerCase()));
}

function orderTotal(
  { atLeast, below }: Extract<OrderLeaf, { kind: "order-total" }>,
  minorPerMajor: bigint,
): Check {
  const least = atLeast === null ? null : parseDecimal(atLeast);
  const end = below === null ? null : parseDecimal(below);
  return ({ spendMinor }) =>
    (least === null || spendMinor * least.denominator >= least.numerator * minorPerMajor) &&
    (end === null || spendMinor * end.denominator < end.numerator * minorPerMajor);
}

function contains({ lines, atLeast }: Extract<OrderLeaf, { kind: "contains" }>): Check {
  const test = lineTestOf(lines);
  return (order) => {
    let items = 0;
    for (const { view, quantity } of order.lines) if (test.holds(view)) items += quantity;
    return items >= atLeast;
  };
}
