import { testOf, type Test } from "#app/domain/earning/condition-test.ts";
import type { OrderLine, ProductPin } from "#app/domain/order-facts.ts";
import type { LineCondition } from "#app/domain/program/condition.ts";

/** A line with what is pinned of its product; words are in lower case. */
export type LineView = {
  productId: string | null;
  variantId: string | null;
  vendor: string | null;
  type: string;
  tags: string[];
  collections: string[];
};

type LineLeaf = Exclude<LineCondition, { kind: "all" | "any" | "not" }>;

/** A line as conditions look at it. */
export function lineViewOf(line: OrderLine, pin: ProductPin | undefined): LineView {
  return {
    productId: line.productId,
    variantId: line.variantId,
    vendor: line.vendor?.toLowerCase() ?? null,
    type: pin?.type.toLowerCase() ?? "",
    tags: pin?.tags.map((tag) => tag.toLowerCase()) ?? [],
    collections: pin?.collections ?? [],
  };
}

/** A condition on lines, made ready. */
export function lineTestOf(condition: LineCondition): Test<LineView> {
  return testOf<LineView, LineLeaf>(condition, lineLeafTest);
}

function lineLeafTest(leaf: LineLeaf): (line: LineView) => boolean {
  switch (leaf.kind) {
    case "product": {
      const products = new Set<string | null>(leaf.in);
      return ({ productId }) => products.has(productId);
    }
    case "variant": {
      const variants = new Set<string | null>(leaf.in);
      return ({ variantId }) => variants.has(variantId);
    }
    case "collection": {
      const collections = new Set(leaf.in);
      return (line) => line.collections.some((id) => collections.has(id));
    }
    case "tag": {
      const tags = lowerCase(leaf.in);
      return (line) => line.tags.some((tag) => tags.has(tag));
    }
    case "vendor": {
      const vendors: Set<string | null> = lowerCase(leaf.in);
      return ({ vendor }) => vendors.has(vendor);
    }
    case "product-type": {
      const types = lowerCase(leaf.in);
      return ({ type }) => types.has(type);
    }
  }
}

/** Words compare without regard to case. */
export function lowerCase(words: string[]): Set<string> {
  return new Set(words.map((word) => word.toLowerCase()));
}
