/**
 * The three requests the law demands an app to answer. The shop itself forgets the person's data on
 * redaction.
 */
import type { Customer } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { Payload } from "#dev-shop/webhooks/events.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";

type Of = { id: number };

export async function requestCustomerData(ctx: CommerceContext, tx: StoreAccess, { id }: Of) {
  const customer = await tx.get("customer", id);
  const payload = {
    ...shopOf(ctx),
    customer: personOf(customer),
    orders_requested: await orderIds(tx, id),
    data_request: { id: ctx.store.ids.next("other") },
  };
  await ctx.emit(tx, [{ topic: "customers/data_request", payload, at: ctx.clock.now() }]);
}

/** Shopify waits days before it sends this; here it comes at once. */
export async function redactCustomer(ctx: CommerceContext, tx: StoreAccess, { id }: Of) {
  const [customer] = await tx.lock("customer", [id]);
  if (!customer) throw new Error(`No customer ${String(id)}`);
  const payload = {
    ...shopOf(ctx),
    customer: personOf(customer),
    orders_to_redact: await orderIds(tx, id),
  };
  const { at, stamp } = timeOf(ctx, undefined);
  await tx.put("customer", { ...customer, ...forgotten, updatedAt: stamp, redactedAt: stamp });
  await tx.query(
    `update doc_order set search = lower(doc->>'name'), doc = doc || $2::jsonb where customer_id = $1`,
    [id, JSON.stringify(forgottenInOrder)],
  );
  await ctx.emit(tx, [{ topic: "customers/redact", payload, at }]);
}

export async function redactShop(ctx: CommerceContext, tx: StoreAccess) {
  await ctx.emit(tx, [{ topic: "shop/redact", payload: shopOf(ctx), at: ctx.clock.now() }]);
}

function shopOf(ctx: CommerceContext): Payload {
  const { id, myshopifyDomain } = ctx.shop();
  return { shop_id: id, shop_domain: myshopifyDomain };
}

function personOf({ id, email, phone }: Customer): Payload {
  return { id, email, phone };
}

async function orderIds(tx: StoreAccess, customerId: number): Promise<number[]> {
  const rows = await tx.query<{ id: string }>(
    "select id from doc_order where customer_id = $1 order by id",
    [customerId],
  );
  return rows.map(({ id }) => Number(id));
}

const forgotten = {
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  note: null,
  defaultAddress: null,
  marketingState: "REDACTED",
} as const;

const forgottenInOrder = {
  email: null,
  phone: null,
  note: null,
  noteAttributes: [],
  shippingAddress: null,
  billingAddress: null,
};
