-- A redemption begins without a discount and without an order, and most of a shop's have no order for
-- long: what is not there need not be written into the indexes that look it up (a third of what
-- the rows of a redemption cost to write). Prisma does not know partial indexes, so its schema does not
-- name them.
DROP INDEX "redemption_shop_id_discount_id_key";
CREATE UNIQUE INDEX "redemption_shop_id_discount_id_key" ON "redemption"("shop_id", "discount_id")
  WHERE "discount_id" IS NOT NULL;

DROP INDEX "redemption_shop_id_order_id_idx";
CREATE INDEX "redemption_shop_id_order_id_idx" ON "redemption"("shop_id", "order_id")
  WHERE "order_id" IS NOT NULL;
