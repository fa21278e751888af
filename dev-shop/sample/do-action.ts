/** One action, carried out in the transaction of its batch. */
import type { Batch } from "#dev-shop/commerce/commerce.ts";
import type { OrderChange } from "#dev-shop/commerce/order-inputs.ts";
import { variantOf } from "#dev-shop/commerce/products.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import type { DiscountKind } from "#dev-shop/model.ts";
import type { Order } from "#dev-shop/order-model.ts";
import type { Action, DiscountPlan, EditPlan, RefundPlan } from "#dev-shop/sample/action.ts";

export type Doing = {
  devShop: DevShop;
  batch: Batch;
  /** The id of what an earlier action made. */
  idOf: (key: string) => number;
  /** Variants by product, as far as they have been read. */
  variants: Map<number, number[]>;
};

export type Done = { key: string; id: number; refusal?: string; codesRefused?: number };

type Of<T extends Action["type"]> = Extract<Action, { type: T }>;

export async function doAction(doing: Doing, action: Action): Promise<Done> {
  const { batch, idOf } = doing;
  const { key, at } = action;
  switch (action.type) {
    case "collection": {
      const { title, description } = action;
      return made(key, await batch.createCollection({ title, descriptionHtml: description, at }));
    }
    case "discount":
      return made(key, await batch.createDiscount({ ...discountOf(doing, action.draft), at }));
    case "pay":
      return made(key, await batch.markAsPaid({ orderId: idOf(action.orderKey), at }));
    case "assign": {
      const customerId = idOf(action.customerKey);
      return made(
        key,
        await batch.setOrderCustomer({ orderId: idOf(action.orderKey), customerId, at }),
      );
    }
    case "merge": {
      const merge = { keepId: idOf(action.keepKey), mergeId: idOf(action.mergeKey), at };
      return { key, id: (await batch.mergeCustomers(merge)).jobId };
    }
    case "product":
    case "customer":
    case "order":
      throw new Error("Products, customers and orders are made in groups");
    default:
      return changed(key, await changeOrder(doing, action));
  }
}

function made(key: string, { id }: { id: number }): Done {
  return { key, id };
}

function changed(key: string, change: OrderChange): Done {
  if (!change.ok) return { key, id: 0, refusal: change.reason };
  return { key, id: change.refund?.id ?? change.order.id };
}

export async function makeProducts(
  { devShop, batch, idOf }: Doing,
  actions: Action[],
): Promise<Done[]> {
  const { ids } = devShop.store;
  const drafts = actions.flatMap((action) => {
    if (action.type !== "product") return [];
    const { collectionKeys = [], variants, ...rest } = action.draft;
    const all = variants.map((each, index) => variantOf(ids, { position: index + 1, ...each }));
    return [{ ...rest, collectionIds: collectionKeys.map(idOf), variants: all, at: action.at }];
  });
  return named(actions, await batch.createProducts(drafts));
}

export async function makeCustomers({ batch }: Doing, actions: Action[]): Promise<Done[]> {
  const drafts = actions.flatMap((action) =>
    action.type === "customer" ? [{ ...action.draft, at: action.at }] : [],
  );
  return named(actions, await batch.createCustomers(drafts));
}

function named(actions: Action[], documents: { id: number }[]): Done[] {
  return actions.map(({ key }, index) => ({ key, id: documents[index]?.id ?? 0 }));
}

function discountOf({ idOf }: Doing, plan: DiscountPlan) {
  const { customerKeys, collectionKeys, kind, ...rest } = plan;
  const context = { kind: "customers" as const, customerIds: (customerKeys ?? []).map(idOf) };
  return {
    ...rest,
    ...(customerKeys ? { context } : {}),
    kind: collectionKeys ? forCollections(kind, collectionKeys.map(idOf)) : kind,
  };
}

function forCollections(kind: DiscountKind, collectionIds: number[]): DiscountKind {
  const items = { all: false as const, productIds: [], variantIds: [], collectionIds };
  if (kind.type === "freeShipping" || kind.type === "function") return kind;
  if (kind.type !== "bxgy") return { ...kind, items };
  return { ...kind, buys: { ...kind.buys, items }, gets: { ...kind.gets, items } };
}

async function changeOrder(
  { batch, idOf }: Doing,
  action: Of<"refund"> | Of<"cancel"> | Of<"edit">,
): Promise<OrderChange> {
  const { at } = action;
  const order = await batch.tx.find("order", idOf(action.orderKey));
  if (!order) return { ok: false, reason: "order-missing" };
  if (action.type === "cancel") {
    return batch.cancel({ orderId: order.id, reason: action.reason, at });
  }
  if (action.type === "refund") return batch.refund({ ...refundOf(order, action.refund), at });
  return batch.editOrder({ ...(await editOf(batch, { order, edit: action.edit, idOf })), at });
}

function refundOf(order: Order, { lines, ...refund }: RefundPlan) {
  const named = lines?.map(({ line, quantity }) => ({
    lineId: order.lines[line]?.id ?? 0,
    quantity,
    restockType: "RETURN" as const,
  }));
  return { orderId: order.id, ...refund, ...(named ? { lines: named } : {}) };
}

async function editOf(
  { tx }: Batch,
  { order, edit, idOf }: { order: Order; edit: EditPlan; idOf: Doing["idOf"] },
) {
  const wanted = edit.add ?? [];
  const products = await tx.findMany(
    "product",
    wanted.map(({ productKey }) => idOf(productKey)),
  );
  return {
    orderId: order.id,
    add: wanted.map(({ quantity }, index) => ({
      variantId: products[index]?.variants[0]?.id ?? 0,
      quantity,
    })),
    setQuantities: (edit.setQuantities ?? []).map(({ line, quantity }) => ({
      lineId: order.lines[line]?.id ?? 0,
      quantity,
    })),
  };
}
