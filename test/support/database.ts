import pg from "pg";
import { inject } from "vitest";
import { asOwner, serverOf } from "#bin/postgres.ts";

export type TestDatabase = {
  /** As the one who migrates: sees every row of every shop. */
  ownerUrl: string;
  /** As web and worker connect: bound by row level security. */
  appUrl: string;
};

let ownDatabase: Promise<TestDatabase> | undefined;

/** This worker's migrated database, made at the first call. Each test makes its own shop in it. */
export function testDatabase(): Promise<TestDatabase> {
  return (ownDatabase ??= freshDatabase("main"));
}

/** Another migrated database, for a test that has to see everything in it. */
export async function freshDatabase(name: string): Promise<TestDatabase> {
  const ownerUrl = await createDatabase(name, inject("templateDatabase"));
  return { ownerUrl, appUrl: asApp(ownerUrl) };
}

/** A database with nothing in it, such as the dev shop keeps its state in; returns its address. */
export function emptyDatabase(name: string): Promise<string> {
  return createDatabase(name, "template0");
}

let databases = 0;

async function createDatabase(label: string, template: string): Promise<string> {
  const server = serverOf(inject("postgresUrl"));
  databases += 1;
  // Postgres cuts longer names off without a word.
  const own = `${inject("databasePrefix")}${process.pid}_${databases}_${label}`.slice(0, 63);
  const [name, source] = [own, template].map((part) => pg.escapeIdentifier(part));
  await asOwner(server, (client) => client.query(`create database ${name} template ${source}`));
  return server.url(own);
}

function asApp(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.searchParams.set("options", "-c role=laurel_app");
  return url.toString();
}
