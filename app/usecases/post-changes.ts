import { awaitAtEnd, sendNow } from "#app/db/asked-work.server.ts";
import type { ShopContext, Tx } from "#app/db/context.ts";
import {
  postSettlement,
  type LockedMember,
  type MemberAfter,
  type PostedTransfer,
} from "#app/db/ledger.ts";
import { listNoteCommitments } from "#app/db/notes.ts";
import { enqueue } from "#app/db/work-items.ts";
import { canonicalJson, chainHash } from "#app/domain/chain.ts";
import { balancesOf } from "#app/domain/engine/flows.ts";
import type { LotChanges } from "#app/domain/engine/lot-changes.ts";
import type { Posted } from "#app/domain/engine/posted.ts";
import { spendByMonth } from "#app/domain/engine/spend-by-month.ts";
import type { Move, State } from "#app/domain/engine/state.ts";
import { tierProgress } from "#app/domain/next-tier.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { Instant } from "#app/domain/order-facts.ts";

/** A locked member, what they should stand for, and the moves that bring them there. */
export type Change = {
  member: LockedMember;
  state: State;
  moves: Move[];
  lots: LotChanges;
  /** What the ledger says then, and the same as text. */
  posted: Posted & { text: string };
  asOf: Instant;
};

/**
 * Posts what settling decided, and asks for the world to learn it. The members are then as they
 * were posted, so that they can be settled again in the same transaction. Changes may be worked out
 * as they are asked for: Postgres writes some while the next are worked out.
 */
export async function postChanges(
  tx: Tx,
  ctx: ShopContext,
  changes: Iterable<Change>,
): Promise<void> {
  let some: Change[] = [];
  let transfers = 0;
  for (const change of changes) {
    if (transfers >= AT_A_TIME) {
      await postSome(tx, ctx, some);
      sendNow(tx);
      [some, transfers] = [[], 0];
    }
    some.push(change);
    transfers += change.moves.length;
  }
  if (some.length > 0) await postSome(tx, ctx, some);
}

/** So many transfers are written by the same statements, and a few more of the last member. */
const AT_A_TIME = 100;

async function postSome(tx: Tx, ctx: ShopContext, changes: Change[]): Promise<void> {
  const sources = changes.flatMap(({ moves }) => moves.map(({ source }) => source));
  const commitments = await listNoteCommitments(tx, ctx.shopId, sources);
  const posted = changes.map((change) => chained(ctx, change, commitments));
  const settlement = {
    transfers: posted.flatMap(({ transfers }) => transfers),
    members: posted.map(({ after }) => after),
  };
  awaitAtEnd(tx, postSettlement(tx, ctx.shopId, settlement));
  const subjects = changes.map(({ member }) => member.id);
  enqueue(tx, ctx.shopId, { kind: "sync", subjects, dueAt: ctx.clock.now() });
  changes.forEach(({ member }, index) => Object.assign(member, posted[index]?.after));
}

/** Links a member's new transfers to its chain. */
function chained(ctx: ShopContext, change: Change, commitments: Map<string, Uint8Array>) {
  const { member, moves } = change;
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
      receipt: move.receipt,
      commitment: commitments.get(move.source) ?? new Uint8Array(),
    };
    const receiptText = canonicalJson(move.receipt);
    hash = chainHash(hash, transfer, receiptText);
    return { ...transfer, hash, receiptText };
  });
  return { transfers, after: memberAfter(change, { seq, hash }) };
}

function memberAfter(
  { member, state, lots, posted, asOf }: Change,
  chain: { seq: bigint; hash: Uint8Array },
): MemberAfter {
  const balances = balancesOf(posted.flows);
  const inLots = posted.lots.reduce((total, lot) => total + lot.points, 0n);
  invariant(balances.available === inLots, "lots add up to the available points");
  invariant(balances.debt === -state.owed, "debt is what is owed");
  return {
    id: member.id,
    posted: posted.text,
    pendingPoints: balances.pending,
    availablePoints: balances.available,
    reservedPoints: balances.reserved,
    debtPoints: balances.debt,
    tierId: state.tier.id,
    tierSince: state.tier.since === null ? null : new Date(state.tier.since),
    tierProgress: tierProgress(state, asOf),
    spendByMonth: spendByMonth(state, asOf),
    chainSeq: chain.seq,
    chainHash: chain.hash,
    lots,
  };
}
