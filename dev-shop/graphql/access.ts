/** Who may see what: access scopes and protected customer data, by the schema's own marks. */
import { GraphQLError, getNamedType } from "graphql";
import type { GraphQLResolveInfo } from "graphql";

import { ACCESS_SCOPES_PAGE } from "#dev-shop/graphql/answer.ts";
import { adminSchema } from "#dev-shop/graphql/schema.ts";
import type { Access } from "#dev-shop/graphql/schema.ts";

/** Level 0: no customer data at all; 1: all but names and contact data; 2: what is listed. */
export type ProtectedData = { level: 0 | 1 | 2; fields: ProtectedField[] };
export type ProtectedField = "name" | "email" | "phone" | "address";

export const ALL_PROTECTED_DATA: ProtectedData = {
  level: 2,
  fields: ["name", "email", "phone", "address"],
};

export type Permissions = {
  scopes: ReadonlySet<string>;
  protectedData: ProtectedData;
  /** Answers kept while one request runs. */
  known: Map<string, GraphQLError | null>;
};

export function permissionsOf(scopes: string[], protectedData: ProtectedData): Permissions {
  const granted = new Set(scopes);
  for (const scope of scopes) {
    // To write is also to read.
    if (scope.startsWith("write_")) granted.add(`read_${scope.slice("write_".length)}`);
  }
  return { scopes: granted, protectedData, known: new Map() };
}

/** Throws what Shopify answers when the app may not have the field. */
export function requireField(permissions: Permissions, info: GraphQLResolveInfo): void {
  const key = `${info.parentType.name}.${info.fieldName}`;
  let refused = permissions.known.get(key);
  if (refused === undefined) {
    refused = refusalOf(permissions, info);
    permissions.known.set(key, refused);
  }
  if (refused) throw refused;
}

/**
 * Throws unless one of the scopes is granted; for rules that the schema words but does not mark.
 */
export function requireScope(permissions: Permissions, scope: string, field: string): void {
  if (permissions.scopes.has(scope)) return;
  throw accessDenied(field, `\`${scope}\` access scope.`);
}

const CUSTOMER_DATA_TYPES = new Set(["Customer", "Order"]);

function refusalOf(permissions: Permissions, info: GraphQLResolveInfo): GraphQLError | null {
  const { access, protectedContent } = adminSchema();
  const { fieldName, parentType } = info;
  const key = `${parentType.name}.${fieldName}`;
  const returned = getNamedType(info.returnType).name.replace(/(?:Connection|Edge)$/, "");

  for (const wanted of [access.get(key), access.get(parentType.name), access.get(returned)]) {
    if (wanted && !isGranted(permissions, wanted)) {
      return accessDenied(fieldName, wanted.requiredAccess);
    }
  }
  const { level, fields } = permissions.protectedData;
  if (level === 0 && CUSTOMER_DATA_TYPES.has(returned))
    return notApproved(`access the ${returned} object`);
  const content = protectedContent.get(key);
  if (content && !(level === 2 && fields.some((field) => field === content))) {
    return notApproved(`use the ${fieldName} field`);
  }
  return null;
}

function isGranted({ scopes }: Permissions, { scopes: wanted }: Access): boolean {
  return wanted.some((scope) => scopes.has(scope));
}

function accessDenied(field: string, requiredAccess: string): GraphQLError {
  return new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: { code: "ACCESS_DENIED", documentation: ACCESS_SCOPES_PAGE, requiredAccess },
  });
}

function notApproved(what: string): GraphQLError {
  const page = "https://shopify.dev/docs/apps/launch/protected-customer-data";
  return new GraphQLError(`This app is not approved to ${what}. See ${page} for more details.`, {
    extensions: { code: "ACCESS_DENIED", documentation: page },
  });
}
