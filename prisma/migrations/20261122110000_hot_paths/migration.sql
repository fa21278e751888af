-- What every order pays for and nobody reads by: orders are found by id and by member, transfers by
-- member and by key.
DROP INDEX "order_fact_shop_id_customer_id_idx";
DROP INDEX "order_fact_shop_id_updated_at_order_id_idx";
DROP INDEX "transfer_shop_id_source_idx";

-- A name that comes with an order changes no index: with room on its page the row stays where it is.
ALTER TABLE "member" SET (fillfactor = 80);

-- Queues turn over many times a day; their dead rows are in the way of whoever looks for work.
ALTER TABLE "work_item" SET (
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.05
);

-- A shop that imports its history grows by the hour. Plans made for a small one read all of it for
-- each batch, so statistics follow closely.
ALTER TABLE "member" SET (autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "alias" SET (autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "order_fact" SET (autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "lot" SET (autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "transfer" SET (autovacuum_analyze_scale_factor = 0.02);
