import { setTimeout as sleep } from "node:timers/promises";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { pointsOf, type Book } from "#test/crashes/book.ts";
import type { Scene } from "#test/crashes/scene.ts";

/** What came of it all, and everything that is not as the generator's own book says. */
export type Account = {
  awarded: number;
  points: bigint;
  redeemed: number;
  codes: number;
  members: bigint;
  differences: string[];
};

type Place = { scene: Scene; book: Book };

const EMPTY_WITHIN_MS = 240_000;
const TELL_EVERY_MS = 10_000;
const COST = 100n;

/** Waits until nothing is left to do; says now and then what is. Throws where there is no end. */
export async function emptyQueues(
  { scene }: Place,
  onWait: (what: string) => void = () => undefined,
): Promise<void> {
  const started = performance.now();
  let told = started;
  let left: { kind: string; count: number }[] = [];
  while (performance.now() < started + EMPTY_WITHIN_MS) {
    if (performance.now() > told + TELL_EVERY_MS) {
      told = performance.now();
      onWait(left.map(({ kind, count }) => `${count} ${kind}`).join(", "));
    }
    left = await scene.query(
      `SELECT 'delivery' AS kind, count(*)::int AS count FROM delivery WHERE due_at IS NOT NULL
       HAVING count(*) > 0
       UNION ALL
       SELECT kind, count(*)::int FROM work_item
       WHERE due_at < now() + interval '1 day' GROUP BY 1`,
    );
    if (left.length === 0) return;
    await sleep(100);
  }
  throw new Error(`The queues did not empty: ${JSON.stringify(left)}`);
}

/** Compares what Laurel and the shop hold with the book. */
export async function closeAccount(place: Place): Promise<Account> {
  const { scene, book } = place;
  const awards = await listAwards(scene);
  const codes = await listCodes(scene);
  const ledger = await checkLedger(scene.ctx);
  const differences = [
    ...ordersOff(book, awards),
    ...(await balancesOff(place, codes)),
    ...(await redemptionsOff(place, codes)),
    ...(await metafieldsOff(scene)),
    ...(await sumsOff(scene)),
    ...(await leftAside(scene)),
    ...ledger.details.map((detail) => `ledger check: ${JSON.stringify(detail)}`),
  ];
  return {
    awarded: awards.size,
    points: [...awards.values()].reduce((sum, { points }) => sum + points, 0n),
    redeemed: book.redemptions.filter(({ answered }) => answered !== null).length,
    codes: codes.length,
    members: ledger.checked,
    differences,
  };
}

type Award = { points: bigint; times: number };

/** By order: what stands, and how often points were given. */
async function listAwards({ query, ctx }: Scene): Promise<Map<string, Award>> {
  const rows = await query<{ source: string; points: string; times: number }>(
    `SELECT source, count(*) FILTER (WHERE from_account = 'issued')::int AS times,
       sum(CASE 'issued' WHEN from_account THEN points WHEN to_account THEN -points ELSE 0 END)
         AS points
     FROM transfer WHERE shop_id = $1 AND source LIKE 'order:%' GROUP BY 1`,
    [ctx.shopId],
  );
  return new Map(
    rows.map(({ source, points, times }) => [source, { points: BigInt(points), times }]),
  );
}

function ordersOff(book: Book, awards: Map<string, Award>): string[] {
  const known = new Set(book.orders.map(({ gid }) => `order:${gid}`));
  const strangers = [...awards.keys()].filter((source) => !known.has(source));
  const off = book.orders.flatMap((order) => {
    const { points, times } = awards.get(`order:${order.gid}`) ?? { points: 0n, times: 0 };
    const expected = pointsOf(order);
    if (points !== expected) return [`${order.gid}: ${points} points instead of ${expected}`];
    if (order.plain && times !== 1) return [`${order.gid}: was given points ${times} times`];
    return order.answered ? [] : [`${order.gid}: nothing about it was answered`];
  });
  return [...off, ...strangers.map((source) => `${source}: nobody placed it`)];
}

type Code = { code: string; customerId: number; works: boolean; used: number };

/** What the shop has, asked of the shop. */
async function listCodes({ devShop }: Scene): Promise<Code[]> {
  const rows = await devShop.store.query<{ doc: Discount }>("select doc from doc_discount", []);
  const now = new Date().toISOString();
  return rows.flatMap(({ doc: { codes, context, endsAt } }) =>
    codes.map(({ code, usageCount }) => ({
      code,
      customerId: context.customerIds?.[0] ?? 0,
      works: usageCount === 0 && (endsAt === null || endsAt > now),
      used: usageCount,
    })),
  );
}
type Discount = {
  codes: { code: string; usageCount: number }[];
  context: { customerIds?: number[] };
  endsAt: string | null;
};

