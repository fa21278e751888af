import { randomInt } from "node:crypto";
import pg from "pg";
import { migrate } from "#bin/migrate.ts";
import { asOwner, dropDatabase, ensureDatabase, openPostgres } from "#bin/postgres.ts";
import { openPlatform } from "#bin/simulate/platform.ts";
import { openLane, type Lane } from "#bin/simulate/lane.ts";

export type Lanes = { lanes: Lane[]; close(): Promise<void> };

/** Opens lanes on databases of their own, which are gone afterwards. */
export async function openLanes(count: number): Promise<Lanes> {
  const server = await openPostgres(process.env["DATABASE_URL"], {
    dir: ".local/simulate-postgres",
    // Nothing here has to survive a power cut.
    flags: ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"],
  });
  const run = `laurel_simulate_${randomInt(1, 2 ** 31 - 1)}`;
  const names: string[] = [];
  const create = async (name: string, template: string) => {
    const [quoted, source] = [name, template].map((part) => pg.escapeIdentifier(part));
    await asOwner(server, (client) => client.query(`create database ${quoted} template ${source}`));
    names.push(name);
    return server.url(name);
  };
  const template = `${run}_template`;
  names.push(template);
  await migrate(await ensureDatabase(server, template));
  const platform = await openPlatform();
  const lanes: Lane[] = [];
  for (let index = 0; index < count; index++) {
    const app = await create(`${run}_${index}`, template);
    const shop = await create(`${run}_${index}_shop`, "template0");
    lanes.push(await openLane(platform, { app, shop }));
  }
  return {
    lanes,
    close: async () => {
      for (const lane of lanes) await lane.close();
      await platform.close();
      for (const name of names) await dropDatabase(server, name);
      await server.stop();
    },
  };
}
