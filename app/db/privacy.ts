import { formatExact } from "#app/domain/exact-json.ts";
import type { Prisma } from "#app/db/generated/client.ts";
import type { Tx } from "#app/db/context.ts";

/** Keeps the keyed hashes of erased customers, with the anonymous member they leave behind. */
export async function addTombstones(
  tx: Tx,
  shopId: bigint,
  { hashes, memberId, at }: { hashes: string[]; memberId: string | null; at: Date },
): Promise<void> {
  await tx.tombstone.createMany({
    data: hashes.map((customerHash) => ({ shopId, customerHash, memberId, erasedAt: at })),
    skipDuplicates: true,
  });
}

/** Takes customers' ids out of their orders and redemptions. */
export async function scrubCustomers(tx: Tx, shopId: bigint, customerIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE order_fact
    SET customer_id = NULL, facts = jsonb_set(facts, '{customerId}', 'null'::jsonb)
    WHERE shop_id = ${shopId} AND customer_id = ANY(${customerIds}::text[])`;
  await tx.redemption.updateMany({
    where: { shopId, customerId: { in: customerIds } },
    data: { customerId: "" },
  });
}

/** Makes a member nobody: names, addresses, and what people wrote about them. */
export async function scrubMember(
  tx: Tx,
  shopId: bigint,
  { memberId, at }: { memberId: string; at: Date },
): Promise<void> {
  await tx.member.updateMany({
    where: { shopId, OR: [{ id: memberId }, { mergedInto: memberId }] },
    data: {
      displayName: null,
      email: null,
      locale: null,
      searchText: "",
      referralCode: null,
      erasedAt: at,
    },
  });
  const ofMember = { where: { shopId, memberId }, data: { note: null, noteSalt: null } };
  await tx.adjustment.updateMany(ofMember);
  await tx.redemption.updateMany(ofMember);
  await tx.memberEvent.updateMany(ofMember);
}

/** Keeps that an erasure was asked for and done. */
export async function keepRedaction(
  tx: Tx,
  shopId: bigint,
  { id, hash, at }: { id: string; hash: string; at: Date },
): Promise<void> {
  const request = { kind: "redact-customer", requestKey: `redact:${hash}`, customerHash: hash };
  await tx.privacyRequest.createMany({
    data: [{ shopId, id, ...request, receivedAt: at, completedAt: at }],
    skipDuplicates: true,
  });
}

/** Keeps the answer to a data request until the merchant has fetched it. */
export async function keepAnswer(
  tx: Tx,
  shopId: bigint,
  answer: { id: string; requestId: string; hash: string; at: Date; content: unknown },
): Promise<void> {
  const { id, requestId, hash, at, content } = answer;
  const json = JSON.parse(formatPlain(content)) as Prisma.InputJsonValue;
  const requestKey = `data-request:${requestId}`;
  await tx.privacyRequest.upsert({
    where: { shopId_requestKey: { shopId, requestKey } },
    create: {
      shopId,
      id,
      kind: "data-request",
      requestKey,
      customerHash: hash,
      receivedAt: at,
      completedAt: at,
      answer: json,
    },
    update: {},
  });
}

/** Drops the answers that were given about erased customers. */
export async function dropAnswers(tx: Tx, shopId: bigint, hashes: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE privacy_request SET answer = NULL
    WHERE shop_id = ${shopId} AND customer_hash = ANY(${hashes}::text[])`;
}

/** Drops answers given before `before`. Returns how many. */
export async function dropOldAnswers(tx: Tx, shopId: bigint, before: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE privacy_request SET answer = NULL
    WHERE shop_id = ${shopId} AND completed_at < ${before} AND answer IS NOT NULL`;
}

/** For people to read: large numbers as text rather than in our own notation. */
function formatPlain(content: unknown): string {
  return JSON.stringify(JSON.parse(formatExact(content)), (_key, value: unknown) => {
    const digits = typeof value === "object" && value !== null && "n" in value ? value.n : null;
    return typeof digits === "string" ? digits : value;
  });
}
