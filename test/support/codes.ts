import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { aBuyer, aProduct, type Laurel } from "#test/support/laurel.ts";
import { publishStarter, standingOf } from "#test/support/loyalty.ts";

export type Shopper = { id: number; gid: string; memberId: string };

/** A shop with a program, and a shopper with so many points. */
export async function aShopper(laurel: Laurel, points: number): Promise<Shopper> {
  await laurel.settleDown();
  await publishStarter(laurel);
  return anotherShopper(laurel, points);
}

export async function anotherShopper(laurel: Laurel, points: number): Promise<Shopper> {
  const buyer = await aBuyer(laurel);
  const variantId = await aProduct(laurel, points * 100);
  await buy(laurel, { customerId: buyer.id, variantId });
  await laurel.settleDown();
  const standing = await standingOf(laurel, buyer.gid);
  if (standing?.available !== BigInt(points)) throw new Error("the points are not there");
  return { ...buyer, memberId: standing.memberId };
}

export async function buy(
  { devShop }: Laurel,
  input: { customerId: number | null; variantId: number; quantity?: number; codes?: string[] },
) {
  const { customerId, variantId, quantity = 1, codes = [] } = input;
  const placed = await devShop.commerce.placeOrder({
    lines: [{ variantId, quantity }],
    customerId,
    codes,
    payment: "paid",
  });
  if (!placed.ok) throw new Error(`the order was refused: ${placed.reason}`);
  return placed.order;
}

let requests = 0;

/** Redeems 5 off for 100 points; the code is asked for, and not made before somebody works. */
export async function redeem({ ctx }: Laurel, shopper: Shopper) {
  requests += 1;
  const redeemed = await redeemReward(
    { ...ctx, author: "customer" },
    {
      memberId: shopper.memberId,
      customerId: shopper.gid,
      rewardId: "five-off",
      requestId: `r${requests}`,
    },
  );
  if (!redeemed.ok) throw new Error(`not redeemed: ${redeemed.reason}`);
  return redeemed;
}

/** A redemption with its history. */
export async function redemptionOf({ ctx }: Laurel, id: string) {
  return ctx.inTransaction(async (tx) => {
    const { shopId } = ctx;
    const row = await tx.redemption.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
    const events = await tx.redemptionEvent.findMany({
      where: { shopId, redemptionId: id },
      orderBy: { seq: "asc" },
    });
    return { ...row, events: events.map(({ state }) => state), reasons: events };
  });
}

/** Discounts of the dev shop under this code, with whether each can be used now. */
export async function discountsOf({ devShop, clock }: Laurel, code: string) {
  const { items } = await devShop.store.list("discount", { limit: 1000 });
  return items
    .filter(({ codes }) => codes.some((each) => each.code === code))
    .map(({ endsAt, codes }) => ({
      usable: endsAt === null || new Date(endsAt) > clock.now(),
      used: codes[0]?.usageCount ?? 0,
    }));
}
