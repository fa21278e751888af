import type { ToastOptions } from "@shopify/app-bridge-types";
import { listen, tell } from "#dev-shop/app-bridge/channel.ts";

const shown = new Map<string, ToastOptions>();
let last = 0;

function show(message: string, options: ToastOptions = {}): string {
  last += 1;
  const id = `toast-${last}`;
  shown.set(id, options);
  const { duration = 5000, isError = false, action = null } = options;
  tell({ type: "toast-show", toast: { id, message: String(message), duration, isError, action } });
  return id;
}

function hide(id: string): void {
  shown.delete(id);
  tell({ type: "toast-hide", id });
}

export function startToasts(): { show: typeof show; hide: typeof hide } {
  listen((message) => {
    if (message.type === "toast-action") shown.get(message.id)?.onAction?.();
    if (message.type !== "toast-dismiss") return;
    shown.get(message.id)?.onDismiss?.();
    shown.delete(message.id);
  });
  return { show, hide };
}
