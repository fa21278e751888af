/**
 * The app in the shop: its installation, its scopes, its webhook subscriptions; and the shop's own
 * settings.
 */
import { gid } from "#dev-shop/model.ts";
import type { AppInstallation, Shop } from "#dev-shop/model.ts";
import type { StoreAccess } from "#dev-shop/store/access.ts";
import type { WebhookEvent } from "#dev-shop/webhooks/webhooks.ts";
import { shopPayload } from "#dev-shop/webhooks/shop-payload.ts";
import { subscriptionsOf } from "#dev-shop/webhooks/subscriptions.ts";
import type { BulkOperationEvent } from "#dev-shop/commerce/commerce.ts";
import type { CommerceContext } from "#dev-shop/commerce/context.ts";
import { timeOf } from "#dev-shop/commerce/context.ts";

/**
 * Again after an uninstall starts anew; again while installed declares scopes and subscriptions
 * anew.
 */
export async function install(
  ctx: CommerceContext,
  tx: StoreAccess,
  { scopes }: { scopes: string[] },
): Promise<void> {
  const { stamp } = timeOf(ctx, undefined);
  const earlier = await tx.findByKey("app_installation", ctx.app.clientId);
  const installation: AppInstallation = {
    id: earlier?.id ?? ctx.store.ids.next("other"),
    createdAt: earlier?.uninstalledAt === null ? earlier.createdAt : stamp,
    updatedAt: stamp,
    appId: ctx.app.id,
    clientId: ctx.app.clientId,
    scopes,
    uninstalledAt: null,
  };
  await tx.put("app_installation", installation);
  await tx.query("delete from doc_webhook_subscription", []);
  await tx.put(
    "webhook_subscription",
    ...subscriptionsOf(ctx.app.toml, { ids: ctx.store.ids, stamp }),
  );
}

export async function updateScopes(
  ctx: CommerceContext,
  tx: StoreAccess,
  { scopes }: { scopes: string[] },
): Promise<void> {
  const installation = await getInstallation(ctx, tx);
  const { at, stamp } = timeOf(ctx, undefined);
  await tx.put("app_installation", { ...installation, scopes, updatedAt: stamp });
  const payload = {
    id: installation.id,
    shop_id: gid("Shop", ctx.shop().id),
    previous: installation.scopes,
    current: scopes,
    updated_at: at.toISOString(),
  };
  await ctx.emit(tx, [{ topic: "app/scopes_update", payload, at }]);
}

/** The privacy topics outlive the app: redaction of the shop comes after it has gone. */
export async function uninstall(ctx: CommerceContext, tx: StoreAccess): Promise<void> {
  const installation = await getInstallation(ctx, tx);
  const { at, stamp } = timeOf(ctx, undefined);
  await tx.put("app_installation", { ...installation, uninstalledAt: stamp, updatedAt: stamp });
  await ctx.emit(tx, [{ topic: "app/uninstalled", payload: shopPayload(ctx.shop()), at }]);
  await tx.query(
    "delete from doc_webhook_subscription where not (doc->>'compliance')::boolean",
    [],
  );
}

export async function updateShop(
  ctx: CommerceContext,
  tx: StoreAccess,
  change: Partial<Shop>,
): Promise<Shop> {
  const { at, stamp } = timeOf(ctx, undefined);
  const shop = { ...ctx.shop(), ...change, updatedAt: stamp };
  await tx.put("shop", shop);
  await ctx.emit(tx, [{ topic: "shop/update", payload: shopPayload(shop), at }]);
  return shop;
}

export async function finishBulkOperation(
  ctx: CommerceContext,
  tx: StoreAccess,
  operation: BulkOperationEvent,
): Promise<void> {
  const event: WebhookEvent = {
    topic: "bulk_operations/finish",
    payload: {
      admin_graphql_api_id: operation.adminGraphqlApiId,
      completed_at: operation.completedAt,
      created_at: operation.completedAt,
      error_code: operation.errorCode,
      status: operation.status.toLowerCase(),
      type: operation.type,
    },
    at: ctx.clock.now(),
  };
  await ctx.emit(tx, [event]);
}

async function getInstallation(ctx: CommerceContext, tx: StoreAccess): Promise<AppInstallation> {
  const installation = await tx.findByKey("app_installation", ctx.app.clientId);
  if (!installation || installation.uninstalledAt !== null)
    throw new Error("The app is not installed");
  return installation;
}
