/** `$app` names a part of the namespaces that only one app may write. */
import type { Context } from "#dev-shop/graphql/context.ts";

/** `$app` → `app--123`, `$app:x` → `app--123--x`; nothing at all means `$app`. */
export function resolveNamespace(
  { devShop }: Context,
  namespace: string | null | undefined,
): string {
  const own = `app--${String(devShop.app.id)}`;
  if (namespace === undefined || namespace === null) return own;
  if (namespace === "$app") return own;
  return namespace.startsWith("$app:") ? `${own}--${namespace.slice("$app:".length)}` : namespace;
}

export function isAnotherApps({ devShop }: Context, namespace: string): boolean {
  const own = `app--${String(devShop.app.id)}`;
  return namespace.startsWith("app--") && namespace !== own && !namespace.startsWith(`${own}--`);
}
