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
    /** Who they were when they asked; null for two as one. */
    asker: string | null;
    at: Date;
    data: { budget: string; source: string; points: unknown; judgedAt?: number };
  };
  const { rows } = await world.stage.owner.query<Row>(
    `select member_id as member, at, data,
       case split_part(request_id, ':', 2) when 'granted' then split_part(request_id, ':', 1) end
         as asker
     from member_event where shop_id = $1 and kind = 'granted' order by at, id`,
    [world.shopId.toString()],
  );
  const grants = rows.map(({ member, asker, at, data: { budget, source, points, judgedAt } }) => {
    const of = { memberId: member, asker, budget, source, judgedAt: judgedAt ?? at.getTime() };
    return { ...of, points: pointsOf(points), at: at.getTime() };
  });
  return [...Map.groupBy(grants, ({ memberId }) => memberId).values()].flatMap(timesInTurn);
}

type Asked = GrantRow & { asker: string | null; judgedAt: number };

/** What two were given before they were one is for their times in the order these happened. */
function timesInTurn(grants: Asked[]): GrantRow[] {
  const timed = grants.flatMap((grant) => {
    const [, goal, time] = /^((?:streak|challenge):.*):([0-9]+)$/.exec(grant.source) ?? [];
    return goal ? [{ grant, goal, time: Number(time) }] : [];
  });
  const moved = new Map<GrantRow, string>();
  for (const goal of new Set(timed.map((each) => each.goal))) {
    const own = timed.filter((each) => each.goal === goal);
    const alone = own.filter(({ grant }) => grant.asker !== null);
    if (new Set(alone.map(({ grant }) => grant.asker)).size < 2) continue;
    const groups = [...Map.groupBy(alone, ({ grant, time }) => `${grant.asker} ${time}`)]
      .map(([name, all]) => {
        return { name, all, when: Math.min(...all.map(({ grant }) => grant.judgedAt)) };
      })
      .sort((a, b) => a.when - b.when || timeOf(a) - timeOf(b) || (a.name < b.name ? -1 : 1));
    let place = 0;
    for (const { all } of groups) {
      place = Math.max(place + 1, timeOf({ all }));
      const isFixed = (at: number) =>
        own.some(
          ({ grant, time }) =>
            grant.asker === null &&
            time === at &&
            all.some((each) => each.grant.budget === grant.budget),
        );
      while (isFixed(place)) place += 1;
      for (const { grant } of all) moved.set(grant, `${goal}:${place}`);
    }
  }
  return grants.map((grant) => {
    const { memberId, budget, points, at } = grant;
    return { memberId, budget, points, at, source: moved.get(grant) ?? grant.source };
  });
}

function timeOf({ all }: { all: { time: number }[] }): number {
  return all[0]?.time ?? 0;
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
