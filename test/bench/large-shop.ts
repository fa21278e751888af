import { createHmac, randomBytes } from "node:crypto";
import type pg from "pg";
import type { Database } from "#app/db/database.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { openBenchDatabase, type BenchDatabase } from "#test/bench/bench-database.ts";
import { cloneMembers } from "#test/bench/clone-members.ts";
import {
  BEGIN,
  largeProgram,
  livePrototypes,
  type Prototype,
} from "#test/bench/shop-prototypes.ts";

/** One shop with as many members as wanted, and everything of theirs. */
export type LargeShop = BenchDatabase & {
  ctx: ShopContext;
  domain: string;
  /** How many of everything there are. */
  sizes: Sizes;
  /** The n-th member, from 0, and the customer they are. */
  memberAt(n: number): { memberId: string; customerId: string };
  clock: BenchClock;
};

export type Sizes = { members: number; orders: number; lots: number; transfers: number };
export type BenchClock = { now(): Date; set(at: number): void };

export type LargeShopWish = {
  name: string;
  members: number;
  /** What the members are copies of. */
  prototypes: Prototype[];
  program?: ProgramInput;
  connections?: number;
  /** Leave it for the next run, and take what an earlier one left. */
  keep?: boolean;
};

const DOMAIN = "large.myshopify.com";

/**
 * Makes a shop: prototypes live their lives by the use cases, and are copied by SQL until there
 * are as many members as wanted. The clock stands at the day on which the bench begins and then
 * goes on as the machine's does.
 */
export async function openLargeShop(wish: LargeShopWish): Promise<LargeShop> {
  const { name, members, prototypes, connections = 10, keep = false } = wish;
  const bench = await openBenchDatabase(`${name}_${members}`, { connections, keep });
  const clock = aClock();
  const shopId = await ensureShop(bench.database);
  const setting = { database: bench.database, shopId, clock };
  const ctx = contextOf(setting);
  const copies = Math.ceil(members / prototypes.length);
  if (!bench.kept) {
    clock.set(Date.parse("2024-01-01T00:00:00Z"));
    await publish(ctx, wish.program ?? largeProgram);
    await livePrototypes({ ctx, clock }, prototypes);
    await cloneMembers(bench.ownerUrl, copies);
  }
  clock.set(BEGIN);
  const originals = await listOriginals(bench.owner, shopId);
  return {
    ...bench,
    ctx: contextOf(setting, { real: true }),
    domain: DOMAIN,
    clock,
    sizes: await sizesOf(bench.owner, shopId),
    memberAt: (n) => memberAt(n, { originals, copies }),
  };
}

function aClock(): BenchClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    set: (at) => {
      offset = at - Date.now();
    },
  };
}

let ids = 0;

type Setting = { database: Database; shopId: bigint; clock: BenchClock };

/** With ids that copies can be told by, or with ids as they are made in production. */
function contextOf({ database, shopId, clock }: Setting, { real = false } = {}): ShopContext {
  return {
    shopId,
    clock,
    author: "customer",
    newId: real
      ? () => crypto.randomUUID()
      : () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, "0")}`,
    randomBytes,
    hashCustomer: (customerId) => createHmac("sha256", "bench").update(customerId).digest("hex"),
    signRecord: (text) => text,
    inTransaction: (work) => database.inShop(shopId, work),
  };
}

async function ensureShop({ prisma }: Database): Promise<bigint> {
  const data = { domain: DOMAIN, timeZone: "UTC", currency: "USD", scopes: SCOPES };
  const shop = await prisma.shop.upsert({
    where: { domain: DOMAIN },
    create: { ...data, installedAt: new Date(BEGIN) },
    update: {},
  });
  return shop.id;
}

const SCOPES = "read_orders,read_customers,write_customers,write_discounts,read_products";

async function publish(ctx: ShopContext, document: ProgramInput): Promise<void> {
  const saved = await saveDraft(ctx, { document, revision: 0 });
  if (!saved.ok) throw new Error(`the draft was not saved: ${JSON.stringify(saved)}`);
  const published = await publishProgram(ctx, { revision: saved.revision });
  if (!published.ok) throw new Error(`nothing was published: ${JSON.stringify(published)}`);
}

type Original = { memberId: string; customerId: string };

/** The prototypes themselves, by kind. */
async function listOriginals(owner: pg.Client, shopId: bigint): Promise<Original[]> {
  const { rows } = await owner.query<Original>(
    `SELECT member_id::text AS "memberId", customer_id AS "customerId" FROM alias
     WHERE shop_id = $1 AND customer_id LIKE 'gid://shopify/Customer/1000000__'
     ORDER BY customer_id`,
    [shopId],
  );
  return rows;
}

/** As `clone-members.sql` names copies; spread over all of them, whatever `n` begins with. */
function memberAt(n: number, { originals, copies }: { originals: Original[]; copies: number }) {
  const original = originals[n % originals.length];
  if (!original) throw new Error("no members");
  const copy = 1 + (Math.floor(n / originals.length) % copies);
  const head = ((BigInt(copy) * 2_654_435_761n) % 4_294_967_296n).toString(16).padStart(8, "0");
  return {
    memberId: original.memberId.replace(/^00000000/, head),
    customerId: original.customerId.replace("/1000000", `/${1_000_000 + copy}`),
  };
}

async function sizesOf(owner: pg.Client, shopId: bigint): Promise<Sizes> {
  const { rows } = await owner.query<Record<keyof Sizes, string>>(
    `SELECT (SELECT count(*) FROM member WHERE shop_id = $1) AS members,
            (SELECT count(*) FROM order_fact WHERE shop_id = $1) AS orders,
            (SELECT count(*) FROM lot WHERE shop_id = $1) AS lots,
            (SELECT count(*) FROM transfer WHERE shop_id = $1) AS transfers`,
    [shopId],
  );
  const count = (name: keyof Sizes) => Number(rows[0]?.[name] ?? 0);
  return {
    members: count("members"),
    orders: count("orders"),
    lots: count("lots"),
    transfers: count("transfers"),
  };
}
