/**
 * Which of the codes that may be used are used together: the combinable ones that save the buyer
 * most.
 */
import type { Discount } from "#dev-shop/model.ts";
import { classOf, discountAmounts } from "#dev-shop/commerce/discount-amounts.ts";
import type {
  Amounts,
  AmountsInput,
  DiscountClassName,
} from "#dev-shop/commerce/discount-amounts.ts";

/** Shopify takes this many codes at a time; what is typed beyond them is not considered. */
const MOST_CODES = 5;

/** In the order in which they apply; never two of which one refuses the other. */
export function chooseDiscounts(
  candidates: Discount[],
  amountsInput: Omit<AmountsInput, "discounts">,
): Discount[] {
  // Free shipping is worth something as soon as a rate is chosen.
  const isOpen = (discount: Discount | undefined) =>
    discount?.kind.type === "freeShipping" && amountsInput.shippingPrice === null;
  let best: { discounts: Discount[]; saved: bigint } = { discounts: [], saved: 0n };
  for (const set of subsets(candidates.slice(0, MOST_CODES))) {
    if (!allCombine(set)) continue;
    const discounts = inOrderOfUse(set);
    const amounts = discountAmounts({ ...amountsInput, discounts });
    // A discount that adds nothing to the others is not used up beside them.
    const idle = amounts.some((amount, i) => totalOf(amount) === 0n && !isOpen(discounts[i]));
    if (discounts.length > 1 && idle) continue;
    const saved = amounts.reduce((sum, amount) => sum + totalOf(amount), 0n);
    const isBetter = saved === best.saved && discounts.length > best.discounts.length;
    if (saved > best.saved || isBetter) best = { discounts, saved };
  }
  return best.discounts;
}

export function totalOf({ perLine, shipping }: Amounts[number]): bigint {
  return perLine.reduce((sum, amount) => sum + amount, shipping);
}

function subsets(candidates: Discount[]): Discount[][] {
  const all: Discount[][] = [[]];
  for (const candidate of candidates) all.push(...all.map((set) => [...set, candidate]));
  return all.filter((set) => set.length > 0);
}

function allCombine(set: Discount[]): boolean {
  return set.every((a, i) => set.slice(i + 1).every((b) => accepts(a, b) && accepts(b, a)));
}

function accepts(a: Discount, b: Discount): boolean {
  const { combinesWith } = a;
  const accepted: Record<DiscountClassName, boolean> = {
    order: combinesWith.orderDiscounts,
    product: combinesWith.productDiscounts,
    shipping: combinesWith.shippingDiscounts,
  };
  return accepted[classOf(b)];
}

const order: Record<DiscountClassName, number> = { product: 0, order: 1, shipping: 2 };

function inOrderOfUse(set: Discount[]): Discount[] {
  return [...set].sort((a, b) => order[classOf(a)] - order[classOf(b)]);
}
