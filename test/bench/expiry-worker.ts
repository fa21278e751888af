import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import type { ShopContext } from "#app/db/context.ts";
import { openDatabase } from "#app/db/database.server.ts";
import { drainWork } from "#app/usecases/drain-work.ts";

// One worker of the expiry benchmark: once it is told to begin, it settles whoever is due until
// nobody is. The clock is the benchmark's: so many milliseconds off the machine's.

const [url = "", offset = "0"] = process.argv.slice(2);
const database = openDatabase(url, { connections: 4 });
const clock = { now: () => new Date(Date.now() + Number(offset)) };
const shopContext = (shopId: bigint, author: string): ShopContext => ({
  shopId,
  author,
  clock,
  newId: randomUUID,
  randomBytes,
  hashCustomer: (customerId) => createHmac("sha256", "bench").update(customerId).digest("hex"),
  signRecord: (text) => text,
  inTransaction: (work) => database.inShop(shopId, work),
});
const loud = (what: object, text: string) => console.error(text, what);
const drain = {
  database,
  clock,
  shopContext,
  gatewayOf: () => Promise.reject(new Error("nobody needs Shopify here")),
  log: { warn: loud, error: loud },
};
process.send?.("ready");
await once(process, "message");
while ((await drainWork(drain, "settle")) > 0) continue;
await database.close();
process.disconnect();
