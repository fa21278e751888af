import { randomUUID } from "node:crypto";
import type { ShopContext } from "#app/db/context.ts";
import type { LocalLaurel } from "#bin/local-laurel.ts";

/** Shoppers who redeem through the storefront, and use most of their codes at checkout. */
export type Shoppers = { live(): Promise<void> };

type Code = { code: string; customerId: number };

const REDEEMERS_PER_DAY = 2;

/** Their choices follow from a fixed seed, so that two replays of a story end alike. */
export function openShoppers(local: LocalLaurel, ctx: ShopContext): Shoppers {
  const random = seededRandom(7);
  let bought: Code[] = [];
  return {
    live: async () => {
      const [using, keeping] = split(bought, () => random() < 0.8);
      for (const code of using) await useCode(local, code, random);
      bought = keeping.filter(() => random() < 0.5);
      for (const customerId of await listRich(ctx)) {
        const code = await redeem(local, customerId, random);
        if (code !== null) bought.push({ code, customerId });
      }
    },
  };
}

/** Customers who can afford a reward and have no code open. */
async function listRich(ctx: ShopContext): Promise<number[]> {
  const rows = await ctx.inTransaction(
    (tx) => tx.$queryRaw<{ customer: string }[]>`
      SELECT min(a.customer_id) AS customer FROM member m
      JOIN alias a ON a.shop_id = m.shop_id AND a.member_id = m.id
      WHERE m.shop_id = ${ctx.shopId} AND m.available_points >= 100 AND m.erased_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM redemption r WHERE r.shop_id = m.shop_id
          AND r.member_id = m.id AND r.outcome IS NULL)
      GROUP BY m.id, m.available_points
      ORDER BY m.available_points DESC, customer LIMIT ${REDEEMERS_PER_DAY}`,
  );
  return rows.map(({ customer }) => Number(customer.split("/").at(-1)));
}

/** Signs in on the storefront, opens the panel, and redeems what is affordable. */
async function redeem(
  { storefrontUrl }: LocalLaurel,
  customerId: number,
  random: () => number,
): Promise<string | null> {
  const signIn = await fetch(`${storefrontUrl}/dev/sign-in?customer=${customerId}&return_to=/`, {
    redirect: "manual",
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const panel = await fetch(`${storefrontUrl}/apps/loyalty/panel?locale=en`, {
    headers: { cookie },
  });
  if (!panel.ok) throw new Error(`The panel did not open: ${panel.status}`);
  const { rewards } = (await panel.json()) as { rewards: { id: string; affordable: boolean }[] };
  const affordable = rewards.filter((reward) => reward.affordable);
  const reward = affordable[Math.floor(random() * affordable.length)];
  if (!reward) return null;
  const answer = await fetch(`${storefrontUrl}/apps/loyalty/redeem`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", "x-laurel": "1" },
    body: JSON.stringify({ reward: reward.id, request: randomUUID() }),
  });
  const redeemed = (await answer.json()) as { ok: boolean; code?: string };
  if (!redeemed.ok) throw new Error(`A reward was refused: ${JSON.stringify(redeemed)}`);
  return redeemed.code ?? null;
}

/** Buys something with the code; where it does not apply (too small an order), keeps it. */
async function useCode(
  { devShop }: LocalLaurel,
  { code, customerId }: Code,
  random: () => number,
): Promise<void> {
  const { items } = await devShop.store.list("product", { limit: 50 });
  const product = items[Math.floor(random() * items.length)];
  const variantId = product?.variants[0]?.id;
  if (variantId === undefined) return;
  await devShop.commerce.placeOrder({
    lines: [{ variantId, quantity: 1 + Math.floor(random() * 2) }],
    customerId,
    codes: [random() < 0.5 ? code.toLowerCase() : code],
    shippingCode: "standard",
    payment: "paid",
  });
}

function split<T>(items: T[], isFirst: () => boolean): [T[], T[]] {
  const first = items.filter(isFirst);
  return [first, items.filter((item) => !first.includes(item))];
}

/** Mulberry32: a small generator that is the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}
