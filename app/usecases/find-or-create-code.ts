import type { CodeWish, ShopifyGateway } from "#app/shopify/gateway.ts";
import { decideOwner } from "#app/usecases/code-wish.ts";

/**
 * What stands in Shopify for a wish. `absent`: nothing of ours, and nothing will be. `altered`:
 * ours by its id, but no longer what was wished for. `unclear`: look again later.
 */
export type CodeStanding =
  | { kind: "ours" | "altered"; discountId: string; used: boolean }
  | { kind: "absent"; why: string }
  /** The code is somebody else's; nothing of ours stands under it. */
  | { kind: "foreign" }
  | { kind: "unclear" };

/**
 * Creates the code unless it exists, and adopts it if it is ours: an earlier try may have created
 * it and lost the answer. A refusal counts only when the code is not there either.
 */
export async function findOrCreateCode(
  gateway: ShopifyGateway,
  wish: CodeWish,
): Promise<CodeStanding> {
  const created = await gateway.createDiscountCode(wish);
  if (created.ok) return { kind: "ours", discountId: created.discountId, used: false };

  const found = await findOurCode(gateway, wish);
  if (found) return found;
  if (created.reason === "refused") return { kind: "absent", why: created.detail };
  // Taken, and yet not to be found: it may have been deleted between the two questions.
  return { kind: "unclear" };
}

/** The code as it stands in Shopify, or null if there is none under this name. */
export async function findOurCode(
  gateway: ShopifyGateway,
  wish: CodeWish,
): Promise<CodeStanding | null> {
  const found = await gateway.findDiscountCode(wish);
  if (!found) return null;
  const owner = decideOwner(found, wish);
  if (owner === "foreign") return { kind: owner };
  return { kind: owner, discountId: found.discountId, used: found.usageCount > 0 };
}
