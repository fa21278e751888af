import type { Tx } from "#app/db/context.ts";
import { listPrograms } from "#app/db/programs.ts";
import type { Reason } from "#app/domain/engine/state.ts";
import { reviveExact } from "#app/domain/exact-json.ts";
import type { LocalText } from "#app/domain/program/basics.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import type { Receipt } from "#app/domain/receipt.ts";

const ROWS = 120;
const DAY_MS = 86_400_000;

/** What caused a movement, as people know it. */
export type ShownSource =
  | { kind: "order"; name: string; number: string }
  | { kind: "redemption"; name: LocalText; id: string }
  | { kind: "adjustment"; id: string }
  | { kind: "gift"; name: LocalText | null }
  | { kind: "activity"; name: LocalText | null }
  | { kind: "referral" | "referred" }
  | { kind: "other" };

type Net = { available: number; pending: number; reserved: number; owed: number };

type Row = Awaited<ReturnType<typeof listTransfers>>[number];

/**
 * What happened to a member's points, newest first. Transfers that were posted together for one
 * cause are one entry; a page never ends in the middle of one.
 */
export async function memberTimeline(
  tx: Tx,
  shopId: bigint,
  { memberId, before }: { memberId: string; before: string | null },
) {
  const mark = before !== null && /^\d{1,18}$/.test(before) ? BigInt(before) : null;
  const rows = await listTransfers(tx, shopId, { memberId, mark });
  const groups = groupsOf(rows);
  const more = rows.length === ROWS;
  // The last group of a full page may go on beyond it.
  const whole = more && groups.length > 1 ? groups.slice(0, -1) : groups;
  const shown = await shownSources(
    tx,
    shopId,
    whole.flatMap((group) => sourceOf(group)),
  );
  const adjustments = await adjustmentsOf(tx, { shopId, memberId }, whole);
  return {
    entries: whole.map((group) => ({
      ...entryOf(group),
      source: withNameThen(shown(sourceOf(group)), group),
      adjustment: adjustments.get(sourceOf(group)) ?? null,
    })),
    older: more ? (whole.at(-1)?.at(-1)?.seq.toString() ?? null) : null,
    newest: mark === null,
  };
}

async function listTransfers(
  tx: Tx,
  shopId: bigint,
  { memberId, mark }: { memberId: string; mark: bigint | null },
) {
  return tx.transfer.findMany({
    where: { shopId, memberId, ...(mark === null ? {} : { seq: { lt: mark } }) },
    orderBy: { seq: "desc" },
    take: ROWS,
    select: {
      seq: true,
      from: true,
      to: true,
      points: true,
      source: true,
      reason: true,
      author: true,
      happenedAt: true,
      recordedAt: true,
      receipt: true,
    },
  });
}

function groupsOf(rows: Row[]): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    const first = last?.[0];
    const together =
      first?.source === row.source && first.recordedAt.getTime() === row.recordedAt.getTime();
    if (last && together) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function sourceOf(group: Row[]): string {
  return group[0]?.source ?? "";
}

function entryOf(group: Row[]) {
  const net: Net = { available: 0, pending: 0, reserved: 0, owed: 0 };
  for (const { from, to, points } of group) {
    count(net, from, -Number(points));
    count(net, to, Number(points));
  }
  const [newest] = group;
  const receipt = group.find((row) => row.receipt !== null);
  // Only these are ever written.
  const reasons = [...new Set(group.map(({ reason }) => reason as Reason))].reverse();
  return {
    key: newest?.seq.toString() ?? "",
    reasons,
    net,
    author: newest?.author ?? "",
    recordedAt: newest?.recordedAt.toISOString() ?? "",
    happenedAt: newest && isDaysApart(newest) ? newest.happenedAt.toISOString() : null,
    receiptSeq: receipt?.seq.toString() ?? null,
  };
}

/** Entries stand in the order of recording; when it happened is said where that is another day. */
function isDaysApart({ happenedAt, recordedAt }: Row): boolean {
  return Math.abs(recordedAt.getTime() - happenedAt.getTime()) > DAY_MS;
}

function count(net: Net, account: string, points: number): void {
  if (account === "debt") net.owed -= points;
  else if (account in net) net[account as keyof Net] += points;
}

/** An activity that is no longer in the program is called what it was called then. */
function withNameThen(source: ShownSource, group: Row[]): ShownSource {
  if (source.kind !== "activity" || source.name !== null) return source;
  const stored = group.find((row) => row.receipt !== null)?.receipt;
  const receipt = stored ? reviveExact<Receipt>(stored) : null;
  if (receipt?.kind !== "activity") return source;
  return { kind: "activity", name: receipt.name ?? { en: receipt.activityId } };
}

