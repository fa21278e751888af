import type { AuditedTransfer, MemberRecord, Root, Standing } from "#app/domain/audit/records.ts";
import { headsHasher, rootHash } from "#app/domain/audit/roots.ts";
import { chainHash } from "#app/domain/chain.ts";

export const SHOP = 7n;

/** Ada's and Ben's ids begin with the same byte, Cleo's with another; Dan never had points. */
export const ADA = "11111111-1111-4111-8111-111111111111";
export const BEN = "11222222-2222-4222-8222-222222222222";
export const CLEO = "33333333-3333-4333-8333-333333333333";
export const DAN = "44444444-4444-4444-8444-444444444444";

export type SmallLedger = { ada: Entry; ben: Entry; cleo: Entry; dan: Entry; roots: Root[] };
type Entry = MemberRecord & { standing: Standing };

/** A moment in microseconds: `micros("2026-03-01T10:00")`. */
export function micros(text: string): bigint {
  return BigInt(Date.parse(`${text}Z`)) * 1000n;
}

/**
 * A shop of four members and three closed days, the second of March to the fourth. Ada redeemed
 * 80 of her points and used the code on the fifth, which is still open.
 */
export function aSmallLedger(): SmallLedger {
  const [ada, ben, cleo, dan] = [adasRecord(), bensRecord(), cleosRecord(), noRecord(DAN)];
  const roots = closeDays([ada, ben, cleo], ["2026-03-02", "2026-03-03", "2026-03-04"]);
  return { ada, ben, cleo, dan, roots };
}

/** When the points of Ada's order begin and end. */
const LIFETIME = "2026-03-02T10:00:00.000000Z/2027-03-03T00:00:00.000000Z";

function adasRecord(): Entry {
  const [order, redemption] = ["order:1001", "redemption:r1"];
  return {
    ...noRecord(ADA),
    standing: {
      ...noRecord(ADA).standing,
      balances: { pending: 0n, available: 70n, reserved: 0n, debt: 0n },
      lots: { "adjustment:hi": 50n, "order:1001": 20n },
      lifetimes: { "order:1001": LIFETIME },
      posted: {
        lifetimes: { "order:1001": LIFETIME },
        flows: {
          "adjustment:hi|adjustment:hi|adjusted|available": 50n,
          "order:1001|order:1001|issued|pending": 100n,
          "order:1001|order:1001|available|pending": -100n,
          "redemption:r1|order:1001|available|reserved": 80n,
          "redemption:r1|order:1001|redeemed|reserved": -80n,
        },
      },
    },
    transfers: chained(ADA, [
      { from: "adjusted", to: "available", points: 50n, source: "adjustment:hi" },
      { from: "issued", to: "pending", points: 100n, source: order },
      { from: "pending", to: "available", points: 100n, source: order, at: "2026-03-03T09:00" },
      {
        ...{ from: "available", to: "reserved", points: 80n, source: redemption, lot: order },
        at: "2026-03-04T09:00",
      },
      {
        ...{ from: "reserved", to: "redeemed", points: 80n, source: redemption, lot: order },
        at: "2026-03-05T09:00",
      },
    ]),
  };
}

/** His second transfer is of the first moment of a day, his first of the last one before it. */
function bensRecord(): Entry {
  const [last, first] = [micros("2026-03-03T00:00") - 1n, micros("2026-03-03T00:00")];
  return {
    ...noRecord(BEN),
    standing: {
      ...noRecord(BEN).standing,
      balances: { pending: 0n, available: 0n, reserved: 0n, debt: -30n },
      posted: {
        lifetimes: {},
        flows: {
          "order:1002|order:1002|available|issued": -30n,
          "order:1002|order:1002|available|expired": 30n,
          "order:1002||debt|issued": 30n,
        },
      },
    },
    transfers: chained(BEN, [
      { from: "issued", to: "available", points: 30n, source: "order:1002", recordedAt: last },
      { from: "available", to: "expired", points: 30n, source: "order:1002", recordedAt: first },
      { from: "debt", to: "issued", points: 30n, source: "order:1002", lot: "", recordedAt: first },
    ]),
  };
}

