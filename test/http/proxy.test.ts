import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { receiveProxied } from "#app/http/proxy.ts";
import type { ProxyRequest, RawRequest } from "#app/http/raw-request.ts";
import { uninstallShop } from "#app/db/shops.ts";
import { anInstalledLaurel, SECRET } from "#test/shopify/a-laurel.ts";

test("what Shopify signed comes in with its caller, for a shop that has the app", async () => {
  const { context, domain, clock, shopId } = await anInstalledLaurel();
  const seen: ProxyRequest[] = [];
  const ask = (query: URLSearchParams) =>
    receiveProxied(context, requestOf(query), (request) => {
      seen.push(request);
      return Promise.resolve({ status: 200 });
    });
  const query = signed({ domain, now: clock.now(), customer: "42" });

  expect(await ask(query)).toEqual({ status: 200 });
  expect(seen[0]?.caller).toEqual({
    shopId,
    domain,
    customerId: "gid://shopify/Customer/42",
    pathPrefix: "/apps/loyalty",
  });

  const guest = signed({ domain, now: clock.now(), customer: "" });
  expect(await ask(guest)).toEqual({ status: 200 });
  expect(seen[1]?.caller.customerId).toBeNull();

  const forged = new URLSearchParams(query);
  forged.set("logged_in_customer_id", "43");
  expect(await ask(forged)).toEqual({ status: 401 });
  const elsewhere = signed({ domain: "no-such.myshopify.com", now: clock.now(), customer: "42" });
  expect(await ask(elsewhere)).toEqual({ status: 404 });
  expect(seen).toHaveLength(2);
});

test("over HTTP a forged request is refused, and a shop without the app is not served", async () => {
  const { context, url, domain, clock, shopId } = await anInstalledLaurel();
  const query = signed({ domain, now: clock.now(), customer: "42" });
  expect((await fetch(`${url}/proxy/panel`)).status).toBe(401);
  const forged = new URLSearchParams(query);
  forged.set("shop", "another.myshopify.com");
  expect((await fetch(`${url}/proxy/panel?${forged}`)).status).toBe(401);

  await context.database.prisma.$transaction((tx) =>
    uninstallShop(tx, { shopId, at: clock.now() }),
  );
  const response = await fetch(`${url}/proxy/panel?${query}`);
  expect(response.status).toBe(404);
  expect(response.headers.get("cache-control")).toBe("no-store");
});

function requestOf(query: URLSearchParams): RawRequest {
  const readBody = () => Promise.resolve(Buffer.alloc(0));
  return { method: "GET", path: "/proxy/panel", query, headers: {}, readBody };
}

function signed({ domain, now, customer }: { domain: string; now: Date; customer: string }) {
  const query = new URLSearchParams({
    shop: domain,
    logged_in_customer_id: customer,
    path_prefix: "/apps/loyalty",
    timestamp: String(Math.floor(now.getTime() / 1000)),
  });
  const pairs = [...query].map(([name, value]) => `${name}=${value}`).sort();
  query.set("signature", createHmac("sha256", SECRET).update(pairs.join("")).digest("hex"));
  return query;
}