/** Finds out what sources are, and returns how to show each. */
export async function shownSources(
  tx: Tx,
  shopId: bigint,
  sources: string[],
): Promise<(source: string) => ShownSource> {
  const ids = (kind: string) => [
    ...new Set(sources.filter((s) => s.startsWith(kind)).map((s) => s.slice(kind.length))),
  ];
  const [orders, redemptions, nameOf] = await Promise.all([
    listOrderNames(tx, shopId, ids("order:")),
    listRewardNames(tx, shopId, ids("redemption:")),
    namesOfParts(tx, shopId, [...new Set(ids("activity:").map(firstOf))]),
  ]);
  const orderNames = new Map(orders.map(({ orderId, name }) => [orderId, name]));
  const rewards = new Map(redemptions.map(({ id, name }) => [id, name]));
  return (source) => {
    const [kind = "", ...rest] = source.split(":");
    const id = rest.join(":");
    const reward = rewards.get(id);
    if (kind === "order") {
      const number = id.split("/").at(-1) ?? "";
      return { kind, name: orderNames.get(id) || number, number };
    }
    if (kind === "redemption" && reward) return { kind, name: reward, id };
    if (kind === "adjustment") return { kind, id };
    if (kind === "gift") return { kind, name: nameOf(id) };
    if (kind === "referral" || kind === "referred") return { kind };
    if (BY_ACTIVITY.includes(kind)) return { kind: "activity", name: nameOf(id) };
    return { kind: "other" };
  };
}

const BY_ACTIVITY = ["activity", "yearly", "streak", "challenge"];

async function listOrderNames(tx: Tx, shopId: bigint, orderIds: string[]) {
  if (orderIds.length === 0) return [];
  return tx.$queryRaw<{ orderId: string; name: string }[]>`
    SELECT order_id AS "orderId", name FROM order_fact
    WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds}::text[])`;
}

async function listRewardNames(tx: Tx, shopId: bigint, ids: string[]) {
  if (ids.length === 0) return [];
  return tx.$queryRaw<{ id: string; name: LocalText }[]>`
    SELECT id::text AS id, reward -> 'name' AS name FROM redemption
    WHERE shop_id = ${shopId} AND id = ANY(${ids}::uuid[])`;
}

/** An event may stand for several activities: its id, and then the activity's. */
function firstOf(id: string): string {
  return id.split(":")[0] ?? id;
}

/** Names of tiers and activities, by the part of a source that follows its kind. */
async function namesOfParts(tx: Tx, shopId: bigint, eventIds: string[]) {
  const [programs, events] = await Promise.all([
    listPrograms(tx, shopId),
    listEventSubjects(tx, shopId, eventIds),
  ]);
  const newest = programs.reduce<ProgramVersion | null>(
    (one, other) => (one && one.version > other.version ? one : other),
    null,
  );
  const named = [...(newest?.document.tiers?.levels ?? []), ...(newest?.document.activities ?? [])];
  const activities = new Map(events.map(({ id, about }) => [id, about]));
  return (id: string) => {
    const [first = "", second] = id.split(":");
    const about = activities.get(first);
    const partId = about === undefined ? first : (second ?? about);
    return named.find((part) => part.id === partId)?.name ?? null;
  };
}

async function listEventSubjects(tx: Tx, shopId: bigint, ids: string[]) {
  if (ids.length === 0) return [];
  return tx.$queryRaw<{ id: string; about: string }[]>`
    SELECT id::text AS id, about FROM member_event
    WHERE shop_id = ${shopId} AND id = ANY(${ids}::uuid[])`;
}

/** What undoing wrote as its reason, in the language of who did it; a page says it anew. */
const USUAL_NOTES = ["Undone by hand", "手动撤销"];

/** Adjustments behind entries, with their reasons, and whether they can still be undone. */
async function adjustmentsOf(tx: Tx, whose: { shopId: bigint; memberId: string }, groups: Row[][]) {
  const ids = groups
    .map(sourceOf)
    .filter((source) => source.startsWith("adjustment:"))
    .map((source) => source.slice("adjustment:".length));
  const rows = await tx.adjustment.findMany({
    where: { ...whose, OR: [{ id: { in: ids } }, { undoes: { in: ids } }] },
    select: { id: true, points: true, note: true, undoes: true },
  });
  const undone = new Set(rows.map(({ undoes }) => undoes));
  return new Map(
    rows.map(({ id, points, note, undoes }) => [
      `adjustment:${id}`,
      {
        id,
        points: Number(points),
        note: undoes !== null && USUAL_NOTES.includes(note ?? "") ? null : note,
        undoes: undoes !== null,
        undone: undone.has(id),
        undoable: undoes === null && !undone.has(id),
      },
    ]),
  );
}
