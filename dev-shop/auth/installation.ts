/** Managed installation: the shop grants scopes, the app is told; no screens. */
import { z } from "zod";

import { timestamp } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { ALL_PROTECTED_DATA } from "#dev-shop/graphql/access.ts";
import type { ProtectedData } from "#dev-shop/graphql/access.ts";
import type { AppInstallation, Entry } from "#dev-shop/model.ts";
import { declareMetafields } from "#dev-shop/auth/declared-metafields.ts";
import { revokeAll } from "#dev-shop/auth/tokens.ts";

export type DeclaredScopes = { scopes: string[]; optionalScopes: string[] };

const AppToml = z.object({
  access_scopes: z
    .object({ scopes: z.string().default(""), optional_scopes: z.array(z.string()).default([]) })
    .default({ scopes: "", optional_scopes: [] }),
});

/** The scopes the app's toml asks for, and those it may ask for later. */
export function declaredScopes(devShop: DevShop): DeclaredScopes {
  const { access_scopes } = AppToml.parse(devShop.app.toml);
  const scopes = access_scopes.scopes.split(",").map((scope) => scope.trim());
  return { scopes: scopes.filter(Boolean), optionalScopes: access_scopes.optional_scopes };
}

/**
 * Installs the app with what its toml declares; `optionalScopes` are those the merchant grants at
 * once.
 */
export async function installApp(
  devShop: DevShop,
  { scopes, optionalScopes = [] }: Partial<DeclaredScopes> = {},
): Promise<AppInstallation> {
  const granted = new Set([...(scopes ?? declaredScopes(devShop).scopes), ...optionalScopes]);
  await devShop.commerce.install({ scopes: [...granted] });
  await declareMetafields(devShop);
  return getInstallation(devShop);
}

/** Kills every token first, as Shopify does, then fires `app/uninstalled`. */
export async function uninstallApp(devShop: DevShop): Promise<void> {
  const installation = await findInstallation(devShop);
  if (!installation || installation.uninstalledAt !== null) return;
  await revokeAll(devShop.store, installation.id);
  await devShop.commerce.uninstall();
}

/**
 * The merchant says yes to optional scopes; fires `app/scopes_update`. Others than declared are
 * refused.
 */
export async function grantScopes(devShop: DevShop, scopes: string[]): Promise<string[]> {
  const { optionalScopes, scopes: declared } = declaredScopes(devShop);
  const unknown = scopes.filter((scope) => ![...optionalScopes, ...declared].includes(scope));
  if (unknown.length > 0) throw new Error(`Not declared by the app: ${unknown.join(", ")}`);
  const { scopes: held } = await getInstallation(devShop);
  return changeScopes(devShop, [...new Set([...held, ...scopes])]);
}

export async function revokeScopes(devShop: DevShop, scopes: string[]): Promise<string[]> {
  const { scopes: held } = await getInstallation(devShop);
  return changeScopes(
    devShop,
    held.filter((scope) => !scopes.includes(scope)),
  );
}

/** Which protected customer data the app was approved for; all of it unless set. */
export async function setProtectedData(devShop: DevShop, data: ProtectedData): Promise<void> {
  const key = protectedDataKey(devShop);
  const earlier = await devShop.store.findByKey("setting", key);
  const now = timestamp(new Date());
  const id = earlier?.id ?? devShop.store.ids.next("other");
  const createdAt = earlier?.createdAt ?? now;
  await devShop.store.put("setting", { id, key, createdAt, updatedAt: now, data: { ...data } });
}

export function protectedDataKey(devShop: DevShop): string {
  return `protected-customer-data:${String(devShop.app.id)}`;
}

const ProtectedDataSetting = z.object({
  level: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  fields: z.array(z.enum(["name", "email", "phone", "address"])),
});

export function protectedDataOf(setting: Entry | null): ProtectedData {
  return setting ? ProtectedDataSetting.parse(setting.data) : ALL_PROTECTED_DATA;
}

export function findInstallation(devShop: DevShop): Promise<AppInstallation | null> {
  return devShop.store.findByKey("app_installation", devShop.app.clientId);
}

async function getInstallation(devShop: DevShop): Promise<AppInstallation> {
  const installation = await findInstallation(devShop);
  if (!installation || installation.uninstalledAt !== null) throw new Error("Not installed");
  return installation;
}

async function changeScopes(devShop: DevShop, scopes: string[]): Promise<string[]> {
  await devShop.commerce.updateScopes(scopes);
  return scopes;
}
