import type { ShopContext, Tx } from "#app/db/context.ts";

/** The member a customer is, or null: unknown so far, or erased. */
export async function findMemberOfCustomer(
  tx: Tx,
  shopId: bigint,
  customerId: string,
): Promise<string | null> {
  const [alias] = await tx.$queryRaw<{ memberId: string }[]>`
    SELECT member_id::text AS "memberId" FROM alias
    WHERE shop_id = ${shopId} AND customer_id = ${customerId}`;
  return alias?.memberId ?? null;
}

/**
 * The member a customer is, and whether it is written down that they have joined, or have left;
 * or null.
 */
export async function findMembership(
  tx: Tx,
  shopId: bigint,
  customerId: string,
): Promise<{ memberId: string; joined: boolean } | null> {
  const [row] = await tx.$queryRaw<{ memberId: string; joined: boolean }[]>`
    SELECT a.member_id::text AS "memberId", EXISTS (
      SELECT FROM member_event e
      WHERE e.shop_id = ${shopId} AND e.member_id = a.member_id
        AND e.kind IN ('joined', 'closed')) AS joined
    FROM alias a WHERE a.shop_id = ${shopId} AND a.customer_id = ${customerId}`;
  return row ?? null;
}

/** Nobody else decides anything about a member until the transaction ends. */
export async function holdMember(tx: Tx, shopId: bigint, memberId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT FROM member WHERE shop_id = ${shopId} AND id = ${memberId}::uuid FOR UPDATE`;
}

/**
 * The members these customers are, made where there are none. Erased customers are absent from
 * the answer: nothing brings them back.
 */
export async function ensureMembers(
  tx: Tx,
  ctx: ShopContext,
  customerIds: string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(customerIds)].sort();
  const known = await listMembersOf(tx, ctx.shopId, wanted);
  const missing = wanted.filter((customerId) => !known.has(customerId));
  if (missing.length === 0) return known;

  const erased = await findErasedCustomers(tx, ctx, missing);
  const joining = missing.filter((customerId) => !erased.has(customerId));
  if (joining.length === 0) return known;

  await addMembers(tx, ctx, joining);
  return listMembersOf(tx, ctx.shopId, wanted);
}

/** Of these customers the erased ones, with the anonymous member each left behind, if any. */
export async function findErasedCustomers(
  tx: Tx,
  ctx: ShopContext,
  customerIds: string[],
): Promise<Map<string, string | null>> {
  if (customerIds.length === 0) return new Map();
  const byHash = new Map(customerIds.map((id) => [ctx.hashCustomer(id), id]));
  const stones = await tx.tombstone.findMany({
    where: { shopId: ctx.shopId, customerHash: { in: [...byHash.keys()] } },
    select: { customerHash: true, memberId: true },
  });
  return new Map(
    stones.map(({ customerHash, memberId }) => [byHash.get(customerHash) ?? "", memberId]),
  );
}

/** Whether the person a member was has been erased. */
export async function isErased(tx: Tx, shopId: bigint, memberId: string): Promise<boolean> {
  return (await tx.member.count({ where: { shopId, id: memberId, erasedAt: { not: null } } })) > 0;
}

/** Members by customer, of those that have one. */
export async function listMembersOf(
  tx: Tx,
  shopId: bigint,
  customerIds: string[],
): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map();
  const aliases = await tx.$queryRaw<{ customerId: string; memberId: string }[]>`
    SELECT customer_id AS "customerId", member_id::text AS "memberId"
    FROM alias WHERE shop_id = ${shopId} AND customer_id = ANY(${customerIds}::text[])`;
  return new Map(aliases.map(({ customerId, memberId }) => [customerId, memberId]));
}

/** The alias decides: of two who add the same customer at once, one makes the member. */
async function addMembers(tx: Tx, ctx: ShopContext, customerIds: string[]): Promise<void> {
  const now = ctx.clock.now();
  const memberIds = customerIds.map(() => ctx.newId());
  await tx.$executeRaw`
    WITH joined AS (
      INSERT INTO alias (shop_id, customer_id, member_id, since)
      SELECT ${ctx.shopId}, customer_id, member_id, ${now}
      FROM unnest(${customerIds}::text[], ${memberIds}::uuid[]) AS new (customer_id, member_id)
      ORDER BY customer_id
      ON CONFLICT (shop_id, customer_id) DO NOTHING
      RETURNING member_id
    )
    INSERT INTO member (shop_id, id, joined_at)
    SELECT ${ctx.shopId}, member_id, ${now} FROM joined`;
}
