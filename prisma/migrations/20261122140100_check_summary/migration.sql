-- What Prometheus asks: how old the oldest last check is, and how much the last ones found, over
-- all shops that have the app. Counts only: no row of any shop leaves through this door.
CREATE FUNCTION laurel_check_summary(asked timestamptz)
  RETURNS TABLE (kind text, age_seconds double precision, differences bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.kind, max(extract(epoch FROM asked - coalesce(c.ran_at, s.installed_at)))::float8,
    coalesce(sum(c.differences), 0)::bigint
  FROM public.shop s
  CROSS JOIN (VALUES ('ledger'), ('reconciliation'), ('receipts')) AS k(kind)
  LEFT JOIN LATERAL (
    SELECT r.ran_at, r.differences FROM public.check_result r
    WHERE r.shop_id = s.id AND r.kind = k.kind ORDER BY r.ran_at DESC LIMIT 1
  ) c ON true
  WHERE s.uninstalled_at IS NULL
  GROUP BY k.kind
$$;
REVOKE EXECUTE ON FUNCTION laurel_check_summary(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION laurel_check_summary(timestamptz) TO laurel_app;

-- Web and worker ask which migrations are there; only the owner says so.
DO $$ BEGIN
  -- A database that only works out the schema keeps no list of migrations.
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM laurel_app;
  END IF;
END $$;
