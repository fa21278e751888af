const EMBEDDED = [
  "embedded",
  "hmac",
  "host",
  "id_token",
  "locale",
  "session",
  "shop",
  "timestamp",
  "appLoadId",
];

/** The admin's address for a page of the app, without what the admin itself adds. */
export function pathInAdmin(handle: string, path: string): string {
  const { pathname, searchParams, hash } = new URL(path, location.origin);
  EMBEDDED.forEach((name) => searchParams.delete(name));
  const query = searchParams.size > 0 ? `?${searchParams.toString()}` : "";
  return `/admin/apps/${handle}${pathname}${query}${hash}`;
}

/** Opens what the app asked for, with Shopify's addresses turned to those of this shop. */
export function openUrl(names: DOMStringMap, { url, target }: { url: string; target: string }) {
  const here = addressHere(names, url);
  if (here === null) return;
  if (target === "_blank") window.open(here, "_blank", "noopener");
  else window.location.assign(here);
}

function addressHere({ handle = "", shop, appUrl = "" }: DOMStringMap, url: string): string | null {
  const admin = /^shopify:\/*admin(.*)$/i.exec(url)?.[1];
  if (admin !== undefined) return `/admin${admin}`;
  const parsed = new URL(url, location.origin);
  if (!["http:", "https:"].includes(parsed.protocol)) return null;
  const { hostname, pathname, search, hash, origin } = parsed;
  const rest = `${search}${hash}`;
  if (hostname === "admin.shopify.com") {
    return `${pathname.replace(/^\/store\/[^/]+/, "/admin")}${rest}`;
  }
  if (hostname === shop) return `${pathname}${rest}`;
  if (URL.canParse(appUrl) && origin === new URL(appUrl).origin) {
    return pathInAdmin(handle, `${pathname}${rest}`);
  }
  return parsed.href;
}
