import type { Tx } from "#app/db/context.ts";
import { dropAskedWork, enqueue } from "#app/db/work-items.ts";

/** A shop that has, or had, the app. */
export type ShopRow = {
  id: bigint;
  domain: string;
  name: string;
  currency: string;
  timeZone: string;
  scopes: string;
  installedAt: Date;
  uninstalledAt: Date | null;
  shopifyId: string;
};

/** What of the client these functions need: the client itself, or a transaction. */
type ShopTable = Pick<Tx, "shop">;
type Asked = Pick<Tx, "$queryRaw">;

/** Shops are found before row level security knows the shop, so this table has none. */
export async function findShopByDomain(db: Asked, domain: string): Promise<ShopRow | null> {
  const [shop] = await db.$queryRaw<ShopRow[]>`
    SELECT id, domain, name, currency, time_zone AS "timeZone", scopes,
           installed_at AS "installedAt", uninstalled_at AS "uninstalledAt",
           shopify_id AS "shopifyId"
    FROM shop WHERE domain = ${domain}`;
  return shop ?? null;
}

export async function getShop(db: Asked, shopId: bigint): Promise<ShopRow> {
  const [shop] = await db.$queryRaw<ShopRow[]>`
    SELECT id, domain, name, currency, time_zone AS "timeZone", scopes,
           installed_at AS "installedAt", uninstalled_at AS "uninstalledAt",
           shopify_id AS "shopifyId"
    FROM shop WHERE id = ${shopId}`;
  if (!shop) throw new Error(`there is no shop ${shopId}`);
  return shop;
}

/** What the merchant has let us do, scope by scope. */
export function scopesOf({ scopes }: Pick<ShopRow, "scopes">): string[] {
  return scopes.split(/[\s,]+/).filter((scope) => scope !== "");
}

/** Where a transaction is that makes a shop. */
export const NO_SHOP_YET = 0n;

/** Shops with the app installed, oldest first. */
export async function listInstalledShops(db: ShopTable): Promise<ShopRow[]> {
  return db.shop.findMany({ where: { uninstalledAt: null }, orderBy: { id: "asc" } });
}

/**
 * Makes sure the shop stands as installed, and has itself set up if it did not. Safe to repeat,
 * and safe in two processes at once.
 */
export async function installShop(
  tx: Tx,
  { domain, now }: { domain: string; now: Date },
): Promise<ShopRow> {
  const known = await findShopByDomain(tx, domain);
  if (known && known.uninstalledAt === null) return known;
  const shop = await tx.shop.upsert({
    where: { domain },
    create: { domain, installedAt: now },
    update: { installedAt: now, uninstalledAt: null },
  });
  enqueue(tx, shop.id, { kind: "set-up-shop", subjects: ["shop"], dueAt: now });
  return shop;
}

/**
 * Ends the installation: its tokens are gone for good. An uninstall that is older than the present
 * installation (a late webhook after a new one) changes nothing. True if it ended.
 */
export async function uninstallShop(
  tx: Tx,
  { shopId, at }: { shopId: bigint; at: Date },
): Promise<boolean> {
  const ended = await tx.shop.updateMany({
    where: { id: shopId, uninstalledAt: null, installedAt: { lte: at } },
    data: { uninstalledAt: at },
  });
  if (ended.count === 0) return false;
  const { domain } = await getShop(tx, shopId);
  await tx.session.deleteMany({ where: { shop: domain } });
  return true;
}

/** Keeps what Shopify says about the shop. */
export async function updateShop(
  tx: Tx,
  shopId: bigint,
  news: Partial<Pick<ShopRow, "name" | "currency" | "timeZone" | "scopes" | "shopifyId">>,
): Promise<void> {
  await tx.shop.update({ where: { id: shopId }, data: news });
}

/** Deletes the shop and everything of it, by the one privileged door. */
export async function deleteShop(tx: Tx, shopId: bigint): Promise<void> {
  dropAskedWork(tx);
  // Whoever is at a member finishes first; whoever comes later finds none.
  await tx.$executeRaw`
    SELECT count(*) FROM (
      SELECT FROM member WHERE shop_id = ${shopId} ORDER BY id FOR UPDATE) held`;
  await tx.$executeRaw`SELECT laurel_redact_shop(${shopId})`;
}
