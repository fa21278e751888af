import type { ShopContext, Tx } from "#app/db/context.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { listPrograms } from "#app/db/programs.ts";
import { decide } from "#app/domain/engine/decide.ts";
import { factsBy, noFacts } from "#app/domain/engine/timeline.ts";
import { lotsByExpiry } from "#app/domain/engine/points.ts";
import type { Pending, State } from "#app/domain/engine/state.ts";
import { heldByHand } from "#app/queries/held-by-hand.ts";
import { numberOf } from "#app/queries/members-page.ts";
import { memberTimeline, shownSources } from "#app/queries/member-timeline.ts";
import { REDEMPTION_COLUMNS, shownRedemption } from "#app/queries/redemptions-page.ts";
import { tierStanding } from "#app/queries/tier-standing.ts";

/** What a member's page shows, or null. `before` is where the timeline goes on. */
export async function memberPage(
  ctx: ShopContext,
  wish: { memberId: string; before: string | null },
) {
  return ctx.inTransaction(async (tx) => {
    const { shopId } = ctx;
    const member = await findMember(tx, shopId, wish.memberId);
    if (!member) return null;
    const state = await stateOf(tx, ctx, wish.memberId);
    const now = ctx.clock.now().getTime();
    const closing = await closingOf(tx, shopId, { memberId: wish.memberId, state });
    return {
      ...member,
      ...(await pointsOf(tx, shopId, state)),
      tier: closing ? null : tierStanding(state, now),
      closing,
      held: await heldByHand(tx, shopId, { state, now }),
      openRedemptions: await openRedemptions(tx, shopId, wish.memberId),
      timeline: await memberTimeline(tx, shopId, wish),
    };
  });
}

/** When a member's account was closed, why and by whom; null while it is open. */
export async function closingOf(
  tx: Tx,
  shopId: bigint,
  { memberId, state }: { memberId: string; state: State },
) {
  const { closedAt } = state.traits;
  if (closedAt === null) return null;
  const event = await tx.memberEvent.findFirst({
    where: { shopId, memberId, kind: "closed", at: new Date(closedAt) },
    select: { note: true, author: true },
  });
  return {
    at: new Date(closedAt).toISOString(),
    note: event?.note ?? "",
    author: event?.author ?? "",
  };
}

/** Who the pages of a member are about, or null. */
export async function memberHeading(ctx: ShopContext, memberId: string) {
  return ctx.inTransaction((tx) => findMember(tx, ctx.shopId, memberId));
}

/** A member as its pages head it, or null. */
export async function findMember(tx: Tx, shopId: bigint, id: string) {
  const row = await tx.member.findUnique({
    where: { shopId_id: { shopId, id } },
    select: {
      displayName: true,
      email: true,
      joinedAt: true,
      erasedAt: true,
      mergedInto: true,
      availablePoints: true,
      pendingPoints: true,
      reservedPoints: true,
      debtPoints: true,
      tierSince: true,
    },
  });
  if (!row) return null;
  const aliases = await tx.alias.findMany({
    where: { shopId, memberId: id },
    orderBy: [{ since: "asc" }, { customerId: "asc" }],
    select: { customerId: true },
  });
  return {
    id,
    name: row.displayName ?? row.email,
    email: row.email,
    customerNumbers: aliases.flatMap(({ customerId }) => numberOf(customerId) ?? []),
    joinedAt: row.joinedAt.toISOString(),
    erased: row.erasedAt !== null,
    mergedInto: row.mergedInto,
    balance: {
      available: Number(row.availablePoints),
      pending: Number(row.pendingPoints),
      reserved: Number(row.reservedPoints),
      owed: Number(-row.debtPoints),
    },
  };
}

/** What the engine knows of the member now: when points mature, and what the tier rests on. */
export async function stateOf(tx: Tx, ctx: ShopContext, memberId: string): Promise<State> {
  const facts = await listMemberFacts(tx, ctx.shopId, [memberId]);
  const programs = await listPrograms(tx, ctx.shopId);
  const known = facts.get(memberId) ?? noFacts();
  const now = ctx.clock.now().getTime();
  return decide({ programs, facts: factsBy(now, known), asOf: now }).state;
}

/** What waits for something that has no date yet comes last. */
function whenOf({ matureAt }: Pending): number {
  return matureAt ?? Number.MAX_SAFE_INTEGER;
}

async function pointsOf(tx: Tx, shopId: bigint, state: State) {
  const lots = lotsByExpiry(state);
  const pending = [...state.pending].sort(([, a], [, b]) => whenOf(a) - whenOf(b));
  const sources = [...lots.map(({ lot }) => lot), ...pending.map(([, { source }]) => source)];
  const shown = await shownSources(tx, shopId, sources);
  return {
    lots: lots.map(({ lot, points, expiresAt }) => ({
      key: lot,
      source: shown(lot),
      points: Number(points),
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    })),
    pending: pending.map(([key, { source, points, matureAt }]) => ({
      key,
      source: shown(source),
      points: Number(points),
      matureAt: matureAt === null ? null : new Date(matureAt).toISOString(),
    })),
  };
}

async function openRedemptions(tx: Tx, shopId: bigint, memberId: string) {
  const rows = await tx.redemption.findMany({
    where: { shopId, memberId, state: { in: ["requested", "waiting", "active", "canceling"] } },
    orderBy: [{ reservedAt: "desc" }, { id: "desc" }],
    take: 50,
    select: REDEMPTION_COLUMNS,
  });
  return rows.map(shownRedemption);
}
