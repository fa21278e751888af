import fc from "fast-check";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import type { Order } from "#dev-shop/order-model.ts";
import { aBuyer, aProduct, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

/** One thing that happens in a shop; numbers choose among what there is at the time. */
export type Action = { kind: Kind; who: number; which: number; how: number; passedMs: number };
type Kind =
  | "buy"
  | "buy-as-guest"
  | "refund-line"
  | "refund-amount"
  | "cancel"
  | "edit"
  | "give-to"
  | "redeem"
  | "note"
  | "delete"
  | "merge";

/** Something happens in the same second as the thing before, or seconds, hours or days later. */
const passedMs = fc.constantFrom(0, 0, 1_000, 3_600_000, 86_400_000, 20 * 86_400_000);

const kind = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Kind>("buy") },
  { weight: 3, arbitrary: fc.constantFrom<Kind>("refund-line", "refund-amount", "redeem") },
  { weight: 2, arbitrary: fc.constantFrom<Kind>("cancel", "edit", "give-to", "buy-as-guest") },
  { weight: 1, arbitrary: fc.constantFrom<Kind>("merge", "note", "delete") },
);

const aNumber = fc.nat(1_000_000);

export const aHistory = fc.array(
  fc.record({ kind, who: aNumber, which: aNumber, how: aNumber, passedMs }),
  { minLength: 8, maxLength: 22 },
);

type World = {
  laurel: Laurel;
  customers: { id: number; gid: string }[];
  variants: number[];
  orders: Order[];
  /** Codes that can be used, by customer. */
  codes: Map<number, string[]>;
};

/** Lets a history happen, each thing delivered and done before the next. */
export async function live(laurel: Laurel, history: Action[]): Promise<void> {
  const names = ["Ada", "Bob", "Cleo"];
  const world: World = { laurel, customers: [], variants: [], orders: [], codes: new Map() };
  for (const name of names) world.customers.push(await aBuyer(laurel, name));
  for (const price of [1999, 5000, 12_345]) world.variants.push(await aProduct(laurel, price));
  for (const action of history) {
    laurel.clock.advance(action.passedMs);
    await ACTIONS[action.kind](world, action);
    await laurel.settleDown();
  }
}

const ACTIONS: Record<Kind, (world: World, action: Action) => Promise<void>> = {
  buy: async (world, action) => {
    const { id } = pick(world.customers, action.who);
    const [code] = world.codes.get(id)?.splice(0, 1) ?? [];
    await place(world, action, { customerId: id, codes: code === undefined ? [] : [code] });
  },
  "buy-as-guest": (world, action) => place(world, action, { customerId: null, codes: [] }),
  "refund-line": async (world, { which, how }) => {
    const order = world.orders[which % Math.max(1, world.orders.length)];
    const line = order?.lines[how % order.lines.length];
    if (!order || !line) return;
    const { commerce } = world.laurel.devShop;
    await commerce.refund({ orderId: order.id, lines: [{ lineId: line.id, quantity: 1 }] });
  },
  "refund-amount": async (world, { which, how }) => {
    const order = world.orders[which % Math.max(1, world.orders.length)];
    if (!order) return;
    const { commerce } = world.laurel.devShop;
    await commerce.refund({ orderId: order.id, amount: 100 + (how % 2000) });
  },
  cancel: async (world, { which, how }) => {
    const order = world.orders[which % Math.max(1, world.orders.length)];
    if (!order) return;
    await world.laurel.devShop.commerce.cancel({ orderId: order.id, refund: how % 2 === 0 });
  },
  edit: async (world, { which, how }) => {
    const order = world.orders[which % Math.max(1, world.orders.length)];
    if (!order) return;
    const add = [{ variantId: pick(world.variants, how), quantity: 1 }];
    await world.laurel.devShop.commerce.editOrder({ orderId: order.id, add });
  },
  "give-to": async (world, { which, who }) => {
    const order = world.orders[which % Math.max(1, world.orders.length)];
    if (!order) return;
    const customerId = pick(world.customers, who).id;
    // In the second in which it was placed, and then deleted, nobody could tell whose it was.
    world.laurel.clock.advance(1000);
    await world.laurel.devShop.commerce.setOrderCustomer({ orderId: order.id, customerId });
  },
  note: async (world, { which }) => {
    const order = world.orders[which % Math.max(1, world.orders.length)];
    if (!order) return;
    await world.laurel.devShop.commerce.updateOrder({ orderId: order.id, note: `note ${which}` });
  },
  delete: async (world, { which }) => {
    const [order] = world.orders.splice(which % Math.max(1, world.orders.length), 1);
    if (order) await world.laurel.devShop.commerce.deleteOrder({ orderId: order.id });
  },
  redeem: async (world, { who, how }) => {
    const { id, gid } = pick(world.customers, who);
    const standing = await standingOf(world.laurel, gid);
    if (!standing) return;
    const request = { customerId: gid, rewardId: "five-off", requestId: `r${how}-${who}` };
    const customer = { ...world.laurel.ctx, author: "customer" };
    const redeemed = await redeemReward(customer, { memberId: standing.memberId, ...request });
    if (redeemed.ok) world.codes.set(id, [...(world.codes.get(id) ?? []), redeemed.code]);
  },
  merge: async (world, { who }) => {
    if (world.customers.length < 2) return;
    const [gone] = world.customers.splice(who % world.customers.length, 1);
    const kept = pick(world.customers, who);
    if (!gone) return;
    await world.laurel.devShop.commerce.mergeCustomers({ keepId: kept.id, mergeId: gone.id });
  },
};

async function place(
  world: World,
  { which, how }: Action,
  buyer: { customerId: number | null; codes: string[] },
): Promise<void> {
  const lines = [{ variantId: pick(world.variants, which), quantity: 1 + (how % 2) }];
  const { commerce } = world.laurel.devShop;
  const placed = await commerce.placeOrder({ ...buyer, lines, payment: "paid" });
  if (placed.ok) world.orders.push(placed.order);
}

function pick<T>(items: T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}
