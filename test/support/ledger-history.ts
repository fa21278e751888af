import { PrismaPg } from "@prisma/adapter-pg";
import type { ShopContext } from "#app/db/context.ts";
import { PrismaClient } from "#app/db/generated/client.ts";
import { mergeMembers } from "#app/usecases/merge-members.ts";
import { forgetCustomer } from "#app/usecases/forget-customer.ts";
import { adjustPoints, undoAdjustment } from "#app/usecases/adjust-points.ts";
import { closeLedgerDays } from "#app/usecases/close-ledger-days.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { testDatabase } from "#test/support/database.ts";
import { anOrder } from "#test/support/facts.ts";
import { aShop, plainStarter, type TestShop } from "#test/support/shop.ts";

export type LedgerShop = TestShop & { members: { memberId: string; customerId: string }[] };

const DAYS = ["2026-03-01", "2026-03-02", "2026-03-04"];

/** A shop with some days of random history, all but the last of them closed. */
export async function aShopWithHistory(seed: number): Promise<LedgerShop> {
  const shop = await aShop({ timeZone: "Pacific/Auckland" });
  await shop.publish(plainStarter);
  const members = [await shop.aMember(), await shop.aMember(), await shop.aMember()];
  const filled = { ...shop, members };
  const chance = chancesOf(seed);
  for (const day of DAYS) {
    for (let hour = 1; hour < 3; hour += 1) {
      shop.clock.set(`${day}T0${hour}:00:00Z`);
      for (const who of members.keys()) await something(filled, who, `${day}-${hour}`, chance());
    }
    await closeLedgerDays(shop.ctx);
  }
  shop.clock.set("2026-03-05T13:00:00Z");
  for (const who of members.keys()) await something(filled, who, "last", 0.2);
  await closeLedgerDays(shop.ctx);
  return filled;
}

async function something(
  shop: LedgerShop,
  ...[who, requestId, chance]: [number, string, number]
): Promise<void> {
  const { ctx, clock } = shop;
  const member = shop.members[who];
  if (!member) return;
  const { memberId, customerId } = member;
  if (chance < 0.4) {
    const points = BigInt(Math.floor(chance * 1000) + 1);
    const given = await adjustPoints(ctx, {
      memberId,
      points,
      note: "A late parcel",
      requestId: requestId + who,
    });
    if (chance < 0.1 && given.ok) {
      const { adjustmentId } = given;
      await undoAdjustment(ctx, {
        adjustmentId,
        note: "Not late",
        requestId: `${requestId}${who}u`,
      });
    }
  } else if (chance < 0.8) {
    const orderId = `gid://shopify/Order/${shop.domain}-${requestId}-${who}`;
    const placedAt = clock.now().getTime();
    await shop.keepOrder(memberId, anOrder({ orderId, customerId, placedAt }));
    await settleMembers(ctx, [memberId]);
  } else {
    const wish = { memberId, customerId, rewardId: "five-off", requestId: `${requestId}${who}r` };
    const redeemed = await redeemReward(ctx, wish);
    if (redeemed.ok && chance < 0.9) {
      await returnRedemption(ctx, {
        redemptionId: redeemed.redemptionId,
        reason: "Changed my mind",
      });
    }
  }
}

/** The first member becomes the second by a merge in Shopify. */
export async function mergeFirstTwo({ ctx, members }: LedgerShop): Promise<void> {
  const [gone, kept] = members;
  if (!gone || !kept) throw new Error("too few members");
  const at = ctx.clock.now();
  const merge = { keptId: kept.customerId, goneId: gone.customerId, at };
  await ctx.inTransaction((tx) => mergeMembers(tx, ctx, merge));
  await settleMembers(ctx, [gone.memberId, kept.memberId]);
}

/** The last member asks to be forgotten: notes and their salts go. */
export async function forgetLast({ ctx, members }: LedgerShop): Promise<void> {
  const customerId = members.at(-1)?.customerId ?? "";
  await ctx.inTransaction((tx) => forgetCustomer(tx, ctx, { customerId }));
}

/**
 * Does what somebody with the powers of a superuser could do, whom no trigger stops, looks at the
 * ledger as it then is, and takes it back.
 */
export async function afterTampering<T>(
  { ctx }: LedgerShop,
  sql: string,
  look: (ctx: ShopContext) => Promise<T>,
): Promise<T> {
  const { ownerUrl } = await testDatabase();
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: ownerUrl }) });
  const seen: T[] = [];
  const back = new Error("taken back");
  await prisma
    .$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      if ((await tx.$executeRawUnsafe(sql)) === 0) throw new Error("nothing was altered");
      seen.push(await look({ ...ctx, inTransaction: (work) => work(tx) }));
      throw back;
    })
    .catch((error: unknown) => {
      if (error !== back) throw error;
    })
    .finally(() => prisma.$disconnect());
  return seen[0] as T;
}

function chancesOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
