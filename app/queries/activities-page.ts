import type { ShopContext, Tx } from "#app/db/context.ts";
import { listPrograms } from "#app/db/programs.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import { readBeyond, readPage, type Mark, type PageWish } from "#app/queries/keyset-page.ts";

export type ActivitiesWish = PageWish & {
  /** What waits for staff, oldest first; or what was decided, newest decision first. */
  list: "waiting" | "decided";
};

/** One page of what members did and staff must look at, or has looked at. */
export async function activitiesPage(ctx: ShopContext, wish: ActivitiesWish) {
  return ctx.inTransaction(async (tx) => {
    const { shopId } = ctx;
    const found = await readPage(wish, {
      read: (from) => listRows(tx, shopId, { ...wish, ...from }),
      markOf: (row) => ({ value: row.sortedAt.toISOString(), id: row.sortedId }),
    });
    const names = await activityNames(tx, shopId);
    return {
      links: found.links,
      waiting: await countWaiting(tx, shopId),
      activities: found.rows.map((row) => ({
        eventId: row.eventId,
        memberId: row.memberId,
        memberName: row.memberName,
        activity: row.activity,
        name: names.get(row.activity) ?? null,
        subject: row.subject,
        at: row.at.toISOString(),
        decision: row.decidedAt && {
          approved: row.approved === true,
          at: row.decidedAt.toISOString(),
          author: row.author ?? "",
          note: row.note ?? "",
          /** An earlier decision that a later one has replaced. */
          stands: row.stands === true,
        },
      })),
    };
  });
}

function countWaiting(tx: Tx, shopId: bigint): Promise<number> {
  return tx.memberEvent.count({ where: { shopId, awaitsDecision: true } });
}

type Row = {
  sortedAt: Date;
  sortedId: string;
  eventId: string;
  memberId: string;
  memberName: string | null;
  activity: string;
  subject: string | null;
  at: Date;
  approved: boolean | null;
  decidedAt: Date | null;
  author: string | null;
  note: string | null;
  stands: boolean | null;
};

type ListWish = ActivitiesWish & { mark: Mark | null; backwards: boolean; limit: number };

async function listRows(tx: Tx, shopId: bigint, wish: ListWish): Promise<Row[]> {
  const rising = (wish.list === "waiting") !== wish.backwards;
  const order = rising ? "asc" : "desc";
  const past = rising ? "gt" : "lt";
  const at = wish.mark ? new Date(wish.mark.value) : null;
  const reached = at && wish.mark && !Number.isNaN(at.getTime()) ? { at, id: wish.mark.id } : null;
  const listed = wish.list === "waiting" ? { awaitsDecision: true } : { kind: "activity-decided" };
  const read = (place: object, take: number) =>
    tx.memberEvent.findMany({
      where: { shopId, ...listed, ...place },
      orderBy: [{ at: order }, { id: order }],
      take,
      select: { id: true },
    });
  const sorted = reached
    ? await readBeyond(wish.limit, {
        level: (take) => read({ at: reached.at, id: { [past]: reached.id } }, take),
        beyond: (take) => read({ at: { [past]: reached.at } }, take),
      })
    : await read({}, wish.limit);
  const rows = await describe(
    tx,
    shopId,
    sorted.map(({ id }) => id),
  );
  return sorted.flatMap(({ id }) => rows.get(id) ?? []);
}

/** What is to be shown of activities, or of decisions on them, by their ids. */
async function describe(tx: Tx, shopId: bigint, ids: string[]): Promise<Map<string, Row>> {
  // The ids first: row level security keeps a join by a cast from using an index.
  const rows = await tx.$queryRaw<Row[]>`
    WITH e AS MATERIALIZED (
      SELECT at, id, kind, author, note, data, about,
        CASE WHEN kind = 'activity-decided' THEN about::uuid ELSE id END AS activity_id
      FROM member_event WHERE shop_id = ${shopId} AND id = ANY(${ids}::uuid[])
    )
    SELECT e.at AS "sortedAt", e.id::text AS "sortedId", a.id::text AS "eventId",
      a.member_id::text AS "memberId", coalesce(m.display_name, m.email) AS "memberName",
      a.about AS activity, a.data->>'subject' AS subject, a.at,
      (d.data->>'approved')::boolean AS approved, d.at AS "decidedAt", d.author, d.note,
      NOT EXISTS (
        SELECT FROM member_event l WHERE l.shop_id = ${shopId} AND l.kind = 'activity-decided'
          AND l.about = d.about AND (l.at, l.id) > (d.at, d.id)) AS stands
    FROM e
    LEFT JOIN e d ON d.id = e.id AND d.kind = 'activity-decided'
    JOIN member_event a ON a.shop_id = ${shopId} AND a.id = e.activity_id
    JOIN member m ON m.shop_id = ${shopId} AND m.id = a.member_id`;
  return new Map(rows.map((row) => [row.sortedId, row]));
}

/** What activities are called; the newest program that knows one decides. */
async function activityNames(tx: Tx, shopId: bigint): Promise<Map<string, LocalText>> {
  const programs = await listPrograms(tx, shopId);
  return new Map(
    programs.flatMap(({ document }) =>
      document.activities.map(({ id, name }): [string, LocalText] => [id, name]),
    ),
  );
}
