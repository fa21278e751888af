/**
 * Reads what the prices of some carts depend on, in a few statements however many carts there are.
 */
import type { Discount, DiscountUse, Product } from "#dev-shop/model.ts";
import { variantKey } from "#dev-shop/store/columns.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { CartInput } from "#dev-shop/commerce/cart.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";
import type { CartFacts } from "#dev-shop/commerce/price-cart.ts";

export type CartLoader = {
  /** The facts of one of the carts, as of what has been recorded so far. */
  factsOf: (input: CartInput) => CartFacts;
  /** Counts a use of a code, so that the next cart of the batch sees it. */
  recordUse: (discount: Discount, use: DiscountUse) => void;
  usedDiscounts: () => Discount[];
  uses: DiscountUse[];
};

export async function loadCarts(
  ctx: CommerceContext,
  tx: StoreAccess,
  carts: CartInput[],
): Promise<CartLoader> {
  const variantKeys = carts.flatMap(({ lines }) => lines.map((line) => variantKey(line.variantId)));
  const products = await tx.findByKeys("product", variantKeys);
  const discounts = await loadDiscounts(tx, carts);
  const uses = await loadUses(tx, discounts, carts);
  const [changed, newUses] = [new Set<Discount>(), [] as DiscountUse[]];
  return {
    uses: newUses,
    usedDiscounts: () => [...changed],
    recordUse: (discount, use) => {
      const code = discount.codes.find(
        (each) => each.code.toLowerCase() === use.code.toLowerCase(),
      );
      if (code) code.usageCount += 1;
      changed.add(discount);
      newUses.push(use);
      uses.push(use);
    },
    factsOf: (input) => ({
      shop: ctx.shop(),
      input,
      at: timeOf(ctx, input.at).at,
      ...linesOf(input, products),
      discounts,
      usedDiscountIds: usedBy(input, uses),
      functions: ctx.functions ?? new Map(),
    }),
  };
}

/**
 * Locked when there is more than reading to be done, which the transaction of a placed order tells
 * by `lock`.
 */
export async function lockDiscounts(tx: StoreAccess, carts: CartInput[]): Promise<void> {
  const found = await loadDiscounts(tx, carts);
  const ids = [...new Set([...found.values()].map(({ id }) => id))];
  await tx.lock("discount", ids);
}

async function loadDiscounts(tx: StoreAccess, carts: CartInput[]): Promise<Map<string, Discount>> {
  const codes = carts.flatMap((cart) => cart.codes ?? []).map((code) => code.toLowerCase());
  return tx.findByKeys("discount", codes);
}

async function loadUses(
  tx: StoreAccess,
  discounts: Map<string, Discount>,
  carts: CartInput[],
): Promise<DiscountUse[]> {
  const once = [...new Set(discounts.values())].filter((each) => each.appliesOncePerCustomer);
  if (once.length === 0) return [];
  const customerIds = carts.flatMap(({ customerId }) => customerId ?? []);
  const emails = carts.flatMap(({ email }) => email?.toLowerCase() ?? []);
  const rows = await tx.query<{ doc: DiscountUse }>(
    `select doc from doc_discount_use where owner = any($1::text[])
       and (customer_id = any($2::bigint[]) or doc->>'email' = any($3::text[]))`,
    [once.flatMap(({ codes }) => codes.map(({ code }) => code.toLowerCase())), customerIds, emails],
  );
  return rows.map(({ doc }) => doc);
}

function linesOf(
  input: CartInput,
  products: Map<string, Product>,
): Pick<CartFacts, "lines" | "missingVariantIds"> {
  const lines: CartFacts["lines"] = [];
  const missingVariantIds: number[] = [];
  for (const line of input.lines) {
    const product = products.get(variantKey(line.variantId));
    const variant = product?.variants.find(({ id }) => id === line.variantId);
    if (product && variant && line.quantity > 0) lines.push({ line, product, variant });
    else missingVariantIds.push(line.variantId);
  }
  return { lines, missingVariantIds };
}

function usedBy({ customerId, email }: CartInput, uses: DiscountUse[]): Set<number> {
  const own = uses.filter(
    (use) =>
      (customerId !== null && use.customerId === customerId) ||
      (email != null && use.email === email.toLowerCase()),
  );
  return new Set(own.map(({ discountId }) => discountId));
}
