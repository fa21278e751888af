import { ask, isFramed, listen, tell } from "#dev-shop/app-bridge/channel.ts";

/**
 * Keeps the frame's address in step with the app's, and lets the frame lead the app to another
 * page.
 */
export function startNavigation(): void {
  patchHistory();
  patchOpen();
  document.addEventListener("click", openOutside);
  listen((message) => {
    if (message.type === "navigate") follow(message.href);
  });
  window.addEventListener("popstate", tellPath);
  document.addEventListener("DOMContentLoaded", tellPath);
}

function tellPath(): void {
  tell({ type: "path", path: `${location.pathname}${location.search}`, title: document.title });
}

function patchHistory(): void {
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name].bind(history);
    history[name] = (...args) => {
      original(...args);
      tellPath();
    };
  }
}

function patchOpen(): void {
  const plainOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    if (url === undefined || !isOutside(String(url), target ?? "_blank")) {
      return plainOpen(url, target, features);
    }
    tell({ type: "open", url: String(url), target: target ?? "_blank" });
    return null;
  };
}

/** Links to the admin and links out of the frame are the frame's to open. */
function openOutside(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!link || event.defaultPrevented) return;
  const href = link.getAttribute("href") ?? "";
  const target = link.getAttribute("target") ?? "_self";
  if (!isOutside(href, target)) return;
  event.preventDefault();
  const url = href.startsWith("shopify:") ? href : new URL(href, location.href).href;
  tell({ type: "open", url, target: target === "_self" ? "_top" : target });
}

function isOutside(url: string, target: string): boolean {
  if (!isFramed()) return false;
  if (url.startsWith("shopify:")) return true;
  if (target === "_top" || target === "_parent") return true;
  const { protocol, hostname } = new URL(url, location.href);
  const isShopify = hostname === "admin.shopify.com" || hostname.endsWith(".myshopify.com");
  return protocol === "https:" && isShopify;
}

/**
 * Goes to a page of the app the way its own router would: a click on its link, then Shopify's
 * event, which the app's provider hears.
 */
function follow(href: string): void {
  const link = findLink(href);
  const stop = (event: Event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
  };
  window.addEventListener("click", stop, { once: true });
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  window.removeEventListener("click", stop);
}

function findLink(href: string): Element {
  const links = document.querySelectorAll("ui-nav-menu a[href], s-app-nav [href]");
  const found = [...links].find((link) => link.getAttribute("href") === href);
  if (found) return found;
  const link = document.createElement("a");
  link.href = href;
  link.hidden = true;
  document.body.append(link);
  window.setTimeout(() => link.remove(), 1000);
  return link;
}

/** Resolves when the merchant may leave: at once without unsaved changes, else when told to. */
export async function leaveConfirmation(): Promise<void> {
  const leaves = await ask("leave-confirmation", null);
  if (!leaves) await new Promise<never>(() => undefined);
}
