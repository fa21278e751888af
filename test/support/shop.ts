import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { Database } from "#app/db/database.server.ts";
import { openDatabase } from "#app/db/database.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import { ensureMembers } from "#app/db/members.ts";
import { formatExact } from "#app/domain/exact-json.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ProgramDocument, ProgramInput } from "#app/domain/program/document.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { testDatabase } from "#test/support/database.ts";

/** A clock that stands still until it is set. */
export type TestClock = { now(): Date; set(text: string): void };

export type TestShop = {
  ctx: ShopContext;
  clock: TestClock;
  database: Database;
  domain: string;
  /** Makes a member of a new customer; returns both ids. */
  aMember(): Promise<{ memberId: string; customerId: string }>;
  /** Writes what is known of an order, as stage one would. */
  keepOrder(memberId: string, facts: OrderFacts): Promise<void>;
  publish(document: ProgramInput): Promise<number>;
};

let opened: Promise<Database> | undefined;
let customers = 0;

/** A shop of its own in the worker's database, with nothing in it. Its clock starts in 2026. */
export async function aShop({ timeZone = "UTC", currency = "USD" } = {}): Promise<TestShop> {
  const database = await (opened ??= testDatabase().then(({ appUrl }) => openDatabase(appUrl)));
  const domain = `shop-${randomUUID()}.myshopify.com`;
  const clock = aClock("2026-03-01T12:00:00Z");
  const installedAt = clock.now();
  const shop = await database.prisma.shop.create({
    data: { domain, timeZone, currency, installedAt },
  });
  const ctx = contextOf(database, shop.id, clock);
  return {
    ctx,
    clock,
    database,
    domain,
    aMember: () => aMember(ctx),
    keepOrder: (memberId, facts) => keepOrder(ctx, memberId, facts),
    publish: (document) => publish(ctx, document),
  };
}

function aClock(start: string): TestClock {
  let now = new Date(start);
  return {
    now: () => now,
    set: (text) => {
      now = new Date(text);
    },
  };
}

function contextOf(database: Database, shopId: bigint, clock: TestClock): ShopContext {
  return {
    shopId,
    clock,
    author: "staff:1",
    newId: randomUUID,
    randomBytes,
    hashCustomer: (customerId) => createHmac("sha256", "test").update(customerId).digest("hex"),
    signRecord: (text) => createHmac("sha256", "records").update(text).digest("hex"),
    inTransaction: (work) => database.inShop(shopId, work),
  };
}

async function aMember(ctx: ShopContext) {
  customers += 1;
  const customerId = `gid://shopify/Customer/${customers}`;
  const members = await ctx.inTransaction((tx) => ensureMembers(tx, ctx, [customerId]));
  const memberId = members.get(customerId);
  if (!memberId) throw new Error("the member was not made");
  return { memberId, customerId };
}

async function keepOrder(ctx: ShopContext, memberId: string, facts: OrderFacts): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const { orderId, name, customerId } = facts;
    await tx.$executeRaw`
      INSERT INTO order_fact (shop_id, order_id, name, customer_id, member_id, placed_at,
        updated_at, facts)
      VALUES (${ctx.shopId}, ${orderId}, ${name}, ${customerId}, ${memberId}::uuid,
        ${new Date(facts.placedAt)}, ${new Date(facts.updatedAt)}, ${formatExact(facts)}::jsonb)
      ON CONFLICT (shop_id, order_id) DO UPDATE
      SET facts = EXCLUDED.facts, updated_at = EXCLUDED.updated_at, member_id = EXCLUDED.member_id`;
  });
}

async function publish(ctx: ShopContext, document: ProgramInput): Promise<number> {
  const draft = await ctx.inTransaction((tx) =>
    tx.programDraft.findUnique({ where: { shopId: ctx.shopId }, select: { revision: true } }),
  );
  const saved = await saveDraft(ctx, { document, revision: draft?.revision ?? 0 });
  if (!saved.ok) throw new Error(`the draft was not saved: ${JSON.stringify(saved)}`);
  const published = await publishProgram(ctx, { revision: saved.revision });
  if (!published.ok) throw new Error(`nothing was published: ${JSON.stringify(published)}`);
  return published.version;
}

/** The starter program with expiry and tiers left out. */
export const plainStarter: ProgramDocument = {
  ...starterProgram,
  expiry: { kind: "never" },
  tiers: null,
};
