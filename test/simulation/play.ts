import { happenBeside } from "#test/simulation/beside-deeds.ts";
import { minorPerMajor } from "#test/simulation/currencies.ts";
import * as deeds from "#test/simulation/deeds.ts";
import { diceFor, idsFor } from "#test/simulation/dice.ts";
import { rollHistory, type Happening } from "#test/simulation/history.ts";
import { postLetters } from "#test/simulation/post.ts";
import { landStragglers, sendToShopify } from "#test/simulation/shopify-side.ts";
import { SCOPES } from "#test/simulation/shop-graphql.ts";
import { spendFromCard } from "#test/simulation/shop-gifts.ts";
import * as redeeming from "#test/simulation/redeem-deeds.ts";
import * as people from "#test/simulation/shop-people.ts";
import * as shops from "#test/simulation/shop.ts";
import type { Stage } from "#test/simulation/stage.ts";
import { maybeJump, runJob, someWork, allWorkOfNow } from "#test/simulation/work.ts";
import { tell, type Plan, type World } from "#test/simulation/world.ts";

/** Opens the shop of a seed and lets its life happen, with all that goes wrong. */
export async function openWorld(stage: Stage, plan: Plan): Promise<World> {
  const { seed, telling } = plan;
  const history = rollHistory(seed);
  const domain = `sim-${seed}-${telling}.myshopify.com`;
  const shop = shops.openShop({ ...history.shop, domain });
  const ids = idsFor(seed, telling, "ours");
  const world: World = {
    ...{ plan, history, stage, shop, domain },
    shopId: BigInt(seed) * 100n + BigInt(telling) + 1n,
    now: history.shop.openedAt,
    atPeace: false,
    ...{ mail: [], letters: [] },
    ...{ orders: new Map(), redeemed: new Map(), informed: [], adjustments: [], programs: [] },
    ...{ holds: [], birthdays: [], closings: [], reopenings: [] },
    ...{ soldOut: [], pool: [], served: [], draws: [] },
    ...{ welcomes: [], reports: new Map(), decided: [], cames: [], complaints: [] },
    ...{ merges: [], redacted: new Set(), handovers: [], deleted: new Map() },
    customerIds: [...shop.customers.keys()],
    ...{ underWay: [], handedBack: new Set() },
    ...{ token: "first", accessLost: false },
    ...{ account: [], tally: new Map() },
    tamper: {},
    dice: (purpose, ...labels) => diceFor(seed, telling, purpose, ...labels),
  };
  stage.enter({
    now: () => new Date(world.now),
    newId: ids.newId,
    randomBytes: ids.bytes,
    send: (worker, request) => sendToShopify(world, worker, request),
    rewrite: (text) => world.tamper.statement?.(text) ?? text,
  });
  await stage.openShop({
    ...{ id: world.shopId, domain, scopes: SCOPES.join(","), token: world.token },
    currency: history.shop.currency,
    timeZone: history.shop.timeZone,
    openedAt: new Date(history.shop.openedAt),
  });
  return world;
}

export async function live(world: World): Promise<void> {
  const events = world.history.events.filter(({ id }) => !world.plan.without.includes(id));
  for (const [index, event] of events.entries()) {
    world.now = Math.max(world.now, event.at);
    await happen(world, event);
    postLetters(world, event.id);
    await someWork(world, event.id);
    const next = events[index + 1];
    if (!next) continue;
    maybeJump(world, event.id, next.at);
    await someWork(world, event.id + 1000);
  }
}

async function happen(world: World, event: Happening): Promise<void> {
  const { at } = event;
  tell(world, describe(event));
  landStragglers(world);
  switch (event.kind) {
    case "publish":
      return deeds.publish(world, event);
    case "buy":
      return buy(world, event);
    case "redeem": {
      const informed = event.rested && (await learnAll(world));
      return redeeming.redeem(world, { ...event, informed });
    }
    case "add-codes":
      return redeeming.addCodes(world, event);
    case "hand-back":
      return deeds.handBack(world, event);
    case "adjust":
      return deeds.adjust(world, event);
    case "merge":
      return merge(world, event);
    case "redact": {
      const customerId = world.customerIds[event.who] ?? 0;
      if (people.redact(world.shop, { customerId, at })) world.redacted.add(event.who);
      return;
    }
    case "lose-access":
      world.accessLost = true;
      return;
    case "open-admin":
      return deeds.openAdmin(world);
    case "pay":
    case "note":
    case "refund":
    case "settle-refund":
    case "edit":
    case "cancel":
      return changeOrder(world, event);
    default:
      return happenBeside(world, event);
  }
}

