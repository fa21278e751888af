/** What the Admin API answers, in Shopify's shapes. */
import { GraphQLError } from "graphql";

export type ErrorItem = {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: readonly (string | number)[];
  extensions?: Record<string, unknown>;
};

export type ThrottleStatus = {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
};

export type Answer = {
  data?: Record<string, unknown> | null;
  errors?: ErrorItem[];
  extensions?: {
    cost: {
      requestedQueryCost: number;
      actualQueryCost: number | null;
      throttleStatus: ThrottleStatus;
    };
  };
};

export const ACCESS_SCOPES_PAGE = "https://shopify.dev/api/usage/access-scopes";
export const RATE_LIMITS_PAGE = "https://shopify.dev/api/usage/rate-limits";

/**
 * An error of the whole operation field, which makes it null: `BAD_REQUEST`, `RESOURCE_NOT_FOUND`,
 * …
 */
export function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

export function invalidId(id: string): GraphQLError {
  return refusal("RESOURCE_NOT_FOUND", `Invalid id: ${id}`);
}

/** The order of keys is Shopify's: message, locations, extensions, path. */
export function itemOf(error: GraphQLError): ErrorItem {
  return {
    message: error.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(Object.keys(error.extensions).length > 0 ? { extensions: { ...error.extensions } } : {}),
    ...(error.path ? { path: error.path } : {}),
  };
}
