-- The inbox becomes a table partitioned by the day of `triggered_on`, so that old days are dropped
-- whole. What it holds stays where it is: the old table is the partition for whatever has no day of
-- its own, and nothing is ever refused for its date. docs/decisions/016-inbox-by-day.md.

-- The days live in a schema of their own, which nobody but the owner enters: web and worker reach
-- rows through `delivery` alone, and Prisma does not see what comes and goes there.
CREATE SCHEMA laurel_days;

ALTER SEQUENCE "delivery_id_seq" OWNED BY NONE;
ALTER TABLE "delivery" SET SCHEMA laurel_days;
ALTER TABLE laurel_days."delivery" RENAME TO "delivery_other";
ALTER INDEX laurel_days."delivery_pkey" RENAME TO "delivery_other_pkey";
ALTER INDEX laurel_days."delivery_due_at_id_idx" RENAME TO "delivery_other_due_at_id_idx";

CREATE TABLE "delivery" (
    "shop_domain" TEXT NOT NULL,
    "triggered_on" DATE NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "id" BIGINT NOT NULL DEFAULT nextval('delivery_id_seq'),
    "topic" TEXT NOT NULL,
    "event_id" TEXT NOT NULL DEFAULT '',
    "triggered_at" TIMESTAMPTZ(6) NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "body" BYTEA NOT NULL,
    "due_at" TIMESTAMPTZ(6),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop_domain","triggered_on","webhook_id")
) PARTITION BY RANGE ("triggered_on");

CREATE INDEX "delivery_due_at_id_idx" ON "delivery"("due_at", "id");
ALTER SEQUENCE "delivery_id_seq" OWNED BY "delivery"."id";
GRANT SELECT, INSERT, UPDATE, DELETE ON "delivery" TO laurel_app;
-- A body is read once, soon, and emptied: compressing it would cost more than it saves.
ALTER TABLE "delivery" ALTER COLUMN "body" SET STORAGE EXTERNAL;
ALTER TABLE laurel_days."delivery_other" ALTER COLUMN "body" SET STORAGE EXTERNAL;
ALTER TABLE "delivery" ATTACH PARTITION laurel_days."delivery_other" DEFAULT;

-- Makes the partition of a day. Whatever had come for it goes there. False if it is there already,
-- or if there are so many that somebody must have lost count. Gives up rather than let intake wait.
CREATE FUNCTION laurel_make_delivery_day(day date) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
  partition text := 'delivery_' || to_char(day, 'YYYYMMDD');
BEGIN
  PERFORM pg_advisory_xact_lock(7270016);
  IF to_regclass('laurel_days.' || partition) IS NOT NULL
    OR (SELECT count(*) FROM pg_inherits WHERE inhparent = 'delivery'::regclass) > 100
  THEN
    RETURN false;
  END IF;
  EXECUTE format(
    'CREATE TABLE laurel_days.%I (LIKE delivery INCLUDING DEFAULTS INCLUDING STORAGE)', partition
  );
  IF EXISTS (SELECT FROM laurel_days.delivery_other WHERE triggered_on = day) THEN
    LOCK TABLE laurel_days.delivery_other IN ACCESS EXCLUSIVE MODE;
    EXECUTE format(
      'WITH moved AS (DELETE FROM laurel_days.delivery_other WHERE triggered_on = $1 RETURNING *)
       INSERT INTO laurel_days.%I SELECT * FROM moved', partition
    ) USING day;
  END IF;
  EXECUTE format(
    'ALTER TABLE delivery ATTACH PARTITION laurel_days.%I FOR VALUES FROM (%L) TO (%L)',
    partition, day, day + 1
  );
  RETURN true;
END $$;

-- Drops the partition of a day that is past keeping, by the caller's clock and by ours, if nothing
-- in it is undone or was received later. False if it stays.
CREATE FUNCTION laurel_drop_delivery_day(day date, kept_from timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
  doomed regclass := to_regclass('laurel_days.delivery_' || to_char(day, 'YYYYMMDD'));
  since timestamptz := least(kept_from, now() - interval '7 days');
  needed boolean;
BEGIN
  IF doomed IS NULL OR day >= (since AT TIME ZONE 'UTC')::date THEN
    RETURN false;
  END IF;
  -- Whoever would write into this day waits; all other days go on.
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', doomed);
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM %s WHERE due_at IS NOT NULL OR received_at >= $1)', doomed
  ) INTO needed USING since;
  IF needed THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE %s', doomed);
  RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION laurel_make_delivery_day(date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION laurel_drop_delivery_day(date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION laurel_make_delivery_day(date) TO laurel_app;
GRANT EXECUTE ON FUNCTION laurel_drop_delivery_day(date, timestamptz) TO laurel_app;

SELECT laurel_make_delivery_day((now() AT TIME ZONE 'UTC')::date + ahead)
FROM generate_series(0, 7) AS ahead;
