-- The newest redemptions of a shop, whatever became of them.
CREATE INDEX "redemption_shop_id_reserved_at_id_idx" ON "redemption"("shop_id", "reserved_at", "id");
