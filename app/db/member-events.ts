import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import { formatExact, parseExact } from "#app/domain/exact-json.ts";
import type { Tx } from "#app/db/context.ts";
import { enqueue } from "#app/db/work-items.ts";

/** What an event says, without when and under which id. */
export type MemberEventBody = BodyOf<MemberEvent>;
type BodyOf<Event> = Event extends unknown ? Omit<Event, "id" | "at"> : never;

/** An event to be kept. Another one of the same request changes nothing. */
export type NewMemberEvent = {
  id: string;
  memberId: string;
  at: Date;
  requestId: string;
  event: MemberEventBody;
  awaitsDecision?: boolean;
  note?: string | null;
  noteSalt?: Uint8Array | null;
};

/** Keeps events, all in one statement. Returns the request ids that were new. */
export async function addMemberEvents(
  tx: Tx,
  by: { shopId: bigint; author: string; recordedAt: Date },
  events: NewMemberEvent[],
): Promise<string[]> {
  if (events.length === 0) return [];
  const rows = events.map(({ event: { kind, ...data }, ...rest }) => ({
    id: rest.id,
    member_id: rest.memberId,
    kind,
    at: rest.at,
    request_id: rest.requestId,
    about: aboutOf({ kind, ...data } as MemberEventBody),
    data,
    awaits_decision: rest.awaitsDecision ?? false,
    note: rest.note ?? null,
    note_salt: rest.noteSalt ? `\\x${Buffer.from(rest.noteSalt).toString("hex")}` : null,
  }));
  const added = await tx.$queryRaw<{ requestId: string }[]>`
    INSERT INTO member_event (shop_id, id, member_id, kind, at, recorded_at, request_id, author,
                              about, data, awaits_decision, note, note_salt)
    SELECT ${by.shopId}, id, member_id, kind, at, ${by.recordedAt}, request_id, ${by.author},
           about, data, awaits_decision, note, note_salt
    FROM jsonb_to_recordset(${formatExact(rows)}::jsonb) AS e(id uuid, member_id uuid, kind text,
      at timestamptz, request_id text, about text, data jsonb, awaits_decision boolean, note text,
      note_salt bytea)
    ORDER BY request_id
    ON CONFLICT (shop_id, request_id) DO NOTHING
    RETURNING request_id AS "requestId"`;
  // Coming and leaving shows in the storefront, though it may move nothing.
  const seen = events.filter(({ event: { kind } }) => kind === "joined" || kind === "closed");
  const subjects = seen.map(({ memberId }) => memberId);
  enqueue(tx, by.shopId, { kind: "sync", subjects, dueAt: by.recordedAt });
  return added.map(({ requestId }) => requestId);
}

/**
 * What budgets gave to an order goes with it to another member, rather than being asked for anew.
 * Whoever had it is locked: they may be asking just now.
 */
export async function moveGrants(
  tx: Tx,
  shopId: bigint,
  moves: { orderId: string; from: string; to: string }[],
): Promise<void> {
  if (moves.length === 0) return;
  const from = moves.map((move) => move.from);
  await tx.$executeRaw`
    SELECT FROM member WHERE shop_id = ${shopId} AND id = ANY(${from}::uuid[])
    ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE member_event e SET member_id = move.new_id
    FROM unnest(${from}::uuid[], ${moves.map(({ to }) => to)}::uuid[],
                ${moves.map(({ orderId }) => `order:${orderId}`)}::text[])
      AS move (old_id, new_id, source)
    WHERE e.shop_id = ${shopId} AND e.member_id = move.old_id AND e.kind = 'granted'
      AND e.data->>'source' = move.source`;
}

/** What looks an event up. Holds no personal data: it is never erased. */
function aboutOf(event: MemberEventBody): string {
  switch (event.kind) {
    case "activity":
      return event.activity;
    case "activity-decided":
      return event.eventId;
    case "granted":
      return event.budget;
    case "referred":
      return event.inviterId;
    case "referral":
      return event.friendId;
    default:
      return "";
  }
}

type EventRow = { memberId: string; id: string; kind: string; at: Date; data: string };

/**
 * Everything dated that is known of some members, by member. The inviter is looked up in a query of
 * its own: row level security keeps a join by a cast from using an index, and all members would be
 * read. An inviter who has become another
 * member is that one; whoever has become the friend's own member invited nobody.
 */
export async function listMemberEvents(
  tx: Tx,
  shopId: bigint,
  memberIds: string[],
): Promise<Map<string, MemberEvent[]>> {
  const rows = await tx.$queryRaw<(EventRow & { inviterId: string | null })[]>`
    SELECT e.member_id::text AS "memberId", e.id::text AS id, e.kind, e.at, e.data::text AS data,
           CASE WHEN e.kind = 'referred' THEN (
             SELECT coalesce(i.merged_into, i.id)::text FROM member i
             WHERE i.shop_id = ${shopId} AND i.id = e.about::uuid)
           END AS "inviterId"
    FROM member_event e
    WHERE e.shop_id = ${shopId} AND e.member_id = ANY(${memberIds}::uuid[])`;
  const byMember = Map.groupBy(rows, ({ memberId }) => memberId);
  return new Map(
    [...byMember].map(([memberId, own]) => [
      memberId,
      own.map((row) => withInviter(eventOf(row), row)),
    ]),
  );
}

function withInviter(
  event: MemberEvent,
  { memberId, inviterId }: { memberId: string; inviterId: string | null },
): MemberEvent {
  if (event.kind !== "referred" || inviterId === null) return event;
  const refused = event.refused ?? (inviterId === memberId ? "self" : null);
  return { ...event, inviterId, refused };
}

/** Rows hold what `addMemberEvents` wrote. */
function eventOf({ id, kind, at, data }: EventRow): MemberEvent {
  const fields = parseExact<Record<string, unknown>>(data);
  return { ...fields, kind, id, at: at.getTime() } as MemberEvent;
}

export type KeptEvent = {
  memberId: string;
  event: MemberEvent;
  awaitsDecision: boolean;
};

/** The event that a request has led to, by any of its keys, or null. */
export function findEventOfRequest(tx: Tx, shopId: bigint, keys: string[]) {
  return findEvent(tx, { shopId, requestId: { in: keys } });
}

export function findEventById(tx: Tx, shopId: bigint, id: string) {
  return findEvent(tx, { shopId, id });
}

type Where = { shopId: bigint; requestId: { in: string[] } } | { shopId: bigint; id: string };

async function findEvent(tx: Tx, where: Where): Promise<KeptEvent | null> {
  const select = {
    memberId: true,
    id: true,
    kind: true,
    at: true,
    data: true,
    awaitsDecision: true,
  } as const;
  const row = await tx.memberEvent.findFirst({ where, select });
  if (!row) return null;
  const { memberId, awaitsDecision } = row;
  return { memberId, awaitsDecision, event: eventOf({ ...row, data: JSON.stringify(row.data) }) };
}
