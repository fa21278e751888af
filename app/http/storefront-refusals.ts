import type { Answer } from "#app/http/raw-request.ts";
import { storefrontTexts, type Refusal, type StorefrontLocale } from "#app/texts/storefront.ts";

/** A refusal the shopper can read. */
export function refuse(status: number, why: Refusal, locale: StorefrontLocale): Answer {
  return refuseSaying(status, storefrontTexts(locale).refusals[why]);
}

export function refuseSaying(status: number, message: string, more: object = {}): Answer {
  return { status, body: { json: { ok: false, message, ...more } } };
}
