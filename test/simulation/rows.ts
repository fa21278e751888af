import type { ModelNews, ModelRedemption, ModelStanding } from "#test/simulation/model-facts.ts";
import { readBudgets, readGrants, type GrantRow } from "#test/simulation/rows-budgets.ts";
import { pointsOf } from "#test/simulation/rows-points.ts";
import type { World } from "#test/simulation/world.ts";

export type RedemptionRow = Omit<ModelRedemption, "restoredAt"> & {
  code: string;
  rewardId: string;
  requestId: string;
  state: string;
  outcome: string | null;
  costPoints: number;
  /** For any number of orders. */
  standing: boolean;
  /** What Shopify calls that which was made for it. */
  madeId: string | null;
  /** By whose kindness it cost nothing; null where it cost points. */
  free: "perk" | "hand" | null;
  steps: number;
  /** Decimals, where it is worth so much, and asks for so big an order. */
  amount: string | null;
  minimumOrder: string | null;
};

/** What the app's tables say of a shop. */
export type Rows = {
  /** Members by customers' numbers. */
  aliases: Map<number, string>;
  standings: Map<string, ModelStanding>;
  redemptions: Map<string, RedemptionRow>;
  /** When whom the app thinks to have joined, by the events' ids. */
  joins: { id: string; memberId: string; at: number }[];
  /** What inviters were told, by whom it was about, oldest first. */
  news: (ModelNews & { memberId: string })[];
  incidents: string[];
  /** How many pieces of limited rewards the app calls taken. */
  stockTaken: Map<string, number>;
  /** What budgets gave, and what they are said to have given in all. */
  grants: GrantRow[];
  budgets: Map<string, number>;
  /** Codes of the pool, and the redemptions they went to. */
  vouchers: Map<string, string | null>;
  draw: DrawRow | null;
};

/** The only draw there is. */
export type DrawRow = {
  id: string;
  commitment: string;
  seed: string;
  opened: Date;
  drawn: Date | null;
  tickets: string[];
  holders: string[];
  winners: string[];
};

export async function readRows(world: World): Promise<Rows> {
  const redemptions = await readRedemptions(world);
  return {
    aliases: await readAliases(world),
    standings: await readStandings(world),
    redemptions,
    joins: await readJoins(world),
    news: await readNews(world),
    incidents: await readIncidents(world),
    stockTaken: await readStock(world),
    grants: await readGrants(world),
    budgets: await readBudgets(world),
    vouchers: await readVouchers(world),
    draw: await readDraw(world),
  };
}

async function read<T extends object>(world: World, sql: string): Promise<T[]> {
  const { rows } = await world.stage.owner.query<T>(sql, [world.shopId.toString()]);
  return rows;
}

async function readAliases(world: World): Promise<Map<number, string>> {
  const rows = await read<{ customer: string; member: string }>(
    world,
    "select customer_id as customer, member_id as member from alias where shop_id = $1",
  );
  return new Map(rows.map(({ customer, member }) => [Number(customer.split("/").at(-1)), member]));
}

async function readJoins(world: World): Promise<Rows["joins"]> {
  const rows = await read<{ id: string; member: string; at: Date }>(
    world,
    "select id, member_id as member, at from member_event where shop_id = $1 and kind = 'joined'",
  );
  return rows.map(({ id, member, at }) => ({ id, memberId: member, at: at.getTime() }));
}

async function readNews(world: World): Promise<Rows["news"]> {
  type NewsRow = { id: string; member: string; friend: string; at: Date; known: Date };
  const rows = await read<NewsRow & { outcome: "completed" | "undone" }>(
    world,
    `select id, member_id as member, about as friend, data->>'outcome' as outcome, at,
       recorded_at as known
     from member_event where shop_id = $1 and kind = 'referral'
     order by split_part(request_id, ':', 3)::int`,
  );
  return rows.map(({ id, member, friend, outcome, at, known }) => ({
    ...{ id, memberId: member, friendId: friend, outcome },
    ...{ at: at.getTime(), knownAt: known.getTime() },
  }));
}

