import type { OrderChange, OrderFacts, OrderLine, ProductPins } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";
import type { NotCounted, ReceiptLine } from "#app/domain/receipt.ts";

/** What is left of an order after some of its changes, and how much of it counts. */
export type Counted = {
  lines: ReceiptLine[];
  /** The lines as they are now, in the same order. */
  left: LineLeft[];
  shippingMinor: bigint;
  tipMinor: bigint;
  /** Sum of what earns: counted lines, shipping, tip. Excluded products are not in it. */
  baseMinor: bigint;
  /** As the base, excluded products included: what tiers and the minimum look at. */
  spendMinor: bigint;
  /** Of the whole order's value after lines and shipping, so much was kept. */
  keptMinor: bigint;
  ofMinor: bigint;
};

type Order = { facts: OrderFacts; pins: ProductPins; program: Program };
export type LineLeft = OrderLine & { left: number };

/** Counts an order after its first `changes` changes; 0 is the order as placed. */
export function countOrder({ facts, pins, program }: Order, changes: number): Counted {
  const applied = facts.changes.slice(0, changes);
  const { counts } = program.document.earning;
  const left = linesLeft(facts, applied);
  const value = (line: { netMinor: bigint; taxMinor: bigint }) =>
    valueOf(line, facts.taxesIncluded, counts.tax);

  let baseMinor = 0n;
  let spentMinor = 0n;
  const lines = left.map((line): ReceiptLine => {
    const notCounted = whyNotCounted(line, pins, program);
    const whole = value(line);
    const countedMinor = notCounted === null ? whole : 0n;
    baseMinor += countedMinor;
    if (counts.giftCards || !line.giftCard) spentMinor += whole;
    const { id: lineId, title, left: quantity } = line;
    return { lineId, title, quantity, countedMinor, notCounted };
  });
  const shippingMinor = counts.shipping ? value(shippingLeft(facts, applied)) : 0n;
  const tipMinor = counts.tips ? tipLeft(facts, applied) : 0n;
  const extras = shippingMinor + tipMinor;
  return {
    lines,
    left,
    shippingMinor,
    tipMinor,
    baseMinor: extras + baseMinor,
    spendMinor: extras + spentMinor,
    ...kept(facts, applied, left),
  };
}

function linesLeft(facts: OrderFacts, applied: OrderChange[]): LineLeft[] {
  if (applied.length === 0) {
    return facts.lines.map((line) => settleLine(line, line.quantity));
  }
  const lines = new Map<string, LineLeft>();
  const add = (line: OrderLine) => lines.set(line.id, { ...line, left: line.quantity });
  facts.lines.forEach(add);
  for (const change of applied) {
    change.addedLines.forEach(add);
    for (const delta of change.lines) {
      const line = lines.get(delta.lineId);
      if (!line) continue;
      line.left += delta.quantity;
      line.netMinor += delta.netMinor;
      line.taxMinor += delta.taxMinor;
    }
  }
  return [...lines.values()].map((line) => settleLine(line, line.left));
}

/** A line of which nothing is left is worth nothing, whatever its refunds were rounded to. */
function settleLine(line: OrderLine, left: number): LineLeft {
  if (left <= 0) return { ...line, left: 0, netMinor: 0n, taxMinor: 0n };
  const [netMinor, taxMinor] = [atLeastZero(line.netMinor), atLeastZero(line.taxMinor)];
  return { ...line, left, netMinor, taxMinor };
}

function shippingLeft(facts: OrderFacts, applied: OrderChange[]) {
  return {
    netMinor: atLeastZero(facts.shippingMinor + sum(applied.map((c) => c.shippingMinor))),
    taxMinor: atLeastZero(facts.shippingTaxMinor + sum(applied.map((c) => c.shippingTaxMinor))),
  };
}

function tipLeft(facts: OrderFacts, applied: OrderChange[]): bigint {
  return atLeastZero(facts.tipMinor + sum(applied.map((change) => change.tipMinor)));
}

/** Money given back without naming lines counts against the whole order, in proportion. */
function kept(facts: OrderFacts, applied: OrderChange[], left: LineLeft[]) {
  const whole = (line: { netMinor: bigint; taxMinor: bigint }) =>
    valueOf(line, facts.taxesIncluded, true);
  const ofMinor =
    sum(left.map(whole)) + whole(shippingLeft(facts, applied)) + tipLeft(facts, applied);
  const adjustment = sum(applied.map((change) => change.adjustmentMinor));
  const given = adjustment < 0n ? -adjustment : 0n;
  return { ofMinor, keptMinor: atLeastZero(ofMinor - given) };
}

function whyNotCounted(line: LineLeft, pins: ProductPins, program: Program): NotCounted | null {
  const { excluded, document } = program;
  if (line.left === 0) return "returned";
  if (line.giftCard && !document.earning.counts.giftCards) return "gift-card";
  if (!program.excludesAny) return null;
  const { productId, vendor } = line;
  if (vendor !== null && excluded.vendors.has(vendor.toLowerCase())) return "excluded-vendor";
  if (productId === null) return null;
  if (excluded.products.has(productId)) return "excluded-product";
  const pin = pins[productId];
  if (line.variantId !== null && excluded.variants.has(line.variantId)) return "excluded-variant";
  if (pin?.collections.some((id) => excluded.collections.has(id))) return "excluded-collection";
  if (pin?.tags.some((tag) => excluded.tags.has(tag.toLowerCase()))) return "excluded-tag";
  if (pin && excluded.types.has(pin.type.toLowerCase())) return "excluded-type";
  return null;
}

function valueOf(
  { netMinor, taxMinor }: { netMinor: bigint; taxMinor: bigint },
  taxesIncluded: boolean,
  withTax: boolean,
): bigint {
  if (taxesIncluded) return withTax ? netMinor : atLeastZero(netMinor - taxMinor);
  return withTax ? netMinor + taxMinor : netMinor;
}

function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function atLeastZero(amount: bigint): bigint {
  return amount < 0n ? 0n : amount;
}
