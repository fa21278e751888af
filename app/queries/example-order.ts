import type { ShopContext } from "#app/db/context.ts";
import { getShop } from "#app/db/shops.ts";
import { aNewcomer, previewOrder } from "#app/domain/earning/preview.ts";
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
  const order = { facts: orderOf(parseMinor(amount, currency), currency), pins: {} };
  const pointsIn = (tierId: string | null) =>
    Number(previewOrder(order, program, { buyer: { ...aNewcomer(), tierId } }).points);
  return {
    amount: formatMinor(parseMinor(amount, currency), currency),
    points: pointsIn(null),
    tiers: program.levels.map(({ id, name }) => ({ id, name, points: pointsIn(id) })),
  };
}

function orderOf(netMinor: bigint, currency: string): OrderFacts {
  const line = { id: "1", title: "", productId: null, variantId: null, vendor: null };
  return {
    orderId: "example",
    name: "",
    customerId: null,
    test: false,
    channel: "web",
    currency,
    presentmentCurrency: currency,
    taxesIncluded: true,
    placedAt: 0,
    paidAt: 0,
    cancelledAt: null,
    fulfilledAt: null,
    updatedAt: 0,
    ...unpinned,
    discountCodes: [],
    lines: [{ ...line, quantity: 1, giftCard: false, netMinor, taxMinor: 0n }],
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    changes: [],
  };
}
