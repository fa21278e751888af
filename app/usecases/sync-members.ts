import { listAliases } from "#app/db/aliases.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { listSyncVersions } from "#app/db/member-versions.ts";
import { markCustomerGone } from "#app/db/profiles.ts";
import { listPrograms } from "#app/db/programs.ts";
import { enqueue, listUnderWork } from "#app/db/work-items.ts";
import { decide } from "#app/domain/engine/decide.ts";
import { factsBy } from "#app/domain/engine/timeline.ts";
import { loyaltyValueOf, nextChangeOfValue } from "#app/domain/loyalty-value.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { LATEST_LANDING_MS } from "#app/domain/store-credit.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { troubleOf } from "#app/usecases/trouble.ts";

const PER_CALL = 25;
/**
 * Of whom something is known that is not settled yet, a value is told that may never be posted: an
 * order that is refunded before anybody has settled it. Settling asks for nothing then.
 */
const SOON_MS = 60_000;

/** What Shopify said of members: those it did not accept must be looked into by someone. */
export type SyncOutcome = {
  written: number;
  gone: number;
  refusedMembers: string[];
  /** Whose value will change, or may, without anybody asking for it, and when. */
  nextChanges: Map<string, Date>;
};

type Value = { memberId: string; customerId: string; json: string; changesAt: Instant | null };

/**
 * Writes members' balance and tier where the storefront can print them without asking us. Whoever
 * no longer exists in Shopify is left alone from then on.
 */
export async function syncMembers(
  ctx: ShopContext,
  gateway: ShopifyGateway,
  memberIds: string[],
): Promise<SyncOutcome> {
  const values = await ctx.inTransaction((tx) => listValues(tx, ctx, memberIds));
  const outcome: SyncOutcome = { written: 0, gone: 0, refusedMembers: [], nextChanges: new Map() };
  for (const { memberId, changesAt } of values) {
    if (changesAt !== null) outcome.nextChanges.set(memberId, new Date(changesAt));
  }
  for (let start = 0; start < values.length; start += PER_CALL) {
    const batch = values.slice(start, start + PER_CALL);
    const results = await write(ctx, gateway, batch);
    const of = new Map(results.map((result) => [result.customerId, result.outcome]));
    const gone = batch.filter(({ customerId }) => of.get(customerId) === "gone");
    const refused = batch.filter(({ customerId }) => of.get(customerId) === "refused");
    await keepGone(ctx, gone);
    outcome.gone += gone.length;
    outcome.refusedMembers.push(...refused.map(({ memberId }) => memberId));
    outcome.written += batch.length - gone.length - refused.length;
  }
  return outcome;
}

/** Asks for the values of members to be written once more. */
export async function askForSync(ctx: ShopContext, memberIds: string[]): Promise<void> {
  const work = { kind: "sync" as const, subjects: memberIds, dueAt: ctx.clock.now() };
  await ctx.inTransaction(async (tx) => enqueue(tx, ctx.shopId, work));
}

/**
 * Writes values. Where nobody can tell whether they will arrive, perhaps after newer ones, they are
 * written again once they no longer can.
 */
async function write(ctx: ShopContext, gateway: ShopifyGateway, batch: Value[]) {
  const values = batch.map(({ customerId, json }) => ({ customerId, json }));
  try {
    return await gateway.writeMemberMetafields(values);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind === "unavailable" && trouble.mayArrive) {
      const subjects = batch.map(({ memberId }) => memberId);
      const dueAt = new Date(ctx.clock.now().getTime() + LATEST_LANDING_MS);
      const work = { kind: "sync-again" as const, subjects, dueAt };
      await ctx.inTransaction(async (tx) => enqueue(tx, ctx.shopId, work));
    }
    throw error;
  }
}

async function listValues(tx: Tx, ctx: ShopContext, memberIds: string[]): Promise<Value[]> {
  const versions = await listSyncVersions(tx, ctx.shopId, memberIds);
  const ids = [...versions.keys()];
  const [aliases, facts, programs] = await Promise.all([
    listAliases(tx, ctx.shopId, ids),
    listMemberFacts(tx, ctx.shopId, ids),
    listPrograms(tx, ctx.shopId),
  ]);
  // Looked for behind the facts: what is new in them is settled already, or seen here.
  const settling = { kind: "settle" as const, subjects: ids, now: ctx.clock.now() };
  const unsettled = await listUnderWork(tx, ctx.shopId, settling);
  const now = settling.now.getTime();
  const known = new Map<string, Pick<Value, "json" | "changesAt">>();
  for (const [memberId, own] of facts) {
    const { state } = decide({ programs, facts: factsBy(now, own), asOf: now });
    const version = versions.get(memberId) ?? 0n;
    const json = JSON.stringify(loyaltyValueOf(state, { now, version }));
    const looks = [nextChangeOfValue(state, now), unsettled.has(memberId) ? now + SOON_MS : null];
    const moments = looks.filter((at) => at !== null);
    known.set(memberId, { json, changesAt: moments.length > 0 ? Math.min(...moments) : null });
  }
  return aliases.flatMap(({ memberId, customerId, goneAt }) => {
    const value = known.get(memberId);
    return value === undefined || goneAt !== null ? [] : { memberId, customerId, ...value };
  });
}

async function keepGone(ctx: ShopContext, gone: Value[]): Promise<void> {
  if (gone.length === 0) return;
  const at = ctx.clock.now();
  await ctx.inTransaction(async (tx) => {
    for (const { customerId } of gone) await markCustomerGone(tx, ctx.shopId, { customerId, at });
  });
}