async function readStandings(world: World): Promise<Map<string, ModelStanding>> {
  const members = await read<{ id: string; sums: string[]; tier: string | null }>(
    world,
    `select id, tier_id as tier, array[available_points, pending_points, reserved_points,
       -debt_points]::text[] as sums from member where shop_id = $1`,
  );
  const lots = await read<{ member: string; lot: string; points: string; until: Date | null }>(
    world,
    `select member_id as member, lot, points::text, expires_at as until from lot
     where shop_id = $1 and points > 0`,
  );
  const earned = await read<{ member: string; source: string; points: string }>(
    world,
    `select member_id as member, source, sum(case when from_account = 'issued' then points
       when to_account = 'issued' then -points else 0 end)::text as points
     from transfer where shop_id = $1 and 'issued' in (from_account, to_account) group by 1, 2`,
  );
  return new Map(
    members.map(({ id, sums, tier }) => {
      const [available = 0, pending = 0, reserved = 0, owed = 0] = sums.map(Number);
      const own = lots.filter(({ member }) => member === id);
      const standing: ModelStanding = {
        ...{ available, pending, reserved, owed, tier, friend: null, overdrawn: [], wants: [] },
        lots: new Map(
          own.map(({ lot, points, until }) => [
            lot,
            { points: Number(points), until: until?.getTime() ?? null },
          ]),
        ),
        earned: new Map(
          earned
            .filter(({ member }) => member === id)
            .map(({ source, points }) => [source, Number(points)]),
        ),
      };
      return [id, standing];
    }),
  );
}

type Row = {
  id: string;
  code: string;
  made: string | null;
  reward: { id: string };
  request: string;
  state: string;
  outcome: "used" | "returned" | "kept" | null;
  cost: string;
  free: "perk" | "hand" | null;
  steps: number;
  amount: string | null;
  minimum: string | null;
  standing: boolean;
  takes: { lot: string; points: unknown }[];
  at: Date;
  ended: Date | null;
};

async function readRedemptions(world: World): Promise<Map<string, RedemptionRow>> {
  const rows = await read<Row>(
    world,
    `select id, code, discount_id as made, reward, request_id as request, state, outcome,
       cost_points::text as cost, takes, reserved_at as at, ended_at as ended, free, steps, amount,
       minimum_order as minimum, standing
     from redemption where shop_id = $1`,
  );
  return new Map(
    rows.map((row) => {
      const { id, code, made, reward, request, state, outcome, cost, takes, at, ended } = row;
      const end = outcome && ended ? { at: ended.getTime(), outcome } : null;
      const read: RedemptionRow = {
        ...{ id, code, madeId: made, state, outcome, rewardId: reward.id, ended: end },
        ...{ free: row.free, steps: row.steps, amount: row.amount, minimumOrder: row.minimum },
        standing: row.standing,
        requestId: request.split(":").at(-1) ?? "",
        costPoints: Number(cost),
        takes: takes.map(({ lot, points }) => ({ lot: lot, points: pointsOf(points) })),
        at: at.getTime(),
      };
      return [id, read];
    }),
  );
}

async function readIncidents(world: World): Promise<string[]> {
  const rows = await read<{ reason: string }>(
    world,
    "select reason from redemption_event where shop_id = $1 and reason like 'incident%'",
  );
  return rows.map(({ reason }) => reason);
}

async function readStock(world: World): Promise<Map<string, number>> {
  const rows = await read<{ reward: string; taken: string }>(
    world,
    "select reward_id as reward, taken from reward_stock where shop_id = $1",
  );
  return new Map(rows.map(({ reward, taken }) => [reward, Number(taken)]));
}

async function readVouchers(world: World): Promise<Map<string, string | null>> {
  const rows = await read<{ code: string; taken: string | null }>(
    world,
    "select code, redemption_id as taken from voucher where shop_id = $1",
  );
  return new Map(rows.map(({ code, taken }) => [code, taken]));
}

async function readDraw(world: World): Promise<DrawRow | null> {
  const [draw] = await read<DrawRow>(
    world,
    `select draw_id as id, commitment, encode(seed, 'hex') as seed, opened_at as opened,
       drawn_at as drawn, tickets, holders, winners from draw where shop_id = $1`,
  );
  return draw ?? null;
}
