import { starterProgram } from "#app/domain/program/starter.ts";
import type { ShopContext } from "#app/db/context.ts";
import { lockMembers, type LockedMember } from "#app/db/ledger.ts";
import { ensureMembers } from "#app/db/members.ts";
import { sumUp } from "#app/domain/engine/flows.ts";
import { lotsByExpiry } from "#app/domain/engine/points.ts";
import { formatPosted } from "#app/domain/engine/posted.ts";
import { emptyState, type Move, type State } from "#app/domain/engine/state.ts";
import { postChanges, type Change } from "#app/usecases/post-changes.ts";
import { bareRowsOf, insertBare } from "#test/bench/bare-insert.ts";
import { formatCount, medianOf, reportMeasures } from "#test/bench/bench-report.ts";
import { aBenchShop, openBench } from "#test/bench/bench-shop.ts";

// How many transfers a second the posting code writes: lock, key, chain, balances, lots and the
// mark for the storefront, 500 transfers a transaction, one shop, one connection. Beside it the
// same rows inserted bare into a table with the same indexes, 500 a transaction.

const ROUNDS = 5;
const BATCHES = 12;
const BATCH = 500;

const bench = await openBench("posting");
const { shop, ctx } = await aBenchShop(bench, {
  domain: "posting.myshopify.com",
  program: starterProgram,
});
const single = await measure({ each: 1 });
const grouped = await measure({ each: 5 });
await bench.close();

reportMeasures("posting", [
  measureOf("posting 500 transfers of 500 members at a time", single),
  measureOf("posting 500 transfers of 100 members at a time", grouped),
]);

type Speeds = { posted: number[]; bare: number[] };

/** Posts so many transfers of each member in a batch, round by round. */
async function measure({ each }: { each: number }): Promise<Speeds> {
  const speeds: Speeds = { posted: [], bare: [] };
  const members = await someMembers((BATCH / each) * 4, `${each}`);
  const states = new Map(members.map((id) => [id, emptyState([])]));
  let orders = 0;
  const round = async () => {
    const { rows } = await bench.owner.query<{ last: Date | null }>(
      "SELECT max(recorded_at) AS last FROM transfer",
    );
    const start = performance.now();
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const from = ((batch * BATCH) / each) % members.length;
      const some = members.slice(from, from + BATCH / each);
      for (const id of some) for (let n = 0; n < each; n += 1) earn(states.get(id), (orders += 1));
      await postBatch(ctx, some, states);
    }
    const millis = performance.now() - start;
    return { speed: ((BATCHES * BATCH) / millis) * 1000, since: rows[0]?.last ?? new Date(0) };
  };
  await round();
  await bench.owner.query("VACUUM ANALYZE");
  for (let n = 0; n < ROUNDS; n += 1) {
    const { speed, since } = await round();
    speeds.posted.push(speed);
    speeds.bare.push(await insertSame(since));
  }
  return speeds;
}

async function someMembers(count: number, label: string): Promise<string[]> {
  const customers = Array.from({ length: count }, (_, n) => `gid://shopify/Customer/${label}${n}`);
  const members = await ctx.inTransaction((tx) => ensureMembers(tx, ctx, customers));
  return [...members.values()];
}

/** One more award in what the member should stand for. */
function earn(state: State | undefined, order: number): void {
  const source = `order:gid://shopify/Order/${5_000_000_000_000 + order}`;
  const at = Date.now();
  const [from, to] = ["issued", "available"] as const;
  const receipt = {
    kind: "order",
    lines: [],
    steps: [],
    points: 25n,
  } as unknown as Move["receipt"];
  const award = { source, lot: source, from, to, points: 25n, reason: "earned" as const };
  state?.journal.push({ ...award, at, version: 1, receipt });
  const lot = { lot: source, points: 25n, since: at, expiresAt: at + 365 * 86_400_000 };
  state?.lots.set(source, { ...lot, program: null });
}

/** The posting code as settling calls it; what to post has been decided. */
async function postBatch(
  within: ShopContext,
  memberIds: string[],
  states: Map<string, State>,
): Promise<void> {
  await within.inTransaction(async (tx) => {
    const members = await lockMembers(tx, within.shopId, memberIds);
    await postChanges(tx, within, changesOf(members, states));
  });
}

/** What settling would have worked out: the newest lots, and a transfer for each of them. */
function* changesOf(members: LockedMember[], states: Map<string, State>): Generator<Change> {
  const asOf = Date.now();
  for (const member of members) {
    const state = states.get(member.id);
    if (!state) continue;
    const moves = state.journal.slice(Number(member.chainSeq));
    const fresh = new Set(moves.map(({ lot }) => lot));
    const posted = { flows: sumUp(state), lots: lotsByExpiry(state) };
    const lots = { gone: [], put: posted.lots.filter(({ lot }) => fresh.has(lot)) };
    yield { member, state, moves, lots, posted: { ...posted, text: formatPosted(posted) }, asOf };
  }
}

/** Transfers a second of the rows of the last round, inserted bare. */
async function insertSame(since: Date): Promise<number> {
  const bare = await bareRowsOf(
    bench.owner,
    "transfer",
    `shop_id = ${shop.id} AND recorded_at > '${since.toISOString()}'`,
  );
  const client = await bench.owner.connect();
  const start = performance.now();
  for (let from = 0; from < bare.rows.length; from += BATCH) {
    await insertBare(client, bare, { from, until: from + BATCH });
  }
  const millis = performance.now() - start;
  client.release();
  return (bare.rows.length / millis) * 1000;
}

function measureOf(what: string, { posted, bare }: Speeds) {
  const [speed, limit] = [medianOf(posted), medianOf(bare)];
  const share = speed / limit;
  return {
    what,
    measured: `${formatCount(speed)} transfers/s, ${Math.round(share * 100)} %`,
    atLeast: "30 %",
    aim: "60 %",
    beside: `the same rows inserted bare: ${formatCount(limit)}/s`,
    reached: share >= 0.3,
  };
}
