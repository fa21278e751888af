import type { ShopContext, Tx } from "#app/db/context.ts";
import type { LockedMember } from "#app/db/ledger.ts";
import { countOrders } from "#app/db/member-facts.ts";
import { enqueue, enqueueNextLooks } from "#app/db/work-items.ts";
import { asksAlone } from "#app/domain/engine/budgets.ts";
import { decide, decideOn, type Decision } from "#app/domain/engine/decide.ts";
import { lotChanges } from "#app/domain/engine/lot-changes.ts";
import { sumUp } from "#app/domain/engine/flows.ts";
import { lotsByExpiry } from "#app/domain/engine/points.ts";
import { formatPosted, parsePosted } from "#app/domain/engine/posted.ts";
import { spendByMonth } from "#app/domain/engine/spend-by-month.ts";
import type { State, Wish } from "#app/domain/engine/state.ts";
import { factsBy, type MemberFacts } from "#app/domain/engine/timeline.ts";
import { tierProgress } from "#app/domain/next-tier.ts";
import { differencesOf } from "#app/domain/engine/transfers.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { askForReferrals } from "#app/usecases/ask-for-referrals.ts";
import { grantBudgets } from "#app/usecases/grant-budgets.ts";
import { holdMembers, type HeldMembers } from "#app/usecases/hold-members.ts";
import { postChanges, type Change } from "#app/usecases/post-changes.ts";

/**
 * Brings members' ledgers to what their facts and the programs say, and posts the difference.
 * Running it again changes nothing. Returns when time alone will change each member next.
 */
export async function settleMembers(
  ctx: ShopContext,
  memberIds: string[],
): Promise<Map<string, Date | null>> {
  const next = new Map<string, Date | null>();
  const orders = await ctx.inTransaction((tx) => countOrders(tx, ctx.shopId, memberIds));
  for (const some of inHandfuls(memberIds, orders)) {
    const decisions = await ctx.inTransaction(async (tx) =>
      settleHeld(tx, ctx, { held: await holdMembers(tx, ctx, some) }),
    );
    for (const [id, { nextDueAt }] of decisions) {
      next.set(id, nextDueAt === null ? null : new Date(nextDueAt));
    }
  }
  return next;
}

/** So many orders are held in memory at a time. */
const HANDFUL = 5_000;

function inHandfuls(memberIds: string[], orders: Map<string, number>): string[][] {
  const handfuls: string[][] = [];
  let held = HANDFUL;
  for (const id of memberIds) {
    held += orders.get(id) ?? 0;
    if (held >= HANDFUL) {
      handfuls.push([]);
      held = orders.get(id) ?? 0;
    }
    handfuls.at(-1)?.push(id);
  }
  return handfuls;
}

/**
 * As `settleMembers`, within a transaction that goes on: the members stay locked until it ends,
 * so what is decided next rests on what was just posted.
 */
export async function settleWithin(
  tx: Tx,
  ctx: ShopContext,
  memberIds: string[],
): Promise<Map<string, Decision>> {
  return settleAndLookAgain(tx, ctx, { held: await holdMembers(tx, ctx, memberIds) });
}

/** Members to be settled by all of their facts, or by what is new since they were settled. */
export type Settling = {
  held: HeldMembers;
  /** For which moment; for now, where it is not said. */
  asOf?: Instant;
  since?: { decisions: Map<string, Decision>; news: Map<string, MemberFacts> };
};

/** Asks to look again when time will have done its part, as a drain does by what it is told. */
export async function settleAndLookAgain(
  tx: Tx,
  ctx: ShopContext,
  settling: Settling,
): Promise<Map<string, Decision>> {
  const decisions = await settleHeld(tx, ctx, settling);
  const looks = [...decisions].flatMap(([memberId, { nextDueAt }]) =>
    nextDueAt === null ? [] : [{ memberId, dueAt: new Date(nextDueAt) }],
  );
  enqueueNextLooks(tx, ctx.shopId, looks);
  return decisions;
}

