import { declaredScopes, revokeScopes } from "#dev-shop/auth/installation.ts";
import { gid } from "#dev-shop/model.ts";
import type { AppInstallation, Job, Shop, WebhookSubscription } from "#dev-shop/model.ts";
import { findVisibleOrder } from "#dev-shop/graphql/orders/order-queries.ts";
import { arrayConnection } from "#dev-shop/graphql/connections.ts";
import type { PageArgs } from "#dev-shop/graphql/connections.ts";
import type { Context, Resolvers } from "#dev-shop/graphql/context.ts";
import { idArgument, splitGlobalId } from "#dev-shop/graphql/global-ids.ts";
import { metafieldFields } from "#dev-shop/graphql/metafields/metafield-type.ts";
import { findOwner } from "#dev-shop/graphql/metafields/owners.ts";

export const shopTypes: Resolvers = {
  QueryRoot: {
    shop: (_: unknown, __: unknown, { devShop }) => devShop.shop,
    node: (_: unknown, { id }: { id: string }, context) => findNode(context, id),
    nodes: (_: unknown, { ids }: { ids: string[] }, context) =>
      ids.map((id) => findNode(context, id)),
    job: async (_: unknown, { id }: { id: string }, { load }) => load("job", idArgument(id, "Job")),
  },
  Shop: {
    ...metafieldFields(({ id }: Shop) => gid("Shop", id)),
    id: ({ id }: Shop) => gid("Shop", id),
    contactEmail: ({ email }: Shop) => email,
    currencyCode: ({ currency }: Shop) => currency,
    enabledPresentmentCurrencies: ({ currency, presentmentRates }: Shop) => [
      ...new Set([currency, ...Object.keys(presentmentRates)]),
    ],
    ianaTimezone: ({ timezone }: Shop) => timezone,
    plan: ({ planName }: Shop) => ({
      displayName: planName,
      publicDisplayName: planName,
      partnerDevelopment: planName === "Development",
      shopifyPlus: planName.includes("Plus"),
    }),
    primaryDomain: ({ id, myshopifyDomain }: Shop, _: unknown, { devShop }) => ({
      id: gid("Domain", id),
      host: myshopifyDomain,
      url: devShop.url,
      sslEnabled: false,
    }),
    url: (_: unknown, __: unknown, { devShop }) => devShop.url,
    customerAccountsV2: () => ({ customerAccountsVersion: "NEW_CUSTOMER_ACCOUNTS" }),
  },
  Job: {
    id: ({ id }: Job | { id: string }) => (typeof id === "number" ? gid("Job", id) : id),
  },
};

export const appTypes: Resolvers = {
  QueryRoot: {
    currentAppInstallation: (_: unknown, __: unknown, { installation }) => installation,
    app: (_: unknown, { id }: { id?: string | null }, { devShop }) =>
      !id || idArgument(id, "App") === devShop.app.id ? devShop.app : null,
    webhookSubscriptions: async (_: unknown, args: PageArgs, { devShop }) => {
      // Those of the toml belong to the app; the API lists only a shop's own, of which there are
      // none but these.
      const { items } = await devShop.store.list("webhook_subscription", { limit: 1_000 });
      return arrayConnection(
        items.filter(({ compliance }) => !compliance),
        args,
      );
    },
  },
  AppInstallation: {
    ...metafieldFields(({ id }: AppInstallation) => gid("AppInstallation", id)),
    id: ({ id }: AppInstallation) => gid("AppInstallation", id),
    accessScopes: ({ scopes }: AppInstallation) => scopes.map(scopeOf),
    activeSubscriptions: () => [],
    app: (_: unknown, __: unknown, { devShop }) => devShop.app,
    launchUrl: (_: unknown, __: unknown, { devShop }) => devShop.app.url,
  },
  App: {
    id: ({ id }: { id: number }) => gid("App", id),
    apiKey: ({ clientId }: { clientId: string }) => clientId,
    title: ({ handle }: { handle: string }) => handle,
    embedded: () => true,
    installation: (_: unknown, __: unknown, { installation }) => installation,
    requestedAccessScopes: (_: unknown, __: unknown, { devShop }) =>
      declaredScopes(devShop).scopes.map(scopeOf),
    optionalAccessScopes: (_: unknown, __: unknown, { devShop }) =>
      declaredScopes(devShop).optionalScopes.map(scopeOf),
  },
  WebhookSubscription: {
    id: ({ id }: WebhookSubscription) => gid("WebhookSubscription", id),
    legacyResourceId: ({ id }: WebhookSubscription) => String(id),
    topic: ({ topic }: WebhookSubscription) => topic.toUpperCase().replaceAll(/[/.]/g, "_"),
    includeFields: ({ includeFields }: WebhookSubscription) => includeFields ?? [],
    format: () => "JSON",
    apiVersion: ({ apiVersion }: WebhookSubscription) => ({
      handle: apiVersion,
      displayName: apiVersion,
      supported: true,
    }),
  },
  Mutation: {
    appRevokeAccessScopes: (_: unknown, { scopes }: { scopes: string[] }, context) =>
      revoke(context, scopes),
  },
};

/** Only optional scopes can be given back; required ones only by uninstalling. */
async function revoke({ devShop, installation }: Context, scopes: string[]) {
  const required = new Set(declaredScopes(devShop).scopes);
  const error = (message: string, code: string) => ({
    revoked: null,
    userErrors: [{ field: ["scopes"], message, code }],
  });
  if (scopes.some((scope) => required.has(scope))) {
    return error(
      "Scopes that are declared as required cannot be revoked.",
      "CANNOT_REVOKE_REQUIRED_SCOPES",
    );
  }
  if (scopes.some((scope) => !installation.scopes.includes(scope))) {
    return error(
      "The requested list of scopes to revoke includes invalid handles.",
      "UNKNOWN_SCOPES",
    );
  }
  await revokeScopes(devShop, scopes);
  return { revoked: scopes.map(scopeOf), userErrors: [] };
}

function scopeOf(handle: string) {
  const [verb = "", ...rest] = handle.split("_");
  return { handle, description: `${verb === "write" ? "Modify" : "Read"} ${rest.join(" ")}` };
}

async function findNode(context: Context, globalId: string): Promise<unknown> {
  const split = splitGlobalId(globalId);
  if (split?.type === "Order") {
    const order = await findVisibleOrder(context, split.id);
    return order && { __typename: "Order", ...order };
  }
  if (split?.type === "Job") {
    const job = await context.load("job", split.id);
    return job && { __typename: "Job", ...job };
  }
  if (split?.type === "BulkOperation") {
    const operation = await context.load("bulk_operation", split.id);
    return operation && { __typename: "BulkOperation", ...operation };
  }
  return findOwner(context, globalId);
}
