-- Most rows have nothing that these look up, and each new version of a row would be written into them
-- all the same: members who were merged or invite others, work in trouble, deliveries that wait.
-- Prisma does not know partial indexes, so its schema does not name them.
DROP INDEX "member_shop_id_merged_into_idx";
CREATE INDEX "member_shop_id_merged_into_idx" ON "member"("shop_id", "merged_into")
  WHERE "merged_into" IS NOT NULL;

DROP INDEX "member_shop_id_referral_code_key";
CREATE UNIQUE INDEX "member_shop_id_referral_code_key" ON "member"("shop_id", "referral_code")
  WHERE "referral_code" IS NOT NULL;

DROP INDEX "work_item_shop_id_note_idx";
CREATE INDEX "work_item_shop_id_note_idx" ON "work_item"("shop_id", "note") WHERE "note" > '';

DROP INDEX "delivery_due_at_id_idx";
CREATE INDEX "delivery_due_at_id_idx" ON "delivery"("due_at", "id") WHERE "due_at" IS NOT NULL;

-- Room for a member's next version on the same page: what touches no index then writes none.
ALTER TABLE "member" SET (fillfactor = 85);