async function settleHeld(
  tx: Tx,
  ctx: ShopContext,
  { held, asOf = ctx.clock.now().getTime(), since }: Settling,
): Promise<Map<string, Decision>> {
  const { members, facts, programs } = held;
  const decisions = await decideWithGrants(tx, ctx, { facts, programs, asOf, since });
  await postChanges(tx, ctx, changesOf(members, { decisions, asOf }));
  await askForReferrals(tx, ctx, { members, decisions });
  return decisions;
}

/** The changes of those who do not stand for what they did, worked out one by one. */
function* changesOf(
  members: LockedMember[],
  { decisions, asOf }: { decisions: Map<string, Decision>; asOf: Instant },
): Generator<Change> {
  for (const member of members) {
    const state = decisions.get(member.id)?.state;
    if (!state) continue;
    const change = changeOf(member, state, asOf);
    const { gone, put } = change.lots;
    const moved = change.moves.length + gone.length + put.length > 0;
    if (moved || !hasSameStanding(member, state, asOf)) yield change;
  }
}

/** What brings a member's ledger to what they stand for. Usually nothing, where nothing is new. */
function changeOf(member: LockedMember, state: State, asOf: Instant): Change {
  const wanted = { flows: sumUp(state), lots: lotsByExpiry(state) };
  const posted = { ...wanted, text: formatPosted(wanted) };
  const change = { member, state, posted, asOf };
  if (posted.text === member.posted) return { ...change, moves: [], lots: { gone: [], put: [] } };
  const known = parsePosted(member.posted);
  return {
    ...change,
    moves: differencesOf(state, known.flows, asOf),
    // An earlier payment that is learned late moves no points, but it moves dates.
    lots: lotChanges(known.lots, wanted.lots),
  };
}

/** Enough for all who ask of several budgets; who asks for more goes on in a later settling. */
const ROUNDS = 40;

type Deciding = {
  facts: Map<string, MemberFacts>;
  programs: ProgramVersion[];
  asOf: Instant;
  since: Settling["since"];
};

/**
 * Decides, grants what the decisions wish for from budgets, and decides again with the grants. Of
 * each member one source is granted at a time: what it gets may change what the next one wants.
 */
async function decideWithGrants(
  tx: Tx,
  ctx: ShopContext,
  deciding: Deciding,
): Promise<Map<string, Decision>> {
  const { facts, programs, asOf } = deciding;
  const decisions = new Map<string, Decision>();
  let open = [...facts.keys()];
  for (let round = 0; open.length > 0; round += 1) {
    for (const id of open) {
      const known = facts.get(id);
      if (!known) continue;
      const further = round === 0 ? goOn(id, deciding) : null;
      decisions.set(id, further ?? decide({ programs, facts: factsBy(asOf, known), asOf }));
    }
    const wishes = open.flatMap((memberId) => {
      const events = facts.get(memberId)?.events ?? [];
      return firstWishes(decisions.get(memberId)?.state.wishes ?? []).map((wish) => {
        return { ...wish, memberId, asOne: !asksAlone(events, { ...wish, memberId }) };
      });
    });
    open = [...new Set(wishes.map(({ memberId }) => memberId))];
    if (round === ROUNDS) {
      enqueue(tx, ctx.shopId, { kind: "settle", subjects: open, dueAt: ctx.clock.now() });
      return decisions;
    }
    const grants = await grantBudgets(tx, ctx, wishes);
    for (const { memberId, event } of grants) facts.get(memberId)?.events.push(event);
  }
  return decisions;
}

/** What a member stands for by what is new alone, if that will do. */
function goOn(id: string, { since, asOf }: Deciding): Decision | null {
  const [before, own] = [since?.decisions.get(id), since?.news.get(id)];
  return before && own ? decideOn(before, { news: factsBy(asOf, own), asOf }) : null;
}

/** All that the first source wishes for. */
function firstWishes(wishes: Wish[]): Wish[] {
  const [first] = wishes;
  return wishes.filter(({ source }) => source === first?.source);
}

function hasSameStanding(member: LockedMember, state: State, asOf: Instant): boolean {
  const spent = spendByMonth(state, asOf);
  return (
    state.tier.id === member.tierId &&
    state.tier.since === (member.tierSince?.getTime() ?? null) &&
    tierProgress(state, asOf) === member.tierProgress &&
    JSON.stringify(spent) === JSON.stringify(member.spendByMonth)
  );
}
