import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScheduler, type Task } from "#test/simulation/scheduler.ts";
import { freshDatabase } from "#test/support/database.ts";

const WORKERS = ["one", "two", "three"];
const ROUNDS = 40;
let owner: pg.Client;
const clients = new Map<string, pg.Client>();

beforeAll(async () => {
  const { ownerUrl } = await freshDatabase("scheduler");
  const connect = async () => {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    return client;
  };
  owner = await connect();
  await owner.query("create table taken (id int primary key, by text)");
  for (const worker of WORKERS) clients.set(worker, await connect());
});
afterAll(async () => {
  for (const client of [owner, ...clients.values()]) await client.end();
});

test("who waits for the same row has it in the same order, every time", async () => {
  const orders = [];
  for (let round = 0; round < ROUNDS; round += 1) orders.push(await takenInTurn(round));
  expect(new Set(orders).size).toBe(1);
});

/** All change one row at once. In which order they had it. */
async function takenInTurn(id: number): Promise<string> {
  await owner.query("insert into taken values ($1, '')", [id]);
  const scheduler = createScheduler(async (pid) => {
    const asked = "select pg_blocking_pids($1) as pids";
    return (await owner.query<{ pids: number[] }>(asked, [pid])).rows[0]?.pids ?? [];
  });
  const statements = (worker: string) => [
    "begin",
    `update taken set by = by || '${worker} ' where id = ${id}`,
    "commit",
  ];
  const tasks = WORKERS.map((worker): Task => ({
    ...{ worker, name: "takes the row", crashAt: null },
    run: async () => {
      for (const text of statements(worker)) {
        await scheduler.pass({ ...{ worker, text }, ...stepOf(worker, text) });
      }
    },
  }));
  let turn = 0;
  await scheduler.run(tasks, (most) => turn++ % (most + 1));
  expect(scheduler.counts().waits).toBeGreaterThan(0);
  const { rows } = await owner.query<{ by: string }>("select by from taken where id = $1", [id]);
  return rows[0]?.by ?? "";
}

function stepOf(worker: string, text: string) {
  const client = clients.get(worker);
  if (!client) throw new Error(`Nobody is called ${worker}`);
  const { processID: pid } = client as unknown as { processID: number };
  return { pid, send: () => client.query(text), abandon: () => Promise.resolve() };
}
