import type { OrderWithPins } from "#app/domain/engine/timeline.ts";
import type { OrderChange, OrderLine, ProductPins } from "#app/domain/order-facts.ts";
import type { Market, Product } from "#test/support/year/market.ts";
import type { Kind } from "#test/support/year/people.ts";
import type { Random } from "#test/support/year/random.ts";
import { aLine, anOrder, aRefund } from "#test/support/facts.ts";

/** What a shop sells, and the number of its next order. */
export type Baskets = { market: Market; next: number };

const DAY = 86_400_000;

/** An order as someone of a kind would place it, with what will become of it. */
export function aPlannedOrder(
  baskets: Baskets,
  { kind, at, random }: { kind: Kind; at: number; random: Random },
): OrderWithPins {
  const { market } = baskets;
  const number = baskets.next++;
  const count = random.between(...market.lines) * kind.size;
  const products = Array.from({ length: count }, () => aProduct(market, random));
  const lines = products.map((product, index) => aBoughtLine(product, index, { market, random }));
  const tags = Object.entries(market.orderTags);
  const order = anOrder({
    orderId: `gid://shopify/Order/${number}`,
    name: `#${1000 + number}`,
    placedAt: at,
    paidAt: random.perMille(980) ? at : at + 2 * DAY,
    fulfilledAt: at + random.between(1, 4) * DAY,
    taxesIncluded: market.taxesIncluded,
    shippingMinor: market.shippingMinor,
    channel: random.perMille(250) ? "pos" : "web",
    tags: tags.filter(([, share]) => random.perMille(share)).map(([tag]) => tag),
    lines,
    changes: [],
  });
  const often = kind.kind === "returner" ? market.refunded * 4 : market.refunded;
  if (random.perMille(often)) order.changes.push(aReturn(order.lines, { number, at, random }));
  const cancelledAt = random.perMille(8) ? at + DAY / 4 : null;
  return { facts: { ...order, cancelledAt }, pins: pinsOf(market.products) };
}

function aProduct({ products }: Market, random: Random): Product {
  let drawn = random.below(products.reduce((total, { weight }) => total + weight, 0));
  const product = products.find(({ weight }) => (drawn -= weight) < 0) ?? products[0];
  if (!product) throw new RangeError("A shop without products");
  return product;
}

function aBoughtLine(
  product: Product,
  index: number,
  { market, random }: { market: Market; random: Random },
): OrderLine {
  const quantity = random.perMille(200) ? 2 : 1;
  const full = product.priceMinor * BigInt(quantity);
  // Now and then something is on sale at a tenth less.
  const netMinor = random.perMille(150) ? full - full / 10n : full;
  const taxMinor = market.taxesIncluded
    ? (netMinor * market.taxPercent) / (100n + market.taxPercent)
    : (netMinor * market.taxPercent) / 100n;
  const productId = gidOf(market.products.indexOf(product));
  return aLine({
    id: `line-${index}`,
    title: product.title,
    productId,
    quantity,
    netMinor,
    taxMinor,
  });
}

/** All of it, one line, or money back for something that was not quite right. */
function aReturn(
  lines: OrderLine[],
  { number, at, random }: { number: number; at: number; random: Random },
): OrderChange {
  const whole = random.perMille(500);
  const amount = !whole && random.perMille(300);
  const back = whole ? lines : lines.slice(0, 1);
  return aRefund({
    id: `gid://shopify/Refund/${number}`,
    at: at + random.between(2, 40) * DAY,
    lines: amount
      ? []
      : back.map(({ id, quantity, netMinor, taxMinor }) => ({
          lineId: id,
          quantity: -quantity,
          netMinor: -netMinor,
          taxMinor: -taxMinor,
        })),
    adjustmentMinor: amount ? -((lines[0]?.netMinor ?? 0n) / 3n) : 0n,
  });
}

function pinsOf(products: Product[]): ProductPins {
  const pins = products.map(({ tags = [], type = "" }, index) => [
    gidOf(index),
    { tags, collections: [], type },
  ]);
  return Object.fromEntries(pins) as ProductPins;
}

function gidOf(index: number): string {
  return `gid://shopify/Product/${index + 1}`;
}
