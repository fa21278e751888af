/** One signed POST, as Shopify sends it. */
import { createHmac } from "node:crypto";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

import type { Delivery } from "#dev-shop/webhooks/queue.ts";

/** From the first byte to the last of the answer. */
const TIMEOUT_MS = 5000;

export type Sender = {
  /** The HTTP status, or null when there was no answer in time. */
  send: (delivery: Delivery) => Promise<number | null>;
  close: () => void;
};

export type Signing = { appUrl: string; clientSecret: string; shopDomain: string };

/** Keeps connections open between deliveries. */
export function createSender(signing: () => Signing): Sender {
  const agents = {
    "http:": new HttpAgent({ keepAlive: true }),
    "https:": new HttpsAgent({ keepAlive: true }),
  };
  return {
    send: (delivery) => {
      const { appUrl } = signing();
      const url = new URL(delivery.uri.startsWith("/") ? appUrl + delivery.uri : delivery.uri);
      const body = Buffer.from(delivery.body);
      const headers = headersOf(delivery, { body, ...signing() });
      const isSecure = url.protocol === "https:";
      const agent = isSecure ? agents["https:"] : agents["http:"];
      return post({ url, headers, body, agent, request: isSecure ? httpsRequest : httpRequest });
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** Exported for tests that sign by hand. */
export function signBody(body: Buffer | string, clientSecret: string): string {
  return createHmac("sha256", clientSecret).update(body).digest("base64");
}

export function headersOf(
  delivery: Omit<Delivery, "body" | "id" | "attempts">,
  { body, clientSecret, shopDomain }: Omit<Signing, "appUrl"> & { body: Buffer },
): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Content-Length": String(body.length),
    "User-Agent": "Shopify-Captain-Hook",
    "X-Shopify-Topic": delivery.topic,
    "X-Shopify-Hmac-Sha256": signBody(body, clientSecret),
    "X-Shopify-Shop-Domain": shopDomain,
    "X-Shopify-API-Version": delivery.apiVersion,
    "X-Shopify-Webhook-Id": delivery.webhookId,
    "X-Shopify-Event-Id": delivery.eventId,
    "X-Shopify-Triggered-At": delivery.triggeredAt.toISOString(),
    ...(delivery.name === null ? {} : { "X-Shopify-Name": delivery.name }),
  };
}

function post({
  url,
  headers,
  body,
  agent,
  request,
}: {
  url: URL;
  headers: Record<string, string>;
  body: Buffer;
  agent: HttpAgent;
  request: typeof httpRequest;
}): Promise<number | null> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const sent = request(url, { method: "POST", headers, agent, signal }, (response) => {
      response.resume();
      response.on("end", () => {
        resolve(response.statusCode ?? null);
      });
      response.on("error", () => {
        resolve(null);
      });
    });
    sent.on("error", () => {
      resolve(null);
    });
    sent.end(body);
  });
}
