import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ShopContext } from "#app/db/context.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { FaultKind } from "#dev-shop/faults.ts";
import { proxySignature } from "#dev-shop/storefront/app-proxy.ts";
import type { Book, BookedRedemption, Shopper } from "#test/crashes/book.ts";
import type { Chance } from "#test/crashes/chance.ts";
import type { Trade } from "#test/crashes/trade.ts";

type Place = { devShop: DevShop; book: Book; chance: Chance; trade: Trade; ctx: ShopContext };

/** Shoppers who redeem in the storefront, and use their codes or think better of it. */
export type Shoppers = { stop(): Promise<void> };

const REWARD = "five-off";
const AGAIN_MS = 400;
const PATIENCE_MS = 10_000;
/** More shoppers than that are not in the shop at once. */
const AT_ONCE = 12;
const FAULTS: FaultKind[] = ["lost-answer", "error-after", "server-error", "too-many-requests"];

/** Starts them: about `perSecond` redemptions are tried until they are stopped. */
export function startShoppers(place: Place, perSecond: number): Shoppers {
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  const running = (async () => {
    while (!stopping) {
      await sleep(1000 / perSecond);
      if (underWay.size >= AT_ONCE) continue;
      const doing: Promise<void> = shop(place).finally(() => underWay.delete(doing));
      underWay.add(doing);
    }
    await Promise.all(underWay);
  })();
  return {
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

async function shop(place: Place): Promise<void> {
  const { chance, book, devShop } = place;
  const customer = chance.pick(book.customers);
  // Shopify too has its moments.
  if (chance.percent(5)) {
    devShop.faults.next({ kind: chance.pick(FAULTS), operation: "discountCodeBasicCreate" });
  }
  const redemption: BookedRedemption = {
    customerId: customer.id,
    request: randomUUID(),
    answered: null,
    refused: null,
  };
  book.redemptions.push(redemption);
  const next = chance.below(100);
  // Some ask until they are answered, some once, some in two tabs.
  const tries = chance.percent(25) ? 1 : 100;
  const tabs = chance.percent(20) ? 2 : 1;
  await Promise.all(
    Array.from({ length: tabs }, () => redeem(place, { customer, redemption, tries })),
  );
  if (!redemption.answered) return;
  await sleep(chance.below(1500));
  if (next < 40) await useCode(place, customer, redemption.answered.code);
  else if (next < 60) await takeBack(place, redemption.answered.id);
}

type Asking = { customer: Shopper; redemption: BookedRedemption; tries: number };

/** Asks for the reward under one name, until the answer is clear. */
async function redeem({ devShop }: Place, { customer, redemption, tries }: Asking): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const answer = await fetch(signedAddress(devShop, customer), {
      method: "POST",
      headers: { "content-type": "application/json", "x-laurel": "1" },
      body: JSON.stringify({ reward: REWARD, request: redemption.request }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
      .then(async (given) => (given.status < 500 ? ((await given.json()) as Told) : null))
      .catch(() => null);
    if (answer?.ok) redemption.answered = { id: answer.id, code: answer.code };
    else if (answer) redemption.refused = answer.reason;
    if (answer) return;
    await sleep(AGAIN_MS);
  }
}
type Told = { ok: true; id: string; code: string } | { ok: false; reason: string };

/** As Shopify passes on what a signed-in customer asks of the storefront. */
function signedAddress({ app, shop, clock }: DevShop, { id }: Shopper): string {
  const query = new URLSearchParams({
    shop: shop.myshopifyDomain,
    logged_in_customer_id: String(id),
    path_prefix: "/apps/loyalty",
    timestamp: String(Math.floor(clock.now().getTime() / 1000)),
  });
  query.append("signature", proxySignature(query, app.clientSecret));
  return `${app.url}/proxy/redeem?${query}`;
}

/** The code may not be there yet; who cannot use it keeps it. */
async function useCode({ trade }: Place, customer: Shopper, code: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    if (await trade.useCode(customer, code)) return;
    await sleep(AGAIN_MS);
  }
}

/** Staff presses the button again until there is an answer. */
async function takeBack({ ctx }: Place, redemptionId: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    const done = await returnRedemption(ctx, { redemptionId, reason: "asked back" }).catch(
      () => null,
    );
    if (done) return;
    await sleep(AGAIN_MS);
  }
}