function buy(world: World, event: Extract<Happening, { kind: "buy" }>): void {
  const { who, items, shipping, withCode, paid, at } = event;
  const customerId = who === null ? null : (world.customerIds[who] ?? null);
  const isThere = customerId !== null && world.shop.customers.has(customerId);
  const codes = withCode && isThere ? usableCodes(world, customerId).slice(0, 1) : [];
  const order = shops.placeOrder(world.shop, {
    customerId: isThere ? customerId : null,
    ...{ items, codes, paid, at },
    shipping: shipping === null ? null : `rate-${shipping}`,
  });
  if (order) world.orders.set(event.id, order.id);
  if (withCode && isThere) spendFromCard(world.shop.gifts, customerId);
  if (codes.length > 0) tell(world, `  with code ${codes[0]}${order ? "" : ", refused"}`);
}

/** Codes made for this customer and good for one more order, typed as people type. */
function usableCodes({ shop, now }: World, customerId: number): string[] {
  const own = [...shop.discounts.values()].filter(
    ({ context, endsAt, codes, usageLimit }) =>
      context.kind === "customers" &&
      context.customerIds.includes(customerId) &&
      (endsAt === null || Date.parse(endsAt) > now) &&
      codes.some(({ usageCount }) => usageCount < (usageLimit ?? Infinity)),
  );
  return own.flatMap(({ codes }) => codes.map(({ code }) => code.toLowerCase()));
}

type Change = Extract<
  Happening,
  { kind: "pay" | "note" | "refund" | "settle-refund" | "edit" | "cancel" }
>;

function changeOrder(world: World, event: Change): void {
  const { shop } = world;
  const orderId = world.orders.get(event.order) ?? 0;
  const order = shop.orders.get(orderId);
  if (!order) return;
  const of = { orderId, at: event.at };
  const done = () => {
    switch (event.kind) {
      case "pay":
        return shops.pay(shop, of);
      case "note":
        return shops.note(shop, of);
      case "settle-refund":
        return shops.settleRefund(shop, of, event.succeeded);
      case "cancel":
        return shops.cancel(shop, { ...of, refund: event.refund });
      case "edit": {
        const { add, less } = event;
        const pieces = order.lines.reduce((sum, { currentQuantity }) => sum + currentQuantity, 0);
        if (less !== null) return pieces > 1 && shops.edit(shop, { ...of, less });
        return shops.edit(shop, { ...of, add: { product: add ?? 0, quantity: 1 } });
      }
      case "refund":
        return order.transactions.length > 0 && refund(world, { ...event, orderId });
    }
  };
  if (!done()) tell(world, "  which the shop refuses");
}

function refund(world: World, event: Extract<Change, { kind: "refund" }> & { orderId: number }) {
  const { shop } = world;
  const { orderId, what, which, pending, at } = event;
  const order = shop.orders.get(orderId);
  const left = order?.lines.filter(({ currentQuantity }) => currentQuantity > 0) ?? [];
  const line = left[which % Math.max(1, left.length)];
  const one = line ? [{ lineId: line.id, quantity: 1 }] : [];
  const all = left.map(({ id, currentQuantity }) => ({ lineId: id, quantity: currentQuantity }));
  const unit = minorPerMajor(shop.settings.currency);
  const some = (1 + (which % 30)) * unit;
  const given = { orderId, at, pending };
  switch (what) {
    case "line":
      return shops.refund(shop, { ...given, lines: one });
    case "shipping":
      return shops.refund(shop, { ...given, shipping: "full" });
    case "amount":
      return shops.refund(shop, { ...given, amount: some });
    case "parts":
      return shops.refund(shop, { ...given, lines: one, shipping: "full", amount: some });
    case "everything":
      return shops.refund(shop, { ...given, lines: all, shipping: "full" });
  }
}

function merge(world: World, event: Extract<Happening, { kind: "merge" }>): void {
  const [keepId, goneId] = [world.customerIds[event.keep] ?? 0, world.customerIds[event.gone] ?? 0];
  if (world.redacted.has(event.keep) || world.redacted.has(event.gone)) return;
  if (!people.merge(world.shop, { keepId, goneId, at: event.at })) return;
  world.merges.push({ keep: event.keep, gone: event.gone, at: event.at });
}

/** Everything the shop has said arrives, and what got lost is found; false where that fails. */
async function learnAll(world: World): Promise<boolean> {
  world.mail = world.mail.map((sent) => ({ ...sent, at: Math.min(sent.at, world.now) }));
  const { plan } = world;
  world.plan = { ...plan, calm: [...plan.calm, "crashes", "faults", "side-by-side"] };
  await allWorkOfNow(world);
  await runJob(world, "reconcile-orders");
  // Inviters are told of what was found of their friends.
  await allWorkOfNow(world);
  world.plan = plan;
  const { rows } = await world.stage.owner.query(
    "select from delivery where shop_domain = $1 and due_at is not null limit 1",
    [world.domain],
  );
  return rows.length === 0 && world.mail.length === 0 && !world.accessLost;
}

function describe({ id, at: _at, kind, ...rest }: Happening): string {
  const words = JSON.stringify("program" in rest ? { program: "…" } : rest);
  return `#${id} ${kind} ${words.replaceAll('"', "")}`;
}
