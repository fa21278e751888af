import { setTimeout as sleep } from "node:timers/promises";
import { variantOf } from "#dev-shop/commerce/products.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { Book, BookedOrder, Shopper } from "#test/crashes/book.ts";
import type { Chance } from "#test/crashes/chance.ts";
import type { Courier } from "#test/crashes/courier.ts";

type Place = { devShop: DevShop; book: Book; chance: Chance; courier: Courier };
type Product = { variantId: number; price: number };

/** What happens in the shop all the time: orders, payments later, refunds, cancellations. */
export type Trade = {
  /** Places an order with a code; false if the shop does not take the code. */
  useCode(customer: Shopper, code: string): Promise<boolean>;
  stop(): Promise<void>;
};

const CUSTOMERS = 40;
/** With more than that undelivered, the shop waits: this is about crashes, not about load. */
const BACKLOG = 150;
const PRICES = [5, 10, 25, 40, 75, 120];

/** Opens the shop, and lets about `perSecond` things happen in it until it is stopped. */
export async function startTrade(place: Place, perSecond: number): Promise<Trade> {
  const products = await stock(place.devShop);
  await addCustomers(place);
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  const running = (async () => {
    while (!stopping) {
      await sleep(1000 / perSecond);
      if (place.courier.waiting() > BACKLOG) continue;
      const doing: Promise<void> = act(place, products).finally(() => underWay.delete(doing));
      underWay.add(doing);
    }
    await Promise.all(underWay);
  })();
  return {
    useCode: async ({ id }, code) => {
      const product = products.find(({ price }) => price === 40) as Product;
      const order = { customerId: id, product, quantity: 1, paid: true, code };
      return (await placeOrder(place, order)) !== null;
    },
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

async function stock({ store, commerce }: DevShop): Promise<Product[]> {
  const products: Product[] = [];
  for (const price of PRICES) {
    const variant = variantOf(store.ids, { price: price * 100 });
    const product = await commerce.createProduct({ title: `For ${price}`, variants: [variant] });
    products.push({ variantId: product.variants[0]?.id ?? variant.id, price });
  }
  return products;
}

async function addCustomers({ devShop, book }: Place): Promise<void> {
  for (let number = 1; number <= CUSTOMERS; number++) {
    const email = `shopper-${number}@example.com`;
    const { id } = await devShop.commerce.createCustomer({ firstName: "Shopper", email });
    const gid = `gid://shopify/Customer/${id}`;
    book.customers.push({ id, gid });
  }
}

async function act(place: Place, products: Product[]): Promise<void> {
  const { chance, book } = place;
  const [roll, customer] = [chance.below(100), chance.pick(book.customers)];
  if (roll < 70) {
    const wish = { product: chance.pick(products), quantity: 1 + chance.below(3) };
    await placeOrder(place, { customerId: customer.id, ...wish, paid: chance.percent(80) });
    return;
  }
  const open = book.orders.slice(-200).filter(({ busy, cancelled }) => !busy && !cancelled);
  if (open.length === 0) return;
  const order = chance.pick(open);
  order.busy = true;
  order.plain = false;
  if (!order.paid) await pay(place, order);
  else if (roll < 95) await refund(place, order);
  else await cancel(place, order);
  order.busy = false;
}

type Wish = {
  customerId: number;
  product: Product;
  quantity: number;
  paid: boolean;
  code?: string;
};

async function placeOrder({ devShop, book }: Place, wish: Wish): Promise<BookedOrder | null> {
  const { customerId, product, quantity, paid, code } = wish;
  const placedAt = performance.now();
  const placed = await devShop.commerce.placeOrder({
    lines: [{ variantId: product.variantId, quantity }],
    customerId,
    codes: code === undefined ? [] : [code],
    payment: paid ? "paid" : "pending",
  });
  if (!placed.ok) return null;
  const order: BookedOrder = {
    id: placed.order.id,
    gid: `gid://shopify/Order/${placed.order.id}`,
    customerId,
    placedAt,
    price: product.price,
    lineId: placed.order.lines[0]?.id ?? 0,
    kept: quantity,
    off: code === undefined ? 0 : 5,
    ...{ paid, cancelled: false, plain: paid, answered: false, busy: false },
  };
  book.orders.push(order);
  return order;
}

async function pay({ devShop }: Place, order: BookedOrder): Promise<void> {
  await devShop.commerce.markAsPaid({ orderId: order.id });
  order.paid = true;
}

/** One piece goes back. */
async function refund({ devShop }: Place, order: BookedOrder): Promise<void> {
  if (order.kept === 0) return;
  const lines = [{ lineId: order.lineId, quantity: 1 }];
  const done = await devShop.commerce.refund({ orderId: order.id, lines });
  if (!done.ok) throw new Error(`A refund was refused: ${done.reason}`);
  order.kept -= 1;
}

async function cancel({ devShop }: Place, order: BookedOrder): Promise<void> {
  const done = await devShop.commerce.cancel({ orderId: order.id });
  if (!done.ok) throw new Error(`A cancellation was refused: ${done.reason}`);
  order.cancelled = true;
}
