import type { Scenario } from "#bin/simulate/scenario.ts";

const CUSTOMERS = 7_000_000_000_001;
const PRODUCTS = 8_000_000_000_001;
const COLLECTIONS = 2_000_000_000_001;
const SEGMENTS = 5_000_000_000_001;
/** Variants are counted within their product. */
const VARIANTS = 100;

/** Numbers of Shopify's that a scenario's names stand for: by their place in the file. */
export function customerNumber(scenario: Scenario, name: string): number {
  return CUSTOMERS + Object.keys(scenario.customers).indexOf(name);
}

export function productNumber(scenario: Scenario, name: string): number {
  return PRODUCTS + listProducts(scenario).indexOf(name);
}

export function variantNumber(scenario: Scenario, product: string, variant?: string): number {
  const variants = scenario.products[product]?.variants ?? [];
  const index = variant === undefined ? 0 : variants.indexOf(variant);
  return productNumber(scenario, product) * VARIANTS + index;
}

export function collectionNumber(scenario: Scenario, name: string): number {
  return COLLECTIONS + listCollections(scenario).indexOf(name);
}

/** All products that are named anywhere, in the order in which they are. */
export function listProducts(scenario: Scenario): string[] {
  const bought = scenario.steps.flatMap(({ buy, edit }) => [
    ...(buy?.lines ?? []).map(({ product }) => product),
    ...(buy?.spend === undefined ? [] : [PLAIN_PRODUCT]),
    ...(edit?.add ?? []).map(({ product }) => product),
  ]);
  return [...new Set([...Object.keys(scenario.products), ...bought])];
}

/** What is bought where only money is named. */
export const PLAIN_PRODUCT = "goods";

export function listCollections(scenario: Scenario): string[] {
  const first = Object.values(scenario.products).flatMap(({ collections = [] }) => collections);
  const later = scenario.steps.flatMap(({ product }) => product?.collections ?? []);
  return [...new Set([...first, ...later])];
}

/** The global id that a text such as `product:tea` stands for, or null for any other text. */
export function idOf(scenario: Scenario, text: string): string | null {
  const [, kind, name = "", variant] =
    /^(product|variant|collection|segment):([a-z0-9-]+)(?:\/([a-z0-9-]+))?$/.exec(text) ?? [];
  if (kind === "product") return `gid://shopify/Product/${productNumber(scenario, name)}`;
  if (kind === "collection") return `gid://shopify/Collection/${collectionNumber(scenario, name)}`;
  if (kind === "segment") return `gid://shopify/Segment/${segmentNumber(name)}`;
  if (kind !== "variant") return null;
  return `gid://shopify/ProductVariant/${variantNumber(scenario, name, variant)}`;
}

/** Segments are nowhere listed: their number is made of their letters. */
function segmentNumber(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  return SEGMENTS + sum;
}
