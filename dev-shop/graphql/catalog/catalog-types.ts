import { formatMinor } from "#dev-shop/commerce/money.ts";
import { gid } from "#dev-shop/model.ts";
import type { Collection, Product, Variant } from "#dev-shop/model.ts";
import { arrayConnection, listConnection, mapConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument } from "#dev-shop/graphql/global-ids.ts";
import { metafieldFields } from "#dev-shop/graphql/metafields/metafield-type.ts";
import { findVariant } from "#dev-shop/graphql/metafields/owners.ts";
import { moneyV2 } from "#dev-shop/graphql/money-values.ts";
import { filterOf, matcherOf } from "#dev-shop/graphql/search/match-search.ts";
import type { Searchable } from "#dev-shop/graphql/search/match-search.ts";
import { parseSearch } from "#dev-shop/graphql/search/parse-search.ts";

type ListArgs = PageArgs & { query?: string | null; sortKey?: string | null };
type OfVariant = { of: Product; variant: Variant };

const productSearch: Searchable<Product> = {
  name: "products",
  fields: {
    id: { type: "number", of: ({ id }) => id, column: "id" },
    created_at: { type: "time", of: ({ createdAt }) => createdAt, column: "createdAt" },
    updated_at: { type: "time", of: ({ updatedAt }) => updatedAt, column: "updatedAt" },
    title: { type: "text", of: ({ title }) => [title] },
    handle: { type: "text", of: ({ handle }) => [handle] },
    vendor: { type: "text", of: ({ vendor }) => [vendor] },
    product_type: { type: "text", of: ({ productType }) => [productType] },
    status: { type: "text", of: ({ status }) => [status] },
    tag: { type: "text", of: ({ tags }) => tags },
    gift_card: { type: "flag", of: ({ isGiftCard }) => isGiftCard },
    sku: { type: "text", of: ({ variants }) => variants.map(({ sku }) => sku) },
    collection_id: { type: "text", of: ({ collectionIds }) => collectionIds.map(String) },
  },
  text: ({ title, vendor, productType, tags }) => [title, vendor, productType, ...tags],
};

const collectionSearch: Searchable<Collection> = {
  name: "collections",
  fields: {
    id: { type: "number", of: ({ id }) => id, column: "id" },
    title: { type: "text", of: ({ title }) => [title] },
    handle: { type: "text", of: ({ handle }) => [handle] },
    updated_at: { type: "time", of: ({ updatedAt }) => updatedAt, column: "updatedAt" },
  },
  text: ({ title }) => [title],
};

