#!/usr/bin/env node
// Stands in for the schema engine that Prisma would download: the same command line and JSON-RPC on
// the WebAssembly build that npm has. For authoring and checking migrations, never at run time.
import { readFileSync } from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

const args = process.argv.slice(2);
const option = (name) => args[args.indexOf(name) + 1];
const datasource = args.includes("--datasource") ? JSON.parse(option("--datasource")).url : null;
const packageDir = path.dirname(fileURLToPath(import.meta.resolve("@prisma/schema-engine-wasm")));

/** SQLSTATE to the code that Prisma's command line knows; anything else is "cannot reach". */
const ERROR_CODES = { "3D000": "P1003", "28P01": "P1000", "42P04": "P1009" };

if (args.includes("--version") || args.includes("-V")) printVersion();
else if (args.includes("cli")) await runCommand();
else serve(await startEngine());

function printVersion() {
  const { version } = JSON.parse(readFileSync(path.join(packageDir, "package.json"), "utf8"));
  console.log(`schema-engine-wasm ${version}`);
}

async function runCommand() {
  try {
    if (args.includes("can-connect-to-database")) await withClient(datasource, () => undefined);
    if (args.includes("create-database")) await createDatabase();
    if (args.includes("drop-database")) await onNamedDatabase("drop database");
    logLine("INFO", "ok");
  } catch (error) {
    process.stderr.write("\n");
    const code = ERROR_CODES[error.code] ?? "P1001";
    logLine("ERROR", error.message, { error_code: code, is_panic: false, meta: null });
    process.exitCode = 1;
  }
}

function createDatabase() {
  return onNamedDatabase("create database");
}

/** Runs the statement on the database that the datasource names, from the maintenance database. */
async function onNamedDatabase(statement) {
  const name = decodeURIComponent(new URL(datasource).pathname.slice(1));
  const query = `${statement} ${pg.escapeIdentifier(name)}`;
  await withClient(addressOf("postgres"), (client) => client.query(query));
  return name;
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The datasource's address without Prisma's own parameters, naming another database if asked. */
function addressOf(database) {
  const url = new URL(datasource ?? "postgresql://localhost:1/none");
  url.searchParams.delete("schema");
  if (database) url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}

async function startEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: "",
    set_message(message) {
      this.message = message;
    },
  };
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const { instance } = await WebAssembly.instantiate(
    readFileSync(path.join(packageDir, "schema_engine_bg.wasm")),
    { "./schema_engine_bg.js": bindings },
  );
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const datamodels = args.flatMap((arg, at) => (arg === "--datamodels" ? [args[at + 1]] : []));
  const files = datamodels.map((file) => [file, readFileSync(file, "utf8")]);
  const options = { datamodels: files.length > 0 ? files : undefined };
  return bindings.SchemaEngine.new(options, () => undefined, await adapterFactory());
}

async function adapterFactory() {
  const { PrismaPg } = await import("@prisma/adapter-pg");
  const schema = datasource ? new URL(datasource).searchParams.get("schema") : null;
  const options = schema ? { schema } : undefined;
  const connectTo = (database) =>
    new PrismaPg({ connectionString: addressOf(database), max: 4, idleTimeoutMillis: 0 }, options);
  const main = connectTo();
  return bindMigrationAwareSqlAdapterFactory({
    provider: main.provider,
    adapterName: main.adapterName,
    connect: async () => prepared(await main.connect()),
    connectToShadowDb: () => connectToShadow(connectTo),
  });
}

async function connectToShadow(connectTo) {
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  const onServer = (query) => withClient(addressOf("postgres"), (client) => client.query(query));
  await onServer(`create database "${name}"`);
  const adapter = await connectTo(name).connect();
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await onServer(`drop database if exists "${name}" with (force)`);
  };
  return prepared(adapter);
}

function prepared(adapter) {
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => withCatalogTypes(await startTransaction(level));
  // The adapter's own splits scripts at every semicolon, also inside function bodies.
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return withCatalogTypes(adapter);
}

/** The adapter refuses the catalog's internal types: pass "char" as character, others as text. */
function withCatalogTypes(queryable) {
  const TEXT = 25;
  const CHAR = 18;
  const internal = new Set([CHAR, 22, 24, 30, 194, 2205]);
  const { queryRaw } = queryable;
  queryable.queryRaw = async (query) => {
    let types = [];
    const watched = Object.create(queryable);
    watched.performIO = async (request) => {
      const { rows, rowCount, fields } = await queryable.performIO(request);
      types = fields.map((field) => field.dataTypeID);
      const passable = (type) => (internal.has(type) ? TEXT : type);
      const shown = fields.map((field, at) => ({ ...field, dataTypeID: passable(types[at]) }));
      return { rows, rowCount, fields: shown };
    };
    const answer = await queryRaw.call(watched, query);
    types.forEach((type, at) => {
      if (type === CHAR) answer.columnTypes[at] = ColumnTypeEnum.Character;
    });
    return answer;
  };
  return queryable;
}

/** Answers JSON-RPC, one line each, one request after the other. */
function serve(engine) {
  let queue = Promise.resolve();
  let current = null;
  const lines = readline.createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const message = JSON.parse(line);
    // The command line also answers what we asked it to print.
    if (!message.method) return;
    queue = queue.then(async () => {
      current = message;
      await answer(engine, message);
    });
  });
  lines.on("close", () => queue.finally(() => process.exit()));
  // A panic inside the engine never comes back to the caller; it surfaces here.
  process.on("uncaughtException", (error) => {
    sendError(current?.id, error);
    process.exitCode = 101;
    setTimeout(() => process.exit(), 50);
  });
}

async function answer(engine, { id, method, params }) {
  try {
    send({ id, result: (await call(engine, method, params)) ?? {} });
  } catch (error) {
    sendError(id, error);
  }
}

function sendError(id, error) {
  const panic = globalThis.PRISMA_WASM_PANIC_REGISTRY.message;
  const message = panic || String(error.message ?? error);
  const data = {
    is_panic: panic !== "",
    message,
    error_code: error.code,
    meta: error.meta ?? null,
    error: { message },
  };
  send({ id, error: { code: 4466, message, data } });
}

async function call(engine, method, params) {
  if (method === "createDatabase") return { databaseName: await createDatabase() };
  if (method === "getDatabaseVersion") return engine.version(params ?? undefined);
  if (method !== "diff") return engine[method](params);
  const { exitCode, stdout } = await engine.diff(params);
  // The real engine prints through a request of its own to the command line.
  if (stdout) send({ id: 1, method: "print", params: { content: stdout } });
  return { exitCode, stdout: null };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function logLine(level, message, extra = {}) {
  const timestamp = new Date().toISOString();
  const entry = {
    timestamp,
    level,
    fields: { message, ...extra },
    target: "schema_engine::logger",
  };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}
