/** The Admin API's real schema of one version, with the marks Shopify puts beside it. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema } from "graphql";
import type { GraphQLSchema, IntrospectionQuery } from "graphql";

export const API_VERSION = "2026-10";

export type Access = { requiredAccess: string; scopes: string[] };

export type AdminSchema = {
  schema: GraphQLSchema;
  /** By `Type` and `Type.field`: any one of the scopes opens it. */
  access: Map<string, Access>;
  /** By `Type.field`: the kind of personal data in it, such as `email`. */
  protectedContent: Map<string, string>;
  /** By `Type.field.argument`: the types whose global ids it takes. */
  gidTypes: Map<string, string[]>;
};

let loaded: AdminSchema | undefined;

/** Read at first use, since it takes about half a second; kept for the life of the process. */
export function adminSchema(): AdminSchema {
  return (loaded ??= load());
}

type MarkedArgument = { name: string; gidTypes?: string[] | null };
type MarkedField = {
  name: string;
  args?: MarkedArgument[];
  isProtected?: boolean;
  protectedContent?: string | null;
};
type MarkedType = { name: string; fields?: MarkedField[] | null };
type Introspection = {
  data: IntrospectionQuery;
  offline_scopes: {
    items: {
      typeName: string;
      fieldName?: string;
      requiredAccess?: string;
      offlineScopes?: string[];
    }[];
  };
};

function load(): AdminSchema {
  const file = `../../node_modules/@shopify/dev-mcp/dist/data/admin_${API_VERSION}.json.gz`;
  const text = gunzipSync(readFileSync(new URL(file, import.meta.url))).toString("utf8");
  const introspection = JSON.parse(text) as Introspection;
  return {
    schema: buildClientSchema(introspection.data),
    access: accessOf(introspection),
    ...fieldMarksOf(introspection),
  };
}

function accessOf({ offline_scopes }: Introspection): Map<string, Access> {
  const access = new Map<string, Access>();
  for (const item of offline_scopes.items) {
    if (!item.offlineScopes?.length) continue;
    const key = item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName;
    access.set(key, { requiredAccess: item.requiredAccess ?? "", scopes: item.offlineScopes });
  }
  return access;
}

function fieldMarksOf({ data }: Introspection): Pick<AdminSchema, "protectedContent" | "gidTypes"> {
  const protectedContent = new Map<string, string>();
  const gidTypes = new Map<string, string[]>();
  for (const { key, field } of fieldsOf(data)) {
    if (field.isProtected && field.protectedContent)
      protectedContent.set(key, field.protectedContent);
    for (const { name, gidTypes: types } of field.args ?? []) {
      if (types?.length) gidTypes.set(`${key}.${name}`, types);
    }
  }
  return { protectedContent, gidTypes };
}

function fieldsOf(data: Introspection["data"]): { key: string; field: MarkedField }[] {
  // The marks are not in graphql-js's type of an introspection.
  const types = data.__schema.types as readonly MarkedType[];
  return types.flatMap((type) =>
    (type.fields ?? []).map((field) => ({ key: `${type.name}.${field.name}`, field })),
  );
}
