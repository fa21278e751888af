import fc from "fast-check";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { textOfBody, type PackedBody } from "#app/db/packed-body.ts";
import type { ShopEvent } from "#app/domain/shop-event.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { DiscountKind } from "#dev-shop/model.ts";
import type { Order } from "#dev-shop/order-model.ts";
import type { Laurel } from "#test/shopify/a-laurel.ts";

/** What happens to one order, one step after the other; numbers are picked from what there is. */
export type Step =
  | { kind: "pay" }
  | { kind: "fulfill" }
  | { kind: "tag"; tag: string }
  | { kind: "refund-lines"; line: number; quantity: number; shipping: boolean }
  | { kind: "refund-amount"; amount: number }
  | { kind: "edit-quantity"; line: number; quantity: number }
  | { kind: "edit-add"; quantity: number }
  | { kind: "cancel" }
  | { kind: "note" };

export type Story = {
  lines: { product: number; quantity: number }[];
  code: number | null;
  guest: boolean;
  presentmentCurrency: string;
  tip: number;
  paid: boolean;
  steps: Step[];
};

const line = fc.nat(4);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ kind: "pay" }),
  fc.constant<Step>({ kind: "fulfill" }),
  fc.record({ kind: fc.constant("tag" as const), tag: fc.constantFrom("gift", "Wholesale") }),
  fc.record({
    kind: fc.constant("refund-lines" as const),
    line,
    quantity: fc.integer({ min: 1, max: 2 }),
    shipping: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("refund-amount" as const),
    amount: fc.integer({ min: 1, max: 900 }),
  }),
  fc.record({ kind: fc.constant("edit-quantity" as const), line, quantity: fc.nat(4) }),
  fc.record({ kind: fc.constant("edit-add" as const), quantity: fc.integer({ min: 1, max: 2 }) }),
  fc.constant<Step>({ kind: "cancel" }),
  fc.constant<Step>({ kind: "note" }),
);

