import { createServer as createHttpServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppContext } from "#app/context.server.ts";
import { writeAnswer } from "#app/http/answer.ts";
import { answerHealth, answerReady } from "#app/http/health.ts";
import { receiveProxied } from "#app/http/proxy.ts";
import { rawRequestOf, type Answer, type RawRequest } from "#app/http/raw-request.ts";
import { answerStorefront } from "#app/http/storefront.ts";
import { receiveWebhook } from "#app/http/webhooks.ts";

export type AppServer = {
  /** Starts listening, on a free port for 0, and says where. */
  listen(port: number, host?: string): Promise<{ port: number; url: string }>;
  /** Answers what has been asked, then stops. */
  close(): Promise<void>;
};

/** How long requests under way may take once the server was asked to stop. */
const GRACE_MS = 10_000;
const REQUEST_MS = 30_000;

/** The web server: webhooks, storefront and health in front; the rest goes to `admin` (Remix). */
export function createServer(ctx: AppContext, { admin }: { admin: RequestListener }): AppServer {
  const server = createHttpServer({ requestTimeout: REQUEST_MS }, (message, response) => {
    const request = rawRequestOf(message);
    if (request === null) return writeAnswer(response, { status: 400 });
    const answering = answerInFront(ctx, request);
    if (!answering) return admin(message, response);
    answering
      .catch((error: unknown): Answer => {
        ctx.log.error({ error, path: request.path }, "A request failed");
        return { status: 500 };
      })
      .then((answer) => writeAnswer(response, answer))
      .catch((error: unknown) => ctx.log.warn({ error }, "An answer could not be written"));
  });
  return {
    listen: (port, host = "127.0.0.1") =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          const taken = (server.address() as AddressInfo).port;
          resolve({ port: taken, url: `http://${host}:${taken}` });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const patience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(patience);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** Null for what is not ours to answer here. */
function answerInFront(ctx: AppContext, request: RawRequest): Promise<Answer> | null {
  if (request.path === "/webhooks") return timed(ctx, () => receiveWebhook(ctx, request));
  if (request.path === "/proxy" || request.path.startsWith("/proxy/")) {
    return receiveProxied(ctx, request, (admitted) => answerStorefront(ctx, admitted));
  }
  if (request.path === "/health") return Promise.resolve(answerHealth());
  if (request.path === "/ready") return answerReady(ctx);
  return null;
}

async function timed(
  { metrics }: Pick<AppContext, "metrics">,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const began = performance.now();
  const given = await answer();
  metrics.noteDelivery(given.status, (performance.now() - began) / 1000);
  return given;
}
