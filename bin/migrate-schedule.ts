import { runMigrations } from "graphile-worker";
import pg from "pg";

const SCHEMA = "graphile_worker";

/**
 * Makes, as owner, the tables of the schedule (app/jobs/schedule.ts), and lets the app use them.
 */
export async function migrateSchedule(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    // Two processes that start at once would trip over each other.
    await client.query("select pg_advisory_lock(hashtext('laurel.migrate-schedule'))");
    await runMigrations({ connectionString: databaseUrl, schema: SCHEMA });
    await client.query(GRANTS);
  } finally {
    await client.end();
  }
}

/** Its tables come with row level security and no policy, which only their owner passes. */
const GRANTS = `
  GRANT USAGE ON SCHEMA ${SCHEMA} TO laurel_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO laurel_app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${SCHEMA} TO laurel_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} TO laurel_app;
  DO $$
  DECLARE
    name text;
  BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '${SCHEMA}' AND rowsecurity
    LOOP
      EXECUTE format('DROP POLICY IF EXISTS laurel_app ON ${SCHEMA}.%I', name);
      EXECUTE format(
        'CREATE POLICY laurel_app ON ${SCHEMA}.%I TO laurel_app USING (true) WITH CHECK (true)',
        name
      );
    END LOOP;
  END $$`;
