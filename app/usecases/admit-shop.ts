import type { Database } from "#app/db/database.server.ts";
import { askTakenAgain, reviveParkedWork } from "#app/db/parked-work.ts";
import { NO_SHOP_YET, findShopByDomain, installShop, type ShopRow } from "#app/db/shops.ts";

/**
 * The shop of a verified visit, installed if it is not: managed installation tells us no sooner.
 */
export async function admitShop(
  database: Database,
  { domain, now }: { domain: string; now: Date },
): Promise<ShopRow> {
  const known = await findShopByDomain(database.prisma, domain);
  if (known && known.uninstalledAt === null) {
    // The visit has brought tokens: what could not go on for want of any goes on now.
    await askTakenAgain(database.prisma, known.id, now);
    await reviveParkedWork(database.prisma, known.id, now);
    return known;
  }
  return database.inShop(NO_SHOP_YET, (tx) => installShop(tx, { domain, now }));
}
