import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { expect, test } from "vitest";
import { listMigrations, migrate } from "#bin/migrate.ts";
import { emptyDatabase } from "#test/support/database.ts";

const run = promisify(execFile);

async function prisma(url: string, args: string[]): Promise<string> {
  const options = { env: { ...process.env, DATABASE_URL: url } };
  const command = ["node_modules/prisma/build/index.js", ...args];
  const { stdout, stderr } = await run(process.execPath, command, options);
  return `${stdout}\n${stderr}`;
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

test("migrations apply once, and Prisma agrees that they are applied", async () => {
  const url = await emptyDatabase("migrations");
  expect(await migrate(url)).toEqual(listMigrations().map(({ name }) => name));
  expect(await migrate(url)).toEqual([]);
  expect(await prisma(url, ["migrate", "status"])).toContain("Database schema is up to date");
  expect(await prisma(url, ["migrate", "deploy"])).toContain("No pending migrations");
});

test("what Prisma has applied is not applied again", async () => {
  const url = await emptyDatabase("deployed");
  expect(await prisma(url, ["migrate", "deploy"])).toContain("successfully applied");
  expect(await migrate(url)).toEqual([]);
});

test("two processes that migrate at once take turns", async () => {
  const url = await emptyDatabase("twice");
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(applied.flat().sort()).toEqual(listMigrations().map(({ name }) => name));
});

test("a migration that was edited after it was applied is refused", async () => {
  const url = await emptyDatabase("edited");
  await migrate(url);
  await query(url, `update "_prisma_migrations" set checksum = 'of another text'`);
  await expect(migrate(url)).rejects.toThrow("was edited after it was applied");
});

test("a database that cannot hold every name is refused", async () => {
  const url = new URL(await emptyDatabase("latin"));
  const owner = url.href;
  url.pathname += "_1";
  const name = url.pathname.slice(1);
  const latin = "template template0 encoding 'LATIN1' locale 'C'";
  await query(owner, `create database ${name} ${latin}`);
  await expect(migrate(url.href)).rejects.toThrow("needs a database in UTF8");
  await query(owner, `drop database ${name} with (force)`);
});

test("the migrations lead to the schema that Prisma reads", async () => {
  const url = await emptyDatabase("drift");
  const sides = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma"];
  expect(await prisma(url, ["migrate", "diff", ...sides])).toContain("No difference detected");
});
