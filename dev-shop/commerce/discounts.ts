/** Discounts with codes. */
import { gid } from "#dev-shop/model.ts";
import type { Discount, DiscountCode } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { discountPayload } from "#dev-shop/webhooks/product-payload.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";
import type { WebhookEvent } from "#dev-shop/webhooks/webhooks.ts";
import type { DiscountDraft, Timed } from "#dev-shop/commerce/commerce.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";

export async function createDiscount(
  ctx: CommerceContext,
  tx: StoreAccess,
  { at, codes, ...draft }: DiscountDraft,
): Promise<Discount> {
  const time = timeOf(ctx, at);
  const discount: Discount = {
    id: ctx.store.ids.next("discount"),
    createdAt: time.stamp,
    updatedAt: time.stamp,
    startsAt: time.stamp,
    ...withoutLimits,
    ...draft,
    codes: codes.map((code) => codeOf(ctx, code)),
  };
  await tx.put("discount", discount);
  await ctx.emit(tx, [
    event(ctx, { topic: "discounts/create", discount, at: time.at }),
    ...discount.codes.map((code) => codeEvent(ctx, { added: true, discount, code, at: time.at })),
  ]);
  return discount;
}

export async function updateDiscount(
  ctx: CommerceContext,
  tx: StoreAccess,
  { id, at, ...change }: { id: number } & Partial<Discount> & Timed,
): Promise<Discount> {
  const before = await lockDiscount(tx, id);
  const time = timeOf(ctx, at);
  const discount = { ...before, ...change, updatedAt: time.stamp };
  await tx.put("discount", discount);
  const removed = before.codes.filter(
    (code) => !discount.codes.some((each) => each.id === code.id),
  );
  const added = discount.codes.filter((code) => !before.codes.some((each) => each.id === code.id));
  await ctx.emit(tx, [
    event(ctx, { topic: "discounts/update", discount, at: time.at }),
    ...added.map((code) => codeEvent(ctx, { added: true, discount, code, at: time.at })),
    ...removed.map((code) => codeEvent(ctx, { added: false, discount, code, at: time.at })),
  ]);
  return discount;
}

export async function addDiscountCodes(
  ctx: CommerceContext,
  tx: StoreAccess,
  { id, codes }: { id: number; codes: string[] },
): Promise<Discount> {
  const before = await lockDiscount(tx, id);
  const added = codes.map((code) => codeOf(ctx, code));
  return updateDiscount(ctx, tx, { id, codes: [...before.codes, ...added] });
}

export async function deleteDiscount(
  ctx: CommerceContext,
  tx: StoreAccess,
  { id }: { id: number },
): Promise<void> {
  await tx.remove("discount", id);
  const { at, stamp } = timeOf(ctx, undefined);
  const payload = {
    admin_graphql_api_id: gid("DiscountCodeNode", id),
    deleted_at: shopTime(stamp, ctx.shop().timezone),
  };
  await ctx.emit(tx, [{ topic: "discounts/delete", payload, at }]);
}

async function lockDiscount(tx: StoreAccess, id: number): Promise<Discount> {
  const [discount] = await tx.lock("discount", [id]);
  if (!discount) throw new Error(`No discount ${String(id)}`);
  return discount;
}

function codeOf(ctx: CommerceContext, code: string): DiscountCode {
  return { id: ctx.store.ids.next("discount"), code, usageCount: 0 };
}

type Happened = { discount: Discount; at: Date };

function event(
  ctx: CommerceContext,
  { topic, discount, at }: Happened & { topic: string },
): WebhookEvent {
  return { topic, payload: discountPayload(discount, { shop: ctx.shop(), at }), at };
}

function codeEvent(
  ctx: CommerceContext,
  { added, discount, code, at }: Happened & { added: boolean; code: DiscountCode },
): WebhookEvent {
  const payload = {
    admin_graphql_api_id: gid("DiscountCodeNode", discount.id),
    redeem_code: { id: gid("DiscountRedeemCode", code.id), code: code.code },
    updated_at: shopTime(discount.updatedAt, ctx.shop().timezone),
  };
  return {
    topic: added ? "discounts/redeemcode_added" : "discounts/redeemcode_removed",
    payload,
    at,
  };
}

const withoutLimits = {
  endsAt: null,
  usageLimit: null,
  appliesOncePerCustomer: false,
  context: { kind: "all" },
  minimum: { kind: "none" },
  combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
  tags: [],
  appId: null,
} satisfies Partial<Discount>;
