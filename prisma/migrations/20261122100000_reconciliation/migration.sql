-- Comparisons of a shop's orders with ours (docs/decisions/014-comparisons.md).

CREATE TABLE "order_comparison" (
    "shop_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "running" BOOLEAN,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "finished_at" TIMESTAMPTZ(6),
    "covers_from" TIMESTAMPTZ(6) NOT NULL,
    "operation_id" TEXT NOT NULL DEFAULT '',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expected" BIGINT NOT NULL DEFAULT 0,
    "cursor" BIGINT NOT NULL DEFAULT 0,
    "seen" BIGINT NOT NULL DEFAULT 0,
    "imported" BIGINT NOT NULL DEFAULT 0,
    "missed" BIGINT NOT NULL DEFAULT 0,
    "repaired" BIGINT NOT NULL DEFAULT 0,
    "unlisted" BIGINT NOT NULL DEFAULT 0,
    "deleted" BIGINT NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',
    "previous" TEXT NOT NULL DEFAULT '',
    "signature" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "order_comparison_pkey" PRIMARY KEY ("shop_id","number")
);

CREATE UNIQUE INDEX "order_comparison_shop_id_running_key"
  ON "order_comparison"("shop_id", "running");

CREATE TABLE "order_sighting" (
    "shop_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "finding" TEXT NOT NULL,
    "reread_as" TIMESTAMPTZ(6),
    "repaired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "order_sighting_pkey" PRIMARY KEY ("shop_id","number","order_id")
);

CREATE INDEX "order_sighting_shop_id_number_finding_idx"
  ON "order_sighting"("shop_id", "number", "finding");

GRANT SELECT, INSERT, UPDATE, DELETE ON "order_comparison", "order_sighting" TO laurel_app;

DO $$
DECLARE
  tenant text;
BEGIN
  FOREACH tenant IN ARRAY ARRAY['order_comparison', 'order_sighting'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (shop_id = laurel_shop()) WITH CHECK (shop_id = laurel_shop())',
      tenant
    );
  END LOOP;
END $$;

-- The one privileged door: shop/redact deletes a whole shop, the ledger included.
CREATE OR REPLACE FUNCTION laurel_redact_shop(doomed bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  tenant text;
  doomed_domain text;
BEGIN
  IF doomed IS DISTINCT FROM laurel_shop() THEN
    RAISE EXCEPTION 'a shop can be redacted only from within itself';
  END IF;
  PERFORM set_config('laurel.redacting', 'yes', true);
  SELECT domain INTO doomed_domain FROM "shop" WHERE id = doomed;
  FOREACH tenant IN ARRAY ARRAY[
    'program_draft', 'program_version', 'alias', 'tombstone', 'order_fact', 'catalog_product',
    'transfer', 'lot', 'redemption_event', 'redemption', 'voucher', 'reward_stock', 'draw',
    'adjustment', 'member_event', 'budget', 'check_result', 'privacy_request', 'member',
    'work_item', 'order_comparison', 'order_sighting'
  ] LOOP
    EXECUTE format('DELETE FROM %I WHERE shop_id = $1', tenant) USING doomed;
  END LOOP;
  DELETE FROM "session" WHERE shop = doomed_domain;
  DELETE FROM "delivery" WHERE shop_domain = doomed_domain;
  DELETE FROM "shop" WHERE id = doomed;
  PERFORM set_config('laurel.redacting', '', true);
END $$;
