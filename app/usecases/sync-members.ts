import { listAliases } from "#app/db/aliases.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { listSyncVersions } from "#app/db/member-versions.ts";
import { markCustomerGone } from "#app/db/profiles.ts";
import { listPrograms } from "#app/db/programs.ts";
import { decide } from "#app/domain/engine/decide.ts";
import { factsBy } from "#app/domain/engine/timeline.ts";
import { loyaltyValueOf } from "#app/domain/loyalty-value.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";

const PER_CALL = 25;

/** What Shopify said of members: those it did not accept must be looked into by someone. */
export type SyncOutcome = { written: number; gone: number; refusedMembers: string[] };

type Value = { memberId: string; customerId: string; json: string };

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
  const outcome: SyncOutcome = { written: 0, gone: 0, refusedMembers: [] };
  for (let start = 0; start < values.length; start += PER_CALL) {
    const batch = values.slice(start, start + PER_CALL);
    const results = await gateway.writeMemberMetafields(
      batch.map(({ customerId, json }) => ({ customerId, json })),
    );
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

async function listValues(tx: Tx, ctx: ShopContext, memberIds: string[]): Promise<Value[]> {
  const versions = await listSyncVersions(tx, ctx.shopId, memberIds);
  const ids = [...versions.keys()];
  const [aliases, facts, programs] = await Promise.all([
    listAliases(tx, ctx.shopId, ids),
    listMemberFacts(tx, ctx.shopId, ids),
    listPrograms(tx, ctx.shopId),
  ]);
  const now = ctx.clock.now().getTime();
  const json = new Map<string, string>();
  for (const [memberId, known] of facts) {
    const { state } = decide({ programs, facts: factsBy(now, known), asOf: now });
    const version = versions.get(memberId) ?? 0n;
    json.set(memberId, JSON.stringify(loyaltyValueOf(state, { now, version })));
  }
  return aliases.flatMap(({ memberId, customerId, goneAt }) => {
    const text = json.get(memberId);
    return text === undefined || goneAt !== null ? [] : { memberId, customerId, json: text };
  });
}

async function keepGone(ctx: ShopContext, gone: Value[]): Promise<void> {
  if (gone.length === 0) return;
  const at = ctx.clock.now();
  await ctx.inTransaction(async (tx) => {
    for (const { customerId } of gone) await markCustomerGone(tx, ctx.shopId, { customerId, at });
  });
}
