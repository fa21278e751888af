import type { ShopContext } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import { aNewcomer, previewOrder } from "#app/domain/earning/preview.ts";
import type { PinnedOrder } from "#app/domain/earning/terms.ts";
import { formatMinor, parseMinor } from "#app/domain/money.ts";
import { unpinned, type OrderFacts } from "#app/domain/order-facts.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { prepareProgram } from "#app/domain/program/program.ts";

/** What an order of one product would earn by a draft, in no tier and in each; null if unsound. */
export async function exampleOrder(
  ctx: ShopContext,
  { document, amount }: { document: unknown; amount: string },
) {
  const parsed = ProgramDocument.safeParse(document);
  if (!parsed.success) return null;
  const { currency, timeZone } = await ctx.inTransaction((tx) => getShop(tx, ctx.shopId));
  const terms = { version: 0, effectiveFrom: 0, currency, timeZone };
  const program = prepareProgram({ ...terms, document: parsed.data });
  const order = sampleOrder({ minor: parseMinor(amount, currency), currency, at: 0 });
  const pointsIn = (tierId: string | null) =>
    Number(previewOrder(order, program, { buyer: { ...aNewcomer(), tierId } }).points);
  return {
    amount: formatMinor(parseMinor(amount, currency), currency),
    points: pointsIn(null),
    tiers: program.levels.map(({ id, name }) => ({ id, name, points: pointsIn(id) })),
  };
}

/** An order of one product, paid at once. */
export function sampleOrder(sample: { minor: bigint; currency: string; at: number }): PinnedOrder {
  const { minor: netMinor, currency, at } = sample;
  const line = { id: "1", title: "", productId: null, variantId: null, vendor: null };
  const facts: OrderFacts = {
    orderId: "example",
    name: "",
    customerId: null,
    test: false,
    channel: "web",
    currency,
    presentmentCurrency: currency,
    taxesIncluded: true,
    placedAt: at,
    paidAt: at,
    cancelledAt: null,
    fulfilledAt: null,
    updatedAt: at,
    ...unpinned,
    discountCodes: [],
    lines: [{ ...line, quantity: 1, giftCard: false, netMinor, taxMinor: 0n }],
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    changes: [],
  };
  return { facts, pins: {} };
}
