/** What Shopify tells at checkout: exactly what src/cart-lines.graphql asks for. */
export type Input = {
  cart: { lines: CartLine[] };
  discount: { discountClasses: string[]; metafield: { jsonValue: unknown } | null };
  presentmentCurrencyRate: string;
};

type CartLine = {
  id: string;
  quantity: number;
  cost: { amountPerQuantity: { amount: string }; subtotalAmount: { amount: string } };
  merchandise: { __typename: string; product?: { id: string; inAnyCollection: boolean } };
};

/** What the app wrote into the discount's metafield; amounts in the shop's currency. */
type Terms = { minimumOrder: string | null } & (
  | {
      kind: "percentage";
      percent: string;
      atMost: string;
      products: string[];
      collections: string[];
    }
  | { kind: "free-items"; products: string[]; quantity: number }
);

type Value = { fixedAmount: { amount: string } } | { percentage: { value: number } };
type LineTarget = { cartLine: { id: string; quantity?: number } };
type OrderTarget = { orderSubtotal: { excludedCartLineIds: string[] } };
type Operation =
  | {
      orderDiscountsAdd: {
        selectionStrategy: "FIRST";
        candidates: { targets: OrderTarget[]; value: Value }[];
      };
    }
  | {
      productDiscountsAdd: {
        selectionStrategy: "ALL";
        candidates: { targets: LineTarget[]; value: Value }[];
      };
    };
export type Output = { operations: Operation[] };

const NOTHING: Output = { operations: [] };
/** Decimals that are kept: more than any currency has. */
const DIGITS = 6;

/**
 * Takes off what the terms say: a percentage of the order or of some of its lines that never
 * comes to more than its ceiling, or so many of some products, the cheapest of them.
 */
export function cartLinesDiscountsGenerateRun(input: Input): Output {
  const terms = input.discount.metafield?.jsonValue as Terms | undefined;
  if (!terms) return NOTHING;
  const inShopMoney = (text: string) => times(parse(text), input.presentmentCurrencyRate);
  const { lines } = input.cart;
  const subtotal = lines.reduce((sum, line) => sum + wholeOf(line), 0n);
  if (terms.minimumOrder !== null && subtotal < inShopMoney(terms.minimumOrder)) return NOTHING;
  if (terms.kind === "free-items") return freeItems(lines, terms);
  const chosen = lines.filter((line) => isChosen(line, terms));
  const ceiling = inShopMoney(terms.atMost);
  const everything = terms.products.length === 0 && terms.collections.length === 0;
  return percentage(chosen, { percent: terms.percent, ceiling, everything });
}

function percentage(
  lines: CartLine[],
  { percent, ceiling, everything }: { percent: string; ceiling: bigint; everything: boolean },
): Output {
  const wholes = lines.map(wholeOf);
  const total = wholes.reduce((sum, whole) => sum + whole, 0n);
  const wished = (total * parse(percent)) / parse("100");
  const off = wished < ceiling ? wished : ceiling;
  if (off <= 0n) return NOTHING;
  if (everything) {
    const targets = [{ orderSubtotal: { excludedCartLineIds: [] } }];
    const candidates = [{ targets, value: { fixedAmount: { amount: format(off) } } }];
    return { operations: [{ orderDiscountsAdd: { selectionStrategy: "FIRST", candidates } }] };
  }
  const shares = share(off, wholes);
  const candidates = lines.map(({ id }, index) => ({
    targets: [{ cartLine: { id } }],
    value: { fixedAmount: { amount: format(shares[index] ?? 0n) } },
  }));
  return { operations: [{ productDiscountsAdd: { selectionStrategy: "ALL", candidates } }] };
}

function freeItems(
  lines: CartLine[],
  { products, quantity }: { products: string[]; quantity: number },
): Output {
  const price = ({ cost }: CartLine) => parse(cost.amountPerQuantity.amount);
  const chosen = lines.filter(({ merchandise }) =>
    products.includes(merchandise.product?.id ?? ""),
  );
  const cheapest = [...chosen].sort((a, b) =>
    price(a) < price(b) ? -1 : price(a) > price(b) ? 1 : 0,
  );
  const targets: LineTarget[] = [];
  let left = quantity;
  for (const line of cheapest) {
    const taken = Math.min(left, line.quantity);
    if (taken > 0) targets.push({ cartLine: { id: line.id, quantity: taken } });
    left -= taken;
  }
  if (targets.length === 0) return NOTHING;
  const candidates = targets.map((target) => ({
    targets: [target],
    value: { percentage: { value: 100 } },
  }));
  return { operations: [{ productDiscountsAdd: { selectionStrategy: "ALL", candidates } }] };
}

type Chosen = { products: string[]; collections: string[] };

function isChosen({ merchandise }: CartLine, { products, collections }: Chosen): boolean {
  if (products.length === 0 && collections.length === 0) return true;
  const { product } = merchandise;
  return product !== undefined && (products.includes(product.id) || product.inAnyCollection);
}

/** Splits an amount by weights; what rounding leaves goes to the last. */
function share(amount: bigint, weights: bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  let given = 0n;
  let seen = 0n;
  return weights.map((weight) => {
    seen += weight;
    // In hundredths, so that no line is given a part of a cent.
    const until = ((amount * seen) / total / CENT) * CENT;
    const part = (seen === total ? amount : until) - given;
    given += part;
    return part;
  });
}
const CENT = 10n ** BigInt(DIGITS - 2);

function wholeOf({ cost }: CartLine): bigint {
  return parse(cost.subtotalAmount.amount);
}

function times(amount: bigint, rate: string): bigint {
  return (amount * parse(rate)) / parse("1");
}

/** Decimal text as a whole number of millionths. */
function parse(text: string): bigint {
  const [whole = "0", decimals = ""] = text.split(".");
  return BigInt(whole + decimals.slice(0, DIGITS).padEnd(DIGITS, "0"));
}

function format(amount: bigint): string {
  const digits = amount.toString().padStart(DIGITS + 1, "0");
  return `${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`.replace(/\.?0+$/, "");
}
