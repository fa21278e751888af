import { readFileSync } from "node:fs";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { getOrder } from "#bin/simulate/change-orders.ts";
import { post } from "#bin/simulate/mailbox.ts";
import { collectionNumber, customerNumber, productNumber } from "#bin/simulate/names.ts";
import type { Webhook } from "#bin/simulate/scenario-orders.ts";
import type { Knobs } from "#bin/simulate/scenario-basics.ts";
import { done, type Outcome, type World } from "#bin/simulate/world.ts";
import { uninstallApp } from "#dev-shop/auth/installation.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";
import { timestamp } from "#dev-shop/clock.ts";

/** An order becomes a customer's, or nobody's. */
export async function claim(
  world: World,
  { order, by }: { order: string; by: string | null },
): Promise<Outcome> {
  const { id } = await getOrder(world, order);
  const customerId = by === null ? null : customerNumber(world.scenario, by);
  await world.devShop.commerce.setOrderCustomer({ orderId: id, customerId });
  return done;
}

export async function changeProduct(
  world: World,
  change: { name: string; tags?: string[] | undefined; collections?: string[] | undefined },
): Promise<Outcome> {
  const { name, tags, collections } = change;
  const numbers = collections?.map((each) => collectionNumber(world.scenario, each));
  await world.devShop.commerce.updateProduct(productNumber(world.scenario, name), {
    ...(tags === undefined ? {} : { tags }),
    ...(numbers === undefined ? {} : { collectionIds: numbers }),
  });
  return done;
}

export async function changeCustomer(
  world: World,
  { name, tags }: { name: string; tags: string[] },
): Promise<Outcome> {
  await world.devShop.commerce.updateCustomer(customerNumber(world.scenario, name), { tags });
  return done;
}

export async function mergeCustomers(
  world: World,
  { keep, gone }: { keep: string; gone: string },
): Promise<Outcome> {
  const [keepId, mergeId] = [keep, gone].map((name) => customerNumber(world.scenario, name));
  if (keepId === undefined || mergeId === undefined) return { refused: "unknown" };
  await world.devShop.commerce.mergeCustomers({ keepId, mergeId });
  await world.devShop.commerce.runJobs();
  return done;
}

export async function uninstall(world: World): Promise<Outcome> {
  await uninstallApp(world.devShop);
  return done;
}

/** Posts a body as it is written, signed, as the shop's. */
export async function sendWebhook(
  world: World,
  { topic, payload, file }: Webhook,
  knobs: Knobs,
): Promise<Outcome> {
  const written = file === undefined ? JSON.stringify(payload) : readBeside(world, file);
  const { app, shop } = world.devShop;
  const letter = {
    ...{ topic, name: null, uri: "/webhooks", apiVersion: "2026-10" },
    ...{ webhookId: randomUUID(), eventId: randomUUID(), triggeredAt: world.clock.now() },
    body: withNumbers(world, written),
  };
  await post(world.context, letter, { app, shopDomain: shop.myshopifyDomain });
  if (knobs.twice) await post(world.context, letter, { app, shopDomain: shop.myshopifyDomain });
  return done;
}

function readBeside({ read }: World, file: string): string {
  return readFileSync(path.join(path.dirname(read.file), file), "utf8");
}

/** Puts numbers in the place of names; a text that is nothing but a name becomes a number. */
function withNumbers(world: World, body: string): string {
  const numberOf = (kind: string, name: string): string => {
    const { scenario, devShop, clock, orders } = world;
    if (kind === "shop") return String(devShop.shop.id);
    if (kind === "now") return shopTime(timestamp(clock.now()), devShop.shop.timezone) ?? "";
    if (kind === "customer") return String(customerNumber(scenario, name));
    if (kind === "product") return String(productNumber(scenario, name));
    return String(orders.get(name) ?? 0);
  };
  return body
    .replace(/"\{\{(shop|customer|product|order)(?::([a-z0-9-]+))?\}\}"/g, (_, kind, name) =>
      numberOf(String(kind), String(name)),
    )
    .replace(/\{\{(shop|now|customer|product|order)(?::([a-z0-9-]+))?\}\}/g, (_, kind, name) =>
      numberOf(String(kind), String(name)),
    );
}
