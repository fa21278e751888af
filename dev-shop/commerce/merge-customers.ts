/** Merging customers: asked for at once, done by a job a moment later. */
import { gid } from "#dev-shop/model.ts";
import type { Customer, Discount, Job } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { WebhookEvent } from "#dev-shop/webhooks/webhooks.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";
import { customerEvent } from "#dev-shop/commerce/customers.ts";

export type Merge = { keepId: number; mergeId: number; at?: Date };

export async function startMerge(
  ctx: CommerceContext,
  tx: StoreAccess,
  { keepId, mergeId, at }: Merge,
): Promise<{ jobId: number; resultingId: number }> {
  const found = await tx.findMany("customer", [keepId, mergeId]);
  if (keepId === mergeId || found.includes(null)) throw new Error("Two customers are needed");
  const time = timeOf(ctx, at);
  const job: Job = {
    id: ctx.store.ids.next("other"),
    createdAt: time.stamp,
    updatedAt: time.stamp,
    type: "customer-merge",
    done: false,
    data: { keepId, mergeId, at: at?.toISOString() ?? null },
  };
  await tx.put("job", job);
  const event = mergeEvent({ keepId, mergeId, jobId: job.id, status: "in_progress", at: time.at });
  await ctx.emit(tx, [event]);
  return { jobId: job.id, resultingId: keepId };
}

/** Finishes the merges that were asked for; each in a transaction of its own. */
export async function runMerges(ctx: CommerceContext): Promise<void> {
  const open = await ctx.store.list("job", { contains: { done: false }, limit: 100 });
  for (const job of open.items.filter(({ type }) => type === "customer-merge")) {
    await ctx.store.transaction((tx) => finishMerge(ctx, tx, job.id));
  }
}

async function finishMerge(ctx: CommerceContext, tx: StoreAccess, jobId: number) {
  const [job] = await tx.lock("job", [jobId]);
  if (!job || job.done) return;
  const { keepId, mergeId, at } = job.data;
  if (typeof keepId !== "number" || typeof mergeId !== "number") throw new Error("Not a merge");
  const time = timeOf(ctx, typeof at === "string" ? new Date(at) : undefined);
  await moveOrders(tx, { keepId, mergeId });
  await moveDiscounts(tx, { keepId, mergeId });
  const kept = await joinCustomers(tx, { keepId, mergeId, stamp: time.stamp });
  await tx.put("job", { ...job, done: true, updatedAt: time.stamp });
  await ctx.emit(tx, [
    mergeEvent({ keepId, mergeId, jobId, status: "completed", at: time.at }),
    ...(kept ? [customerEvent(ctx, "customers/update", kept)] : []),
  ]);
}

type Ids = { keepId: number; mergeId: number };

/** Quietly: a merge does not touch the orders' own times, and tells of itself by one webhook. */
async function moveOrders(tx: StoreAccess, { keepId, mergeId }: Ids) {
  const values = [keepId, mergeId];
  for (const table of ["doc_order", "doc_discount_use"] as const) {
    await tx.query(
      `update ${table} set customer_id = $1::bigint,
         doc = jsonb_set(doc, '{customerId}', to_jsonb($1::bigint))
       where customer_id = $2::bigint`,
      values,
    );
  }
}

async function moveDiscounts(tx: StoreAccess, { keepId, mergeId }: Ids) {
  const contains = { context: { kind: "customers", customerIds: [mergeId] } };
  const found = await tx.query<{ doc: Discount }>(
    "select doc from doc_discount where doc @> $1::jsonb order by id for update",
    [JSON.stringify(contains)],
  );
  const moved = found.flatMap(({ doc }) => {
    if (doc.context.kind !== "customers") return [];
    const ids = doc.context.customerIds.map((id) => (id === mergeId ? keepId : id));
    return [{ ...doc, context: { kind: "customers" as const, customerIds: [...new Set(ids)] } }];
  });
  await tx.put("discount", ...moved);
}

async function joinCustomers(
  tx: StoreAccess,
  { keepId, mergeId, stamp }: Ids & { stamp: string },
): Promise<Customer | null> {
  const [kept, merged] = await tx.lock("customer", [keepId, mergeId]);
  if (!kept || !merged) return null;
  const joined: Customer = {
    ...kept,
    email: kept.email ?? merged.email,
    phone: kept.phone ?? merged.phone,
    firstName: kept.firstName ?? merged.firstName,
    lastName: kept.lastName ?? merged.lastName,
    note: [kept.note, merged.note].filter(Boolean).join(" ") || null,
    tags: [...new Set([...kept.tags, ...merged.tags])],
    defaultAddress: kept.defaultAddress ?? merged.defaultAddress,
    numberOfOrders: kept.numberOfOrders + merged.numberOfOrders,
    amountSpent: kept.amountSpent + merged.amountSpent,
    lastOrderId: Math.max(kept.lastOrderId ?? 0, merged.lastOrderId ?? 0) || null,
    updatedAt: stamp,
  };
  await tx.remove("customer", mergeId);
  await tx.put("customer", joined);
  return joined;
}

function mergeEvent(merge: Ids & { jobId: number; status: string; at: Date }): WebhookEvent {
  const payload = {
    admin_graphql_api_customer_kept_id: gid("Customer", merge.keepId),
    admin_graphql_api_customer_deleted_id: gid("Customer", merge.mergeId),
    admin_graphql_api_job_id: gid("Job", merge.jobId),
    status: merge.status,
    errors: [],
  };
  return { topic: "customers/merge", payload, at: merge.at };
}