/** What customers hold is what their orders gave, less what the shop's codes cost them. */
async function balancesOff({ scene, book }: Place, codes: Code[]): Promise<string[]> {
  const rows = await scene.query<{ customer: string; points: string; reserved: string }>(
    `SELECT a.customer_id AS customer, available_points + debt_points + pending_points AS points,
       reserved_points AS reserved
     FROM member m JOIN alias a ON (a.shop_id, a.member_id) = (m.shop_id, m.id)
     WHERE m.shop_id = $1`,
    [scene.ctx.shopId],
  );
  const held = new Map(rows.map(({ customer, ...row }) => [customer, row]));
  return book.customers.flatMap(({ id, gid }) => {
    const earned = book.orders
      .filter(({ customerId }) => customerId === id)
      .reduce((sum, order) => sum + pointsOf(order), 0n);
    const own = codes.filter(({ customerId }) => customerId === id);
    const open = BigInt(own.filter(({ works }) => works).length) * COST;
    const spent = open + BigInt(own.filter(({ used }) => used > 0).length) * COST;
    const { points, reserved } = held.get(gid) ?? { points: "0", reserved: "0" };
    return [
      ...(BigInt(points) === earned - spent
        ? []
        : [`${gid}: holds ${points} points instead of ${earned} - ${spent}`]),
      ...(BigInt(reserved) === open ? [] : [`${gid}: ${reserved} reserved instead of ${open}`]),
    ];
  });
}

/** What the storefront prints without asking is what Laurel holds. */
async function metafieldsOff({ devShop, query, ctx }: Scene): Promise<string[]> {
  const shown = await devShop.store.query<{ owner: string; value: string }>(
    `select doc->>'ownerGid' as owner, doc->>'value' as value from doc_metafield
     where doc->>'key' = 'loyalty'`,
    [],
  );
  const points = new Map(
    shown.map(({ owner, value }) => {
      const told = JSON.parse(value) as { points: number; owed: number };
      return [owner, BigInt(told.points - told.owed)];
    }),
  );
  const held = await query<{ customer: string; points: string }>(
    `SELECT a.customer_id AS customer, available_points + debt_points AS points
     FROM member m JOIN alias a ON (a.shop_id, a.member_id) = (m.shop_id, m.id)
     WHERE m.shop_id = $1`,
    [ctx.shopId],
  );
  return held
    .filter((row) => (points.get(row.customer) ?? 0n) !== BigInt(row.points))
    .map((row) => `${row.customer}: shows ${points.get(row.customer) ?? 0n} of ${row.points}`);
}

/** Who was told of a code has one that works, or has used it, or has the points back. */
async function redemptionsOff({ scene, book }: Place, codes: Code[]): Promise<string[]> {
  const rows = await scene.query<{ id: string; code: string; outcome: string | null }>(
    "SELECT id::text, code, outcome FROM redemption WHERE shop_id = $1",
    [scene.ctx.shopId],
  );
  const kept = new Map(rows.map((row) => [row.id, row]));
  const made = Map.groupBy(codes, ({ code }) => code.toLowerCase());
  const answered = book.redemptions.flatMap(({ answered }) => answered ?? []);
  const off = answered.flatMap(({ id, code }) => {
    const { outcome = "lost" } = kept.get(id) ?? {};
    const all = made.get(code.toLowerCase()) ?? [];
    const good = all.filter(({ works, used }) => works || used > 0).length;
    const expected = outcome === "returned" ? 0 : 1;
    const ok = good === expected && outcome !== "lost" && all.every(({ used }) => used <= 1);
    return ok ? [] : [`redemption ${id}: ${good} good codes, and is ${outcome ?? "open"}`];
  });
  const ours = new Set(rows.map(({ code }) => code.toLowerCase()));
  const strange = [...made.keys()].filter((code) => !ours.has(code));
  return [...off, ...strange.map((code) => `code ${code}: no redemption stands behind it`)];
}

/** The balances of each member against the sum of the transfers, in the plainest words of SQL. */
async function sumsOff({ query, ctx }: Scene): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `SELECT m.id::text FROM member m LEFT JOIN LATERAL (
       SELECT coalesce(sum(points) FILTER (WHERE to_account = 'available'), 0)
            - coalesce(sum(points) FILTER (WHERE from_account = 'available'), 0) AS available,
              coalesce(sum(points) FILTER (WHERE to_account = 'reserved'), 0)
            - coalesce(sum(points) FILTER (WHERE from_account = 'reserved'), 0) AS reserved,
              coalesce(sum(points) FILTER (WHERE to_account = 'debt'), 0)
            - coalesce(sum(points) FILTER (WHERE from_account = 'debt'), 0) AS debt
       FROM transfer t WHERE t.shop_id = m.shop_id AND t.member_id = m.id) s ON true
     WHERE m.shop_id = $1 AND (m.available_points, m.reserved_points, m.debt_points)
       IS DISTINCT FROM (s.available, s.reserved, s.debt)`,
    [ctx.shopId],
  );
  return rows.map(({ id }) => `member ${id}: balances are not the sum of the transfers`);
}

/** What was given up on, or failed and waits. */
async function leftAside({ query }: Scene): Promise<string[]> {
  const rows = await query<{ what: string }>(
    `SELECT 'delivery ' || topic || ': ' || note AS what FROM delivery WHERE note <> ''
     UNION ALL SELECT 'work ' || kind || ': ' || note FROM work_item WHERE note <> ''`,
  );
  return rows.map(({ what }) => what);
}
