import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ExportedOrder, OrderExport, ShopifyGateway } from "#app/shopify/gateway.ts";
import { anOrder } from "#test/support/facts.ts";

/** Bytes of an order in the file. */
export const ORDER_BYTES = 100;

export type ExportedShop = {
  gateway: ShopifyGateway;
  /** Every byte a reading of the file began at. */
  starts: number[];
  /** Answers of the next looks at an export, before it is ready. */
  answers: OrderExport[];
  /** The next reading finds no file. */
  loseFile(): void;
  /** The next reading dies after so many orders. */
  dieAfter(orders: number): void;
  /** How many orders were read of the file, and how many exports were begun. */
  counts: { read: number; exports: number };
  orders: OrderFacts[];
};

/** The process dies here. */
export class Death extends Error {}

/** A shop with so many orders of one customer; every n-th of them must be read alone. */
export function anExportedShop(
  count: number,
  { placedAt, aloneEvery = 0 }: { placedAt: number; aloneEvery?: number },
): ExportedShop {
  const orders = Array.from({ length: count }, (_, n) => orderOf(n, placedAt));
  const shop: ExportedShop = {
    gateway: {} as ShopifyGateway,
    starts: [],
    answers: [],
    loseFile: () => void (lost = true),
    dieAfter: (passed) => void (deadline = passed),
    counts: { read: 0, exports: 0 },
    orders,
  };
  let lost = false;
  let deadline = Number.MAX_SAFE_INTEGER;
  async function* read(from: number): AsyncIterable<ExportedOrder> {
    const last = deadline;
    deadline = Number.MAX_SAFE_INTEGER;
    for (const [n, facts] of orders.slice(from / ORDER_BYTES).entries()) {
      if (n === last) throw new Death(`after ${n} orders`);
      shop.counts.read += 1;
      const place = from / ORDER_BYTES + n;
      const alone = aloneEvery > 0 && place % aloneEvery === 0;
      const { orderId, updatedAt } = facts;
      const end = (place + 1) * ORDER_BYTES;
      const stub = { orderId, updatedAt, edited: false, cancelledAt: null, refundIds: [] };
      yield { ...stub, facts: alone ? null : facts, end };
    }
    if (last !== Number.MAX_SAFE_INTEGER) throw new Death("at the end");
  }
  const known: Partial<ShopifyGateway> = {
    getShop: async () => ({
      ...{ shopifyId: "", name: "", currency: "USD", timeZone: "UTC" },
      grantedScopes: [],
    }),
    startOrderExport: async () => `export-${(shop.counts.exports += 1)}`,
    findOrderExport: async () =>
      shop.answers.shift() ?? {
        state: "ready",
        orders: BigInt(orders.length),
        url: "https://storage.example/orders.jsonl",
        bytes: orders.length * ORDER_BYTES,
      },
    readOrderExport: async ({ from }) => {
      shop.starts.push(from);
      const gone = lost;
      lost = false;
      return gone ? null : read(from);
    },
    findOrderAtLeisure: async (orderId) => orders.find((each) => each.orderId === orderId) ?? null,
  };
  shop.gateway = { ...known } as ShopifyGateway;
  return shop;
}

function orderOf(n: number, placedAt: number): OrderFacts {
  const at = placedAt + n;
  const id = 1_000_000 + n;
  const ids = { orderId: `gid://shopify/Order/${id}`, customerId: "gid://shopify/Customer/7" };
  return { ...anOrder({ placedAt: at }), ...ids, updatedAt: at };
}
