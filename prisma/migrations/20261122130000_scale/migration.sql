-- Who was merged into a member is asked at every redemption: without it a shop's members are read.
CREATE INDEX "member_shop_id_merged_into_idx" ON "member"("shop_id", "merged_into");

-- What is in trouble is asked by the home page, among the work that waits for every member.
CREATE INDEX "work_item_shop_id_note_idx" ON "work_item"("shop_id", "note");
