import type { AppContext } from "#app/context.server.ts";
import type { Answer, RawRequest } from "#app/http/raw-request.ts";

/** Five times what the largest orders weigh. */
export const MAX_WEBHOOK_BYTES = 5 * 1024 * 1024;

type IntakeContext = Pick<AppContext, "isSignedWebhook" | "keepDelivery" | "clock" | "log">;

/**
 * POST /webhooks. Verifies, keeps, answers; the body is not even parsed here. Topics are not
 * judged either: one we do not know is kept, and set aside by the drain.
 */
export async function receiveWebhook(ctx: IntakeContext, request: RawRequest): Promise<Answer> {
  if (request.method !== "POST") return { status: 405, headers: { allow: "POST" } };
  const body = await request.readBody(MAX_WEBHOOK_BYTES);
  if (body === null) return { status: 413 };
  if (!ctx.isSignedWebhook(body, header(request, "hmac-sha256"))) return { status: 401 };
  const labels = labelsOf(request);
  if (labels === null) return { status: 400 };
  try {
    await ctx.keepDelivery({ ...labels, receivedAt: ctx.clock.now(), body });
  } catch (error) {
    // Not kept, so not acknowledged: Shopify sends it again for hours.
    ctx.log.error({ error, topic: labels.topic }, "A delivery could not be kept");
    return { status: 503, headers: { "retry-after": "30" } };
  }
  return { status: 200 };
}

const SHOP = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/;
const TOPIC = /^[a-z_]{1,40}([/.][a-z_]{1,40}){1,3}$/;
const ID = /^[A-Za-z0-9_-]{1,100}$/;

/** The headers are not signed: what the body says of its shop is compared by the drain. */
function labelsOf(request: RawRequest) {
  const shopDomain = header(request, "shop-domain") ?? "";
  const topic = header(request, "topic") ?? "";
  const webhookId = header(request, "webhook-id") ?? "";
  const eventId = header(request, "event-id") ?? "";
  const triggeredAt = instantOf(header(request, "triggered-at") ?? "");
  const odd =
    !SHOP.test(shopDomain) ||
    !TOPIC.test(topic) ||
    !ID.test(webhookId) ||
    !(eventId === "" || ID.test(eventId)) ||
    triggeredAt === null;
  return odd ? null : { shopDomain, topic, webhookId, eventId, triggeredAt };
}

function instantOf(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T[0-9:.]{5,20}(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

function header(request: RawRequest, name: string): string | undefined {
  const value = request.headers[`x-shopify-${name}`];
  return typeof value === "string" ? value : undefined;
}
