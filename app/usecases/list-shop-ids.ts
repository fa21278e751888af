import type { Database } from "#app/db/database.server.ts";
import { listInstalledShops } from "#app/db/shops.ts";

/** Shops that have the app. */
export async function listShopIds({ database }: { database: Database }): Promise<bigint[]> {
  const shops = await listInstalledShops(database.prisma);
  return shops.map(({ id }) => id);
}