export const catalogTypes: Resolvers = {
  QueryRoot: {
    product: (_: unknown, { id }: { id: string }, { load }) =>
      load("product", idArgument(id, "Product")),
    productVariant: (_: unknown, { id }: { id: string }, context) =>
      findVariant(context, idArgument(id, "ProductVariant")),
    products: (_: unknown, args: ListArgs, { devShop }) => {
      const search = parseSearch(args.query ?? "");
      const listing = { ...filterOf(productSearch, search), sort: sortOf(args.sortKey) };
      const matches = search.kind === "all" ? undefined : matcherOf(productSearch, search);
      return listConnection(devShop.store, { kind: "product", listing, matches }, args);
    },
    productsCount: async (_: unknown, __: unknown, { devShop }) => ({
      count: await devShop.store.count("product", {}),
      precision: "EXACT",
    }),
    collection: (_: unknown, { id }: { id: string }, { load }) =>
      load("collection", idArgument(id, "Collection")),
    collections: (_: unknown, args: ListArgs, { devShop }) => {
      const search = parseSearch(args.query ?? "");
      const listing = { ...filterOf(collectionSearch, search), sort: sortOf(args.sortKey) };
      const matches = search.kind === "all" ? undefined : matcherOf(collectionSearch, search);
      return listConnection(devShop.store, { kind: "collection", listing, matches }, args);
    },
  },
  Product: {
    ...metafieldFields(({ id }: Product) => gid("Product", id)),
    id: ({ id }: Product) => gid("Product", id),
    legacyResourceId: ({ id }: Product) => String(id),
    description: ({ descriptionHtml }: Product) => descriptionHtml.replace(/<[^>]+>/g, ""),
    onlineStoreUrl: ({ handle, publishedAt }: Product, _: unknown, { devShop }) =>
      publishedAt === null ? null : `${devShop.url}/products/${handle}`,
    featuredMedia: ({ id, imageUrl }: Product) => mediaOf(id, imageUrl),
    hasOnlyDefaultVariant: ({ variants }: Product) => variants.length === 1,
    totalInventory: ({ variants }: Product) =>
      variants.reduce((sum, { inventoryQuantity }) => sum + inventoryQuantity, 0),
    variantsCount: ({ variants }: Product) => ({ count: variants.length, precision: "EXACT" }),
    variants: (product: Product, args: PageArgs) =>
      mapConnection(arrayConnection(product.variants, args), (variant) => ({
        of: product,
        variant,
      })),
    priceRangeV2: ({ variants }: Product, _: unknown, { devShop }) => {
      const prices = variants.map(({ price }) => price);
      return {
        minVariantPrice: moneyV2(Math.min(...prices), devShop.shop.currency),
        maxVariantPrice: moneyV2(Math.max(...prices), devShop.shop.currency),
      };
    },
    inCollection: ({ collectionIds }: Product, { id }: { id: string }) =>
      collectionIds.includes(idArgument(id, "Collection")),
    collections: async ({ collectionIds }: Product, args: PageArgs, context) =>
      arrayConnection(await collectionsOf(context, collectionIds), args),
  },
  ProductVariant: {
    ...metafieldFields(({ variant }: OfVariant) => gid("ProductVariant", variant.id)),
    id: ({ variant }: OfVariant) => gid("ProductVariant", variant.id),
    legacyResourceId: ({ variant }: OfVariant) => String(variant.id),
    title: ({ variant }: OfVariant) => variant.title,
    displayName: ({ of, variant }: OfVariant) => `${of.title} - ${variant.title}`,
    sku: ({ variant }: OfVariant) => variant.sku,
    taxable: ({ variant }: OfVariant) => variant.taxable,
    position: ({ variant }: OfVariant) => variant.position,
    inventoryQuantity: ({ variant }: OfVariant) => variant.inventoryQuantity,
    availableForSale: () => true,
    product: ({ of }: OfVariant) => of,
    createdAt: ({ of }: OfVariant) => of.createdAt,
    updatedAt: ({ of }: OfVariant) => of.updatedAt,
    price: ({ variant }: OfVariant, _: unknown, { devShop }) =>
      formatMinor(variant.price, devShop.shop.currency),
    compareAtPrice: ({ variant }: OfVariant, _: unknown, { devShop }) =>
      variant.compareAtPrice === null
        ? null
        : formatMinor(variant.compareAtPrice, devShop.shop.currency),
  },
  Collection: {
    ...metafieldFields(({ id }: Collection) => gid("Collection", id)),
    id: ({ id }: Collection) => gid("Collection", id),
    legacyResourceId: ({ id }: Collection) => String(id),
    description: ({ descriptionHtml }: Collection) => descriptionHtml.replace(/<[^>]+>/g, ""),
    hasProduct: async ({ id }: Collection, args: { id: string }, { load }) =>
      (await load("product", idArgument(args.id, "Product")))?.collectionIds.includes(id) ?? false,
    products: ({ id }: Collection, args: PageArgs, { devShop }) => {
      const listing = { contains: { collectionIds: [id] } };
      return listConnection(devShop.store, { kind: "product", listing }, args);
    },
    productsCount: async ({ id }: Collection, _: unknown, { devShop }) => ({
      count: await devShop.store.count("product", { contains: { collectionIds: [id] } }),
      precision: "EXACT",
    }),
  },
};

function sortOf(sortKey: string | null | undefined): "id" | "createdAt" | "updatedAt" {
  if (sortKey === "UPDATED_AT") return "updatedAt";
  return sortKey === "CREATED_AT" ? "createdAt" : "id";
}

function mediaOf(productId: number, url: string | null) {
  if (url === null) return null;
  const image = { id: gid("ImageSource", productId), url, altText: null };
  return { __typename: "MediaImage", id: gid("MediaImage", productId), image, preview: { image } };
}

async function collectionsOf({ load }: Context, ids: number[]): Promise<Collection[]> {
  const found = await Promise.all(ids.map((id) => load("collection", id)));
  return found.filter((collection) => collection !== null);
}
