import { createHmac } from "node:crypto";

export type WebhookRequest = { topic: string; webhookId: string; triggeredAt: Date; body: Buffer };

/** Says how a shop's webhooks look on the wire, signed as Shopify signs them. */
export function webhookRequests({ domain, secret }: { domain: string; secret: string }) {
  return ({ topic, webhookId, triggeredAt, body }: WebhookRequest): Buffer[] => {
    const signature = createHmac("sha256", secret).update(body).digest("base64");
    const head =
      "POST /webhooks HTTP/1.1\r\nHost: laurel.example\r\n" +
      "User-Agent: Shopify-Captain-Hook\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n" +
      "Content-Type: application/json\r\nX-Shopify-Api-Version: 2026-10\r\n" +
      `Content-Length: ${body.length}\r\nX-Shopify-Topic: ${topic}\r\n` +
      `X-Shopify-Hmac-Sha256: ${signature}\r\nX-Shopify-Shop-Domain: ${domain}\r\n` +
      `X-Shopify-Webhook-Id: ${webhookId}\r\nX-Shopify-Event-Id: ${webhookId}\r\n` +
      `X-Shopify-Triggered-At: ${triggeredAt.toISOString()}\r\n\r\n`;
    return [Buffer.from(head, "latin1"), body];
  };
}
