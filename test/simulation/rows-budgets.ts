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
    /** Who they were when they asked. */
    asker: string;
    at: Date;
    data: { budget: string; source: string; points: unknown };
  };
  const { rows } = await world.stage.owner.query<Row>(
    `select member_id as member, split_part(request_id, ':', 1) as asker, at, data
     from member_event where shop_id = $1 and kind = 'granted' order by at, id`,
    [world.shopId.toString()],
  );
  const grants = rows.map(({ member, asker, at, data: { budget, source, points } }) => {
    const of = { memberId: member, asker, budget, source };
    return { ...of, points: pointsOf(points), at: at.getTime() };
  });
  return [...Map.groupBy(grants, ({ memberId }) => memberId).values()].flatMap(timesInTurn);
}

type Asked = GrantRow & { asker: string };

/** Who was two members may have been given for a first time twice: the other is for a later one. */
function timesInTurn(grants: Asked[]): GrantRow[] {
  const known = new Set(grants.map(({ source }) => source));
  const timeOf = (source: string) => /^((?:streak|challenge):.*):([0-9]+)$/.exec(source);
  const twice = [...known]
    .filter((source) => timeOf(source) !== null)
    .sort((a, b) => Number(timeOf(a)?.[2]) - Number(timeOf(b)?.[2]))
    .flatMap((source) => {
      const askers = grants.filter((grant) => grant.source === source).map(({ asker }) => asker);
      return [...new Set(askers)].slice(1).map((asker) => ({ source, asker }));
    });
  const moved = twice.map(({ source, asker }) => {
    const [, goal, time] = timeOf(source) ?? [];
    let next = Number(time);
    while (known.has(`${goal}:${next}`)) next += 1;
    known.add(`${goal}:${next}`);
    return { source, asker, to: `${goal}:${next}` };
  });
  return grants.map(({ asker, ...grant }) => {
    const own = moved.find((each) => each.source === grant.source && each.asker === asker);
    return own ? { ...grant, source: own.to } : grant;
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