function cleosRecord(): Entry {
  return {
    ...noRecord(CLEO),
    standing: {
      ...noRecord(CLEO).standing,
      balances: { pending: 0n, available: 9n, reserved: 0n, debt: 0n },
      lots: { "gift:gold": 9n },
      posted: { lifetimes: {}, flows: { "gift:gold|gift:gold|available|issued": -9n } },
    },
    transfers: chained(CLEO, [
      { from: "issued", to: "available", points: 9n, source: "gift:gold", at: "2026-03-04T12:00" },
    ]),
  };
}

function noRecord(memberId: string): Entry {
  return {
    memberId,
    standing: {
      chainSeq: 0n,
      chainHash: new Uint8Array(),
      balances: { pending: 0n, available: 0n, reserved: 0n, debt: 0n },
      lots: {},
      lifetimes: {},
      posted: { flows: {}, lifetimes: {} },
    },
    transfers: [],
    heads: [],
  };
}

type Wish = Pick<AuditedTransfer, "from" | "to" | "points" | "source"> &
  Partial<AuditedTransfer> & { at?: string };

/** A member's transfers, each with its link; on the second of March unless told otherwise. */
export function chained(memberId: string, wishes: Wish[]): AuditedTransfer[] {
  return relinked(
    wishes.map(({ at = "2026-03-02T09:00", ...wish }, index) => ({
      ...{
        shopId: SHOP,
        memberId,
        seq: BigInt(index) + 1n,
        key: `${wish.source}:${index + 1}@${memberId}`,
      },
      ...{ lot: wish.source, reason: "adjusted", author: "staff:1", version: null },
      ...{ happenedAt: micros(at), recordedAt: micros(at), receipt: null },
      ...{ commitment: new Uint8Array(), hash: new Uint8Array(), ...wish },
    })),
  );
}

/** The same transfers with fresh hashes, as somebody writes them who knows how. */
export function relinked(transfers: AuditedTransfer[]): AuditedTransfer[] {
  let hash: Uint8Array = new Uint8Array();
  return transfers.map((transfer) => {
    hash = chainHash(hash, transfer);
    return { ...transfer, hash };
  });
}

/** Fits the rows of members to the ends of their chains, and closes days over their heads. */
export function closeDays(entries: Entry[], days: string[]): Root[] {
  for (const entry of entries) fitStanding(entry);
  const roots: Root[] = [];
  for (const day of days) roots.push(closeDay(entries, day, roots.at(-1)));
  return roots;
}

export function fitStanding({ standing, transfers }: Entry): void {
  const last = transfers.at(-1);
  standing.chainSeq = last?.seq ?? 0n;
  standing.chainHash = last?.hash ?? new Uint8Array();
}

function closeDay(entries: Entry[], day: string, before: Root | undefined): Root {
  const since = before?.untilAt ?? 0n;
  const untilAt = micros(`${day}T00:00`) + 86_400_000_000n;
  for (const { memberId, transfers, heads } of entries) {
    const head = transfers.findLast(
      ({ recordedAt }) => recordedAt >= since && recordedAt < untilAt,
    );
    if (head) heads.push({ memberId, untilAt, seq: head.seq, hash: head.hash });
  }
  return rootOf(entries, { day, untilAt, previous: before?.root ?? new Uint8Array() });
}

/** The root of a day over the heads that are there. */
export function rootOf(
  entries: MemberRecord[],
  { day, untilAt, previous }: Pick<Root, "day" | "untilAt" | "previous">,
): Root {
  const hasher = headsHasher();
  for (const { heads } of entries) {
    for (const head of heads) if (head.untilAt === untilAt) hasher.add(head);
  }
  const { hash, members } = hasher.end();
  const covered = { day, untilAt, members, previous };
  return { ...covered, root: rootHash(SHOP, covered, hash) };
}
