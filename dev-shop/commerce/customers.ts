/** Customers: create, update, delete, and what the law lets them ask for. */
import { gid } from "#dev-shop/model.ts";
import type { Customer } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import { customerPayload } from "#dev-shop/webhooks/customer-payload.ts";
import { shopTime } from "#dev-shop/webhooks/shop-time.ts";
import type { WebhookEvent } from "#dev-shop/webhooks/webhooks.ts";
import type { Draft, Timed } from "#dev-shop/commerce/commerce.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";

export async function createCustomer(
  ctx: CommerceContext,
  tx: StoreAccess,
  draft: Draft<Customer>,
): Promise<Customer> {
  const [customer] = await createCustomers(ctx, tx, [draft]);
  if (!customer) throw new Error("No customer was made");
  return customer;
}

/** Many at once. A taken e-mail address is a unique violation. */
export async function createCustomers(
  ctx: CommerceContext,
  tx: StoreAccess,
  drafts: Draft<Customer>[],
): Promise<Customer[]> {
  const customers = drafts.map(({ at, ...draft }) => {
    const { stamp } = timeOf(ctx, at);
    return { ...emptyCustomer, id: ctx.store.ids.next("customer"), ...times(stamp), ...draft };
  });
  await tx.put("customer", ...customers);
  await ctx.emit(
    tx,
    customers.map((customer) => customerEvent(ctx, "customers/create", customer)),
  );
  return customers;
}

export async function updateCustomer(
  ctx: CommerceContext,
  tx: StoreAccess,
  { id, at, ...change }: { id: number } & Partial<Customer> & Timed,
): Promise<Customer> {
  const [before] = await tx.lock("customer", [id]);
  if (!before) throw new Error(`No customer ${String(id)}`);
  const time = timeOf(ctx, at);
  const customer = { ...before, ...change, updatedAt: time.stamp };
  await tx.put("customer", customer);
  const events = [customerEvent(ctx, "customers/update", customer)];
  await ctx.emit(tx, [...events, ...differences(ctx, { before, customer, at: time.at })]);
  return customer;
}

/** Customers with orders cannot be deleted, as in Shopify. */
export async function deleteCustomer(
  ctx: CommerceContext,
  tx: StoreAccess,
  { id }: { id: number },
): Promise<void> {
  if ((await tx.count("order", { customerId: id })) > 0) {
    throw new Error("Customer can’t be deleted because they have associated orders");
  }
  await tx.remove("customer", id);
  const payload = { id, tax_exemptions: [], admin_graphql_api_id: gid("Customer", id) };
  await ctx.emit(tx, [{ topic: "customers/delete", payload, at: ctx.clock.now() }]);
}

export function customerEvent(
  ctx: CommerceContext,
  topic: string,
  customer: Customer,
): WebhookEvent {
  const payload = customerPayload(customer, ctx.shop());
  return { topic, payload, at: new Date(customer.updatedAt) };
}

/** Tags and consent have topics of their own: the customer's body holds neither. */
function differences(
  ctx: CommerceContext,
  { before, customer, at }: { before: Customer; customer: Customer; at: Date },
): WebhookEvent[] {
  const events: WebhookEvent[] = [];
  const tagEvent = (topic: string, tags: string[]) => {
    const payload = {
      customerId: gid("Customer", customer.id),
      tags,
      occurredAt: at.toISOString(),
    };
    if (tags.length > 0) events.push({ topic, payload, at });
  };
  tagEvent(
    "customer.tags_added",
    customer.tags.filter((tag) => !before.tags.includes(tag)),
  );
  tagEvent(
    "customer.tags_removed",
    before.tags.filter((tag) => !customer.tags.includes(tag)),
  );
  if (customer.marketingState !== before.marketingState) {
    const consent = {
      state: customer.marketingState.toLowerCase(),
      opt_in_level: "single_opt_in",
      consent_updated_at: shopTime(customer.marketingUpdatedAt, ctx.shop().timezone),
    };
    const payload = {
      customer_id: customer.id,
      email_address: customer.email,
      email_marketing_consent: consent,
    };
    events.push({ topic: "customers_email_marketing_consent/update", payload, at });
  }
  return events;
}

function times(stamp: string) {
  return { createdAt: stamp, updatedAt: stamp };
}

const emptyCustomer: Omit<Customer, "id" | "createdAt" | "updatedAt"> = {
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  locale: "en",
  note: null,
  tags: [],
  state: "DISABLED",
  verifiedEmail: true,
  taxExempt: false,
  marketingState: "NOT_SUBSCRIBED",
  marketingUpdatedAt: null,
  defaultAddress: null,
  numberOfOrders: 0,
  amountSpent: 0,
  lastOrderId: null,
  redactedAt: null,
};
