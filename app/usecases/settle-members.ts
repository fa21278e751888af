import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  formatLots,
  listLotTexts,
  lockMembers,
  plainReceipt,
  postSettlement,
  type LockedMember,
  type MemberAfter,
  type PostedTransfer,
} from "#app/db/ledger.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { listNoteCommitments } from "#app/db/notes.ts";
import { listPrograms } from "#app/db/programs.ts";
import { enqueue } from "#app/db/work-items.ts";
import { chainHash } from "#app/domain/chain.ts";
import { decide, type Decision } from "#app/domain/engine/decide.ts";
import { lotsByExpiry } from "#app/domain/engine/points.ts";
import type { Move, State } from "#app/domain/engine/state.ts";
import { factsBy } from "#app/domain/engine/timeline.ts";
import {
  balancesOf,
  differencesOf,
  flowsOf,
  formatFlows,
  parseFlows,
} from "#app/domain/engine/transfers.ts";
import { tierProgress } from "#app/domain/engine/tiers.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/**
 * Brings members' ledgers to what their facts and the programs say, and posts the difference.
 * Running it again changes nothing. Returns when time alone will change each member next.
 */
export async function settleMembers(
  ctx: ShopContext,
  memberIds: string[],
): Promise<Map<string, Date | null>> {
  return ctx.inTransaction(async (tx) => {
    const settled = await settleWithin(tx, ctx, memberIds);
    return new Map(
      [...settled].map(([id, { nextDueAt }]) => [
        id,
        nextDueAt === null ? null : new Date(nextDueAt),
      ]),
    );
  });
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
  const members = await lockMembers(tx, ctx.shopId, memberIds);
  const ids = members.map(({ id }) => id);
  const facts = await listMemberFacts(tx, ctx.shopId, ids);
  const lots = await listLotTexts(tx, ctx.shopId, ids);
  const programs = await listPrograms(tx, ctx.shopId);
  const asOf = ctx.clock.now().getTime();
  const decisions = new Map<string, Decision>();
  const changed: Change[] = [];
  for (const member of members) {
    const known = facts.get(member.id);
    if (!known) continue;
    const decision = decide({ programs, facts: factsBy(asOf, known), asOf });
    decisions.set(member.id, decision);
    const { state } = decision;
    const moves = differencesOf(state, parseFlows(member.flows), asOf);
    // An earlier payment that is learned late moves no points, but it moves dates.
    const sameLots = formatLots(lotsByExpiry(state)) === (lots.get(member.id) ?? "");
    if (moves.length > 0 || !sameLots || !hasSameTier(member, state, asOf)) {
      changed.push({ member, state, moves, asOf });
    }
  }
  await post(tx, ctx, changed);
  return decisions;
}

type Change = { member: LockedMember; state: State; moves: Move[]; asOf: Instant };

/**
 * Settles one member and keeps them locked, for a decision on what they may do now. Null for
 * nobody, and for a member that has become another one by a merge.
 */
export async function settleForDecision(
  tx: Tx,
  ctx: ShopContext,
  memberId: string,
): Promise<Decision | null> {
  const decisions = await settleWithin(tx, ctx, [memberId]);
  const [locked] = await lockMembers(tx, ctx.shopId, [memberId]);
  return locked && !locked.merged ? (decisions.get(memberId) ?? null) : null;
}

function hasSameTier(member: LockedMember, state: State, asOf: Instant): boolean {
  return (
    state.tier.id === member.tierId &&
    state.tier.since === (member.tierSince?.getTime() ?? null) &&
    tierProgress(state, asOf) === member.tierProgress
  );
}

async function post(tx: Tx, ctx: ShopContext, changes: Change[]): Promise<void> {
  if (changes.length === 0) return;
  const sources = changes.flatMap(({ moves }) => moves.map(({ source }) => source));
  const commitments = await listNoteCommitments(tx, ctx.shopId, sources);
  const posted = changes.map((change) => chained(ctx, change, commitments));
  await postSettlement(tx, ctx.shopId, {
    transfers: posted.flatMap(({ transfers }) => transfers),
    members: posted.map(({ after }) => after),
  });
  const subjects = changes.map(({ member }) => member.id);
  await enqueue(tx, ctx.shopId, { kind: "sync", subjects, dueAt: ctx.clock.now() });
}

/** Links a member's new transfers to its chain. */
function chained(ctx: ShopContext, change: Change, commitments: Map<string, Uint8Array>) {
  const { member, state, moves, asOf } = change;
  let hash = member.chainHash;
  let seq = member.chainSeq;
  const transfers = moves.map((move): PostedTransfer => {
    seq += 1n;
    const transfer = {
      shopId: ctx.shopId,
      memberId: member.id,
      seq,
      // The place in the chain is the running number, and the member keeps it unique after merges.
      key: `${move.source}:${seq}@${member.id}`,
      from: move.from,
      to: move.to,
      points: move.points,
      source: move.source,
      lot: move.lot,
      reason: move.reason,
      author: ctx.author,
      version: move.version,
      happenedAt: new Date(move.at),
      recordedAt: ctx.clock.now(),
      receipt: plainReceipt(move.receipt),
      commitment: commitments.get(move.source) ?? new Uint8Array(),
    };
    hash = chainHash(hash, transfer);
    return { ...transfer, hash };
  });
  return { transfers, after: memberAfter({ member, state, asOf }, { seq, hash }) };
}

function memberAfter(
  { member, state, asOf }: Omit<Change, "moves">,
  chain: { seq: bigint; hash: Uint8Array },
): MemberAfter {
  const flows = flowsOf(state.journal);
  const balances = balancesOf(flows);
  const lots = lotsByExpiry(state);
  const inLots = lots.reduce((total, lot) => total + lot.points, 0n);
  invariant(balances.available === inLots, "lots add up to the available points");
  invariant(balances.debt === -state.owed, "debt is what is owed");
  return {
    id: member.id,
    flows: formatFlows(flows),
    pendingPoints: balances.pending,
    availablePoints: balances.available,
    reservedPoints: balances.reserved,
    debtPoints: balances.debt,
    tierId: state.tier.id,
    tierSince: state.tier.since === null ? null : new Date(state.tier.since),
    tierProgress: tierProgress(state, asOf),
    chainSeq: chain.seq,
    chainHash: chain.hash,
    lots,
  };
}
