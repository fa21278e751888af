import type { ShopContext } from "#app/db/context.ts";
import { ensureMembers } from "#app/db/members.ts";

/**
 * The member a signed-in customer is, made at their first visit; null for one who was erased.
 * Safe to repeat, and in two tabs at once.
 */
export async function welcomeCustomer(
  ctx: ShopContext,
  customerId: string,
): Promise<string | null> {
  return ctx.inTransaction(async (tx) => {
    const members = await ensureMembers(tx, ctx, [customerId]);
    return members.get(customerId) ?? null;
  });
}
