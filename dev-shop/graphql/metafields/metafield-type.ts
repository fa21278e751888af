import { createHash } from "node:crypto";

import { gid } from "#dev-shop/model.ts";
import type { Metafield } from "#dev-shop/model.ts";
import { arrayConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolver, Resolvers } from "#dev-shop/graphql/context.ts";
import { resolveNamespace } from "#dev-shop/graphql/metafields/namespaces.ts";
import { findOwner, ownerKey, ownerTypeOf } from "#dev-shop/graphql/metafields/owners.ts";
import { jsonValueOf } from "#dev-shop/graphql/metafields/value-types.ts";

/** Changes whenever the value does; only ever compared. */
export function digestOf(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

export const metafieldType: Resolvers = {
  Metafield: {
    id: ({ id }: Metafield) => gid("Metafield", id),
    legacyResourceId: ({ id }: Metafield) => String(id),
    compareDigest: ({ value }: Metafield) => digestOf(value),
    jsonValue: ({ type, value }: Metafield) => jsonValueOf(type, value),
    sizeInBytes: ({ value }: Metafield) => Buffer.byteLength(value),
    ownerType: ({ ownerGid }: Metafield) => ownerTypeOf(ownerGid)?.ownerType,
    owner: ({ ownerGid }: Metafield, _: unknown, context) => findOwner(context, ownerGid),
    definition: ({ ownerGid, namespace, key }: Metafield, _: unknown, { devShop }) => {
      const ownerType = ownerTypeOf(ownerGid)?.ownerType ?? "";
      return devShop.store.findByKey("metafield_definition", `${ownerType}/${namespace}/${key}`);
    },
  },
};

type OneArgs = { namespace?: string | null; key: string };
type ManyArgs = PageArgs & { namespace?: string | null; keys?: string[] | null };

/** `metafield` and `metafields` for a type whose objects have this global id. */
export function metafieldFields<Source>(
  globalIdOf: (source: Source) => string,
): Record<string, Resolver> {
  return {
    metafield: (source: Source, { namespace, key }: OneArgs, context) => {
      const space = resolveNamespace(context, namespace);
      const owner = ownerKey(globalIdOf(source));
      return context.devShop.store.findByKey("metafield", `${owner}/${space}/${key}`);
    },
    metafields: async (source: Source, args: ManyArgs, context) => {
      const all = await listOf(context, ownerKey(globalIdOf(source)));
      return arrayConnection(all.filter(wantedBy(context, args)), args);
    },
  };
}

async function listOf({ devShop }: Context, owner: string): Promise<Metafield[]> {
  return (await devShop.store.list("metafield", { owner, limit: 1_000 })).items;
}

/** `keys` are `namespace.key` each. */
function wantedBy(context: Context, { namespace, keys }: ManyArgs) {
  const space = namespace ? resolveNamespace(context, namespace) : null;
  const full = keys?.map((key) => {
    const [first = "", ...rest] = key.split(".");
    return `${resolveNamespace(context, first)}.${rest.join(".")}`;
  });
  return (metafield: Metafield) =>
    (space === null || metafield.namespace === space) &&
    (!full || full.includes(`${metafield.namespace}.${metafield.key}`));
}
