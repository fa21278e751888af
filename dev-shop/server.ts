/** The dev shop's server: one process is one shop. */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { handle as handleAdmin } from "#dev-shop/admin/handler.ts";
import { handle as handleAuth } from "#dev-shop/auth/handler.ts";
import { createDevShop } from "#dev-shop/create-dev-shop.ts";
import type { DevShopOptions } from "#dev-shop/create-dev-shop.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { handle as handleFaults } from "#dev-shop/faults-carried-out.ts";
import { bulkOperationsDone } from "#dev-shop/graphql/bulk/run.ts";
import { handle as handleGraphql } from "#dev-shop/graphql/handler.ts";
import { handle as handleStorefront } from "#dev-shop/storefront/handler.ts";

export type RunningDevShop = {
  /** Without a slash at the end. */
  url: string;
  devShop: DevShop;
  stop: () => Promise<void>;
};

const JOBS_EVERY_MS = 500;

/** Listens on loopback alone; port 0, the default, takes any that is free. */
export async function startDevShop(
  options: DevShopOptions & { port?: number },
): Promise<RunningDevShop> {
  const devShop = await createDevShop(options);
  const server = createServer((request, response) => {
    void answer(devShop, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  devShop.url = `http://127.0.0.1:${String(port)}`;
  devShop.webhooks.start();
  const stopJobs = runJobsRegularly(devShop);

  return {
    url: devShop.url,
    devShop,
    stop: async () => {
      await stopJobs();
      await bulkOperationsDone(devShop);
      await devShop.webhooks.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await devShop.store.close();
    },
  };
}

const handlers = [handleFaults, handleAuth, handleGraphql, handleAdmin, handleStorefront];

async function answer(devShop: DevShop, request: IncomingMessage, response: ServerResponse) {
  try {
    if (isForAnotherShop(devShop, request)) {
      refuse(response, 404, "There is no such shop here");
      return;
    }
    for (const handle of handlers) {
      if (await handle(devShop, request, response)) return;
    }
    refuse(response, 404, "Not found");
  } catch (error) {
    console.error("dev shop:", error);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, "The dev shop failed; its log says how");
  }
}

function isForAnotherShop({ shop }: DevShop, request: IncomingMessage): boolean {
  const host = request.headers["x-forwarded-host"];
  return (
    typeof host === "string" && host.endsWith(".myshopify.com") && host !== shop.myshopifyDomain
  );
}

function refuse(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(text);
}

/** Merges of customers and the like, which Shopify too does a moment later. */
function runJobsRegularly({ commerce }: DevShop): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(commerce.runJobs).catch((error: unknown) => {
      console.error("dev shop jobs:", error);
    });
  }, JOBS_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