export function aStory(currencies: string[]): fc.Arbitrary<Story> {
  return fc.record({
    lines: fc.array(fc.record({ product: fc.nat(3), quantity: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    code: fc.option(fc.nat(2)),
    guest: fc.boolean(),
    presentmentCurrency: fc.constantFrom(...currencies),
    tip: fc.constantFrom(0, 0, 150),
    paid: fc.boolean(),
    steps: fc.array(step, { maxLength: 5 }),
  });
}

export type Stock = { variantIds: number[]; codes: string[]; customerId: number };

/** Products, one of them a gift card, a discount of each kind, and a customer. */
export async function stockUp({ commerce, store }: DevShop): Promise<Stock> {
  const prices = [1000, 333, 2599, 5000];
  const products = await commerce.batch(({ createProducts }) =>
    createProducts(
      prices.map((price, index) => ({
        title: `Tea ${index}`,
        isGiftCard: index === 3,
        variants: [aVariant(store.ids, price)],
      })),
    ),
  );
  const items = { all: true as const };
  const kinds: DiscountKind[] = [
    { type: "percentage", percentage: "0.1", items },
    { type: "amount", amount: 500, onEachItem: false, items },
    { type: "freeShipping", countryCodes: null, maximumShippingPrice: null },
  ];
  const codes: string[] = [];
  for (const kind of kinds) {
    const { codes: made } = await commerce.createDiscount({
      ...{ kind, title: kind.type, codes: [kind.type.toUpperCase()] },
    });
    codes.push(made[0]?.code ?? "");
  }
  const customer = await commerce.createCustomer({ email: "ada@example.com" });
  const variantIds = products.map((product) => product.variants[0]?.id ?? 0);
  return { variantIds, codes, customerId: customer.id };
}

type Ids = DevShop["store"]["ids"];

function aVariant(ids: Ids, price: number) {
  return {
    id: ids.next("variant"),
    title: "Default Title",
    sku: null,
    price,
    compareAtPrice: null,
    taxable: true,
    requiresShipping: true,
    inventoryItemId: ids.next("inventoryItem"),
    inventoryQuantity: 100_000,
    position: 1,
  };
}

/** Plays a story; a step that the shop refuses is left out. Returns the order's number. */
export async function play(laurel: Laurel, stock: Stock, story: Story): Promise<number> {
  const { commerce } = laurel.devShop;
  const withoutCode = { ...story, code: null };
  const placed = await commerce.placeOrder({
    lines: story.lines.map(({ product, quantity }) => ({
      variantId: stock.variantIds[product] ?? 0,
      quantity,
    })),
    codes: story.code === null ? [] : [stock.codes[story.code] ?? ""],
    customerId: story.guest ? null : stock.customerId,
    presentmentCurrency: story.presentmentCurrency,
    tip: story.tip,
    shippingCode: "standard",
    payment: story.paid ? "paid" : "pending",
  });
  // Such as free shipping for a cart of gift cards.
  if (!placed.ok && placed.reason === "code-refused") return play(laurel, stock, withoutCode);
  if (!placed.ok) throw new Error(placed.reason);
  let { order } = placed;
  for (const next of story.steps) {
    laurel.clock.advance(3_600_000);
    order = await take(laurel.devShop, { stock, order, step: next });
  }
  return order.id;
}

async function take(
  { commerce }: DevShop,
  { stock, order, step }: { stock: Stock; order: Order; step: Step },
): Promise<Order> {
  const orderId = order.id;
  const lineAt = (index: number): number => order.lines[index % order.lines.length]?.id ?? 0;
  switch (step.kind) {
    case "pay":
      return order.financialStatus === "PENDING" ? commerce.markAsPaid({ orderId }) : order;
    case "fulfill": {
      const isOpen = order.fulfillmentStatus === "UNFULFILLED" && order.cancelledAt === null;
      return isOpen ? commerce.fulfillOrder({ orderId }) : order;
    }
    case "tag":
      return commerce.updateOrder({ orderId, tags: [step.tag] });
    case "note":
      return commerce.updateOrder({ orderId, note: "seen" });
    case "cancel":
      return orderOf(await commerce.cancel({ orderId, refund: true }), order);
    case "refund-amount":
      return orderOf(await commerce.refund({ orderId, amount: step.amount }), order);
    case "refund-lines": {
      const lines = [{ lineId: lineAt(step.line), quantity: step.quantity }];
      const shipping = step.shipping ? { shipping: "full" as const } : {};
      return orderOf(await commerce.refund({ orderId, lines, ...shipping }), order);
    }
    case "edit-quantity": {
      const setQuantities = [{ lineId: lineAt(step.line), quantity: step.quantity }];
      return orderOf(await commerce.editOrder({ orderId, setQuantities }), order);
    }
    case "edit-add": {
      const add = [{ variantId: stock.variantIds[0] ?? 0, quantity: step.quantity }];
      return orderOf(await commerce.editOrder({ orderId, add }), order);
    }
  }
}

type Changed = { ok: true; order: Order } | { ok: false };

function orderOf(changed: Changed, before: Order): Order {
  return changed.ok ? changed.order : before;
}

/** All that webhooks said since the last time, read as the drain reads it. */
export async function takeEvents({ context, devShop, domain }: Laurel): Promise<ShopEvent[]> {
  await devShop.webhooks.flush();
  const taken = await context.database.pool.query<PackedBody & { topic: string }>(
    "DELETE FROM delivery WHERE shop_domain = $1 RETURNING topic, body, packed",
    [domain],
  );
  return taken.rows.map((row) => context.readWebhook(row.topic, textOfBody(row)));
}

export type OrderEvent = Extract<ShopEvent, { kind: "order" }>;

export function isOrder(event: ShopEvent): event is OrderEvent {
  return event.kind === "order";
}

export function wasEdited(facts: OrderFacts): boolean {
  return facts.changes.some((change) => change.kind === "edit");
}
