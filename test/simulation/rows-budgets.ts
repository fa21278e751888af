import { pointsOf } from "#test/simulation/rows-points.ts";
import type { World } from "#test/simulation/world.ts";

/** What a budget gave, to whom, and when. */
export type GrantRow = {
  memberId: string;
  budget: string;
  source: string;
  points: number;
  at: number;
};

/** What the receipt of an order or a deed says: its points, and what each budget answered. */
export type ReceiptRow = {
  memberId: string;
  source: string;
  points: number;
  answers: { budget: string; points: number | null; waits: boolean }[];
};

export async function readGrants(world: World): Promise<GrantRow[]> {
  type Row = {
    member: string;
    at: Date;
    data: { budget: string; source: string; points: unknown };
  };
  const { rows } = await world.stage.owner.query<Row>(
    `select member_id as member, at, data from member_event
     where shop_id = $1 and kind = 'granted' order by at, id`,
    [world.shopId.toString()],
  );
  const grants = rows.map(({ member, at, data: { budget, source, points } }) => {
    return { memberId: member, budget, source, points: pointsOf(points), at: at.getTime() };
  });
  return [...Map.groupBy(grants, ({ memberId }) => memberId).values()].flatMap(timesInTurn);
}

/** Who was two members may have been given for a first time twice: the other is for a later one. */
function timesInTurn(grants: GrantRow[]): GrantRow[] {
  const taken = new Map<string, GrantRow[]>();
  for (const grant of grants) {
    const of = `${grant.budget} for ${grant.source}`;
    taken.set(of, [...(taken.get(of) ?? []), grant]);
  }
  const again = grants.flatMap((grant) => {
    const [, goal, time] = /^((?:streak|challenge):.*):([0-9]+)$/.exec(grant.source) ?? [];
    const place = taken.get(`${grant.budget} for ${grant.source}`)?.indexOf(grant) ?? 0;
    return goal && place > 0 ? [{ grant, goal, turn: Number(time) * 1000 + place }] : [];
  });
  const known = new Set(grants.map(({ source }) => source));
  const moved = new Map<string, string>();
  for (const { goal, turn } of again.sort((a, b) => a.turn - b.turn)) {
    if (moved.has(`${goal}@${turn}`)) continue;
    let time = Math.floor(turn / 1000);
    while (known.has(`${goal}:${time}`)) time += 1;
    known.add(`${goal}:${time}`);
    moved.set(`${goal}@${turn}`, `${goal}:${time}`);
  }
  return grants.map((grant) => {
    const own = again.find((each) => each.grant === grant);
    return own ? { ...grant, source: moved.get(`${own.goal}@${own.turn}`) ?? "" } : grant;
  });
}

export async function readBudgets(world: World): Promise<Map<string, number>> {
  const { rows } = await world.stage.owner.query<{ id: string; used: string }>(
    "select id, used_points as used from budget where shop_id = $1",
    [world.shopId.toString()],
  );
  return new Map(rows.map(({ id, used }) => [id, Number(used)]));
}

/** The last receipt of each order and deed; where something was learned late there may be none. */
export async function readReceipts(world: World): Promise<ReceiptRow[]> {
  type Step = { kind: string; budget: string; grantedPoints?: unknown; waits: boolean };
  type Receipt = { points: unknown; steps?: Step[] };
  type Row = { member: string; source: string; reason: string; receipt: Receipt | null };
  const { rows } = await world.stage.owner.query<Row>(
    `select distinct on (m.id, t.source) m.id as member, t.source, t.reason, t.receipt
     from transfer t
     join member m on m.shop_id = t.shop_id and m.id = t.member_id and m.merged_into is null
     where t.shop_id = $1 and 'issued' in (t.from_account, t.to_account)
     order by m.id, t.source, t.seq desc`,
    [world.shopId.toString()],
  );
  return rows.flatMap(({ member, source, reason, receipt }) => {
    if (receipt === null || reason === "corrected") return [];
    const answers = (receipt.steps ?? []).flatMap(({ kind, budget, grantedPoints, waits }) => {
      const points = grantedPoints === undefined ? null : pointsOf(grantedPoints);
      return kind === "budget" ? [{ budget, points, waits }] : [];
    });
    return [{ memberId: member, source, points: pointsOf(receipt.points), answers }];
  });
}
