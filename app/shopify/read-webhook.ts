import type { ShopEvent } from "#app/domain/shop-event.ts";

export function readWebhook(topic: string, _body: Uint8Array): ShopEvent {
  return { kind: "ignored", why: topic };
}
