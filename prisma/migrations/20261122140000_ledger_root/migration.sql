-- CreateTable
CREATE TABLE "ledger_head" (
    "shop_id" BIGINT NOT NULL,
    "member_id" UUID NOT NULL,
    "until_at" TIMESTAMPTZ(6) NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "ledger_head_pkey" PRIMARY KEY ("shop_id","member_id","until_at")
);

-- CreateTable
CREATE TABLE "ledger_root" (
    "shop_id" BIGINT NOT NULL,
    "until_at" TIMESTAMPTZ(6) NOT NULL,
    "day" TEXT NOT NULL,
    "members" BIGINT NOT NULL,
    "previous" BYTEA NOT NULL,
    "root" BYTEA NOT NULL,

    CONSTRAINT "ledger_root_pkey" PRIMARY KEY ("shop_id","until_at")
);

-- Both are written once, by the job that closes a day, and never changed.
CREATE TRIGGER ledger_head_is_append_only BEFORE UPDATE OR DELETE ON "ledger_head"
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();
CREATE TRIGGER ledger_root_is_append_only BEFORE UPDATE OR DELETE ON "ledger_root"
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();

GRANT SELECT, INSERT ON "ledger_head", "ledger_root" TO laurel_app;

ALTER TABLE "ledger_head" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "ledger_head"
  USING (shop_id = laurel_shop()) WITH CHECK (shop_id = laurel_shop());
ALTER TABLE "ledger_root" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "ledger_root"
  USING (shop_id = laurel_shop()) WITH CHECK (shop_id = laurel_shop());

-- What belongs to a shop says so itself, so that a table added later cannot be forgotten here:
-- every table with a shop_id is emptied of the shop.
CREATE OR REPLACE FUNCTION laurel_redact_shop(doomed bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  tenant text;
  doomed_domain text;
BEGIN
  IF doomed IS DISTINCT FROM laurel_shop() THEN
    RAISE EXCEPTION 'a shop can be redacted only from within itself';
  END IF;
  PERFORM set_config('laurel.redacting', 'yes', true);
  SELECT domain INTO doomed_domain FROM "shop" WHERE id = doomed;
  FOR tenant IN
    SELECT c.relname FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shop_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition
    ORDER BY c.relname
  LOOP
    EXECUTE format('DELETE FROM public.%I WHERE shop_id = $1', tenant) USING doomed;
  END LOOP;
  DELETE FROM "session" WHERE shop = doomed_domain;
  DELETE FROM "delivery" WHERE shop_domain = doomed_domain;
  DELETE FROM "shop" WHERE id = doomed;
  PERFORM set_config('laurel.redacting', '', true);
END $$;
