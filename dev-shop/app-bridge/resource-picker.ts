import type { ShopifyGlobal } from "@shopify/app-bridge-types";
import { ask } from "#dev-shop/app-bridge/channel.ts";
import type { PickerQuestion } from "#dev-shop/app-bridge/messages.ts";

type Options = {
  type: string;
  action?: string;
  multiple?: boolean | number;
  query?: string;
  filter?: { query?: string };
  selectionIds?: { id: string }[];
};

/** Lets the merchant choose in the frame; undefined when they close it, as Shopify's answers. */
export const resourcePicker = (async (options: Options) => {
  const chosen = await ask("resource-picker", {
    type: options.type as PickerQuestion["type"],
    action: options.action ?? "add",
    multiple: options.multiple ?? false,
    query: options.query ?? options.filter?.query ?? "",
    selectedIds: (options.selectionIds ?? []).map(({ id }) => id),
  });
  return chosen === null ? undefined : Object.assign(chosen, { selection: chosen });
}) as unknown as ShopifyGlobal["resourcePicker"];
