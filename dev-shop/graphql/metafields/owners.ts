/**
 * What metafields can hang on here: whether it exists, its type's name, the scopes to read and
 * write it.
 */
import type { Kind } from "#dev-shop/model.ts";
import { splitGlobalId } from "#dev-shop/graphql/global-ids.ts";
import type { Context } from "#dev-shop/graphql/context.ts";

type OwnerType = {
  ownerType: string;
  kind: Kind;
  /** The scope family: `read_…`, `write_…`; null: the app's own. */
  scope: string | null;
};

const ownerTypes: Record<string, OwnerType> = {
  Customer: { ownerType: "CUSTOMER", kind: "customer", scope: "customers" },
  Order: { ownerType: "ORDER", kind: "order", scope: "orders" },
  Product: { ownerType: "PRODUCT", kind: "product", scope: "products" },
  ProductVariant: { ownerType: "PRODUCTVARIANT", kind: "product", scope: "products" },
  Collection: { ownerType: "COLLECTION", kind: "collection", scope: "products" },
  DiscountNode: { ownerType: "DISCOUNT", kind: "discount", scope: "discounts" },
  DiscountCodeNode: { ownerType: "DISCOUNT", kind: "discount", scope: "discounts" },
  Shop: { ownerType: "SHOP", kind: "shop", scope: null },
  AppInstallation: { ownerType: "API_PERMISSION", kind: "app_installation", scope: null },
};

/** The two names of a discount's node mean one owner. */
export function ownerKey(globalId: string): string {
  return globalId.replace("/DiscountCodeNode/", "/DiscountNode/");
}

export function ownerTypeOf(globalId: string): OwnerType | null {
  const type = splitGlobalId(globalId)?.type;
  return type === undefined ? null : (ownerTypes[type] ?? null);
}

/** The owner as a GraphQL object, or null when it is not there. */
export async function findOwner(
  context: Context,
  globalId: string,
): Promise<{ __typename: string; of?: object } | null> {
  const split = splitGlobalId(globalId);
  const type = ownerTypeOf(globalId);
  if (!split || !type) return null;
  if (split.type === "ProductVariant") return findVariant(context, split.id);
  const document = await context.load(type.kind, split.id);
  if (!document) return null;
  if (type.kind === "discount") return { __typename: split.type, of: document };
  return { __typename: split.type, ...document };
}

export async function findVariant({ devShop }: Context, id: number) {
  const contains = { variants: [{ id }] };
  const { items } = await devShop.store.list("product", { contains, limit: 1 });
  const [product] = items;
  const variant = product?.variants.find((each) => each.id === id);
  return product && variant ? { __typename: "ProductVariant", of: product, variant } : null;
}
