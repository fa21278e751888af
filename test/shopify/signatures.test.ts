import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { isSignedWebhook, readProxyCaller } from "#app/shopify/signatures.ts";

const secrets = ["hush"];
const known = [
  {
    text: "extra=1&extra=2&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555",
    signature: "a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3",
    customerId: null,
  },
  {
    text: "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555",
    signature: "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
    customerId: "gid://shopify/Customer/1",
  },
];
const now = new Date(1317327555 * 1000);

test.each(known)(
  "Shopify's own example is accepted ($signature)",
  ({ text, signature, ...rest }) => {
    const query = new URLSearchParams(`${text}&signature=${signature}`);
    expect(readProxyCaller(query, { secrets, now })).toEqual({
      domain: "shop-name.myshopify.com",
      customerId: rest.customerId,
      pathPrefix: "/apps/awesome_reviews",
    });
  },
);

test("names that sort differently by bytes and by locale are accepted", () => {
  const queries = ["fooBar=1&foobar=2", "a_b=1&a1=2", "a-b=1&a=2", "Z=1&a=2", "é=1&z=2"];
  for (const extra of queries) {
    expect(readProxyCaller(signed(`${base}&${extra}`), { secrets, now }), extra).not.toBeNull();
  }
});

test("a query that was changed in any place is refused", () => {
  const good = signed(`${base}&id=7`);
  for (const name of ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "id"]) {
    const changed = new URLSearchParams(good);
    changed.set(name, name === "timestamp" ? "1317327556" : `${good.get(name) ?? ""}1`);
    expect(readProxyCaller(changed, { secrets, now }), name).toBeNull();
    const without = new URLSearchParams(good);
    without.delete(name);
    expect(readProxyCaller(without, { secrets, now }), name).toBeNull();
  }
  const added = new URLSearchParams(good);
  added.append("more", "1");
  expect(readProxyCaller(added, { secrets, now })).toBeNull();
});

test("Shopify's own names may not be repeated, even if the signature fits", () => {
  for (const name of ["shop", "logged_in_customer_id", "path_prefix", "timestamp"]) {
    const query = signed(`${base}&${name}=2`);
    expect(readProxyCaller(query, { secrets, now }), name).toBeNull();
  }
  const twice = signed(base);
  twice.append("signature", twice.get("signature") ?? "");
  expect(readProxyCaller(twice, { secrets, now })).toBeNull();
});

test("a signature is good for 90 seconds, before and after", () => {
  const at = (seconds: number) =>
    readProxyCaller(signed(base), { secrets, now: new Date(now.getTime() + seconds * 1000) });
  expect(at(90)).not.toBeNull();
  expect(at(-90)).not.toBeNull();
  expect(at(91)).toBeNull();
  expect(at(-91)).toBeNull();
});

test("signed nonsense is refused: a shop that is none, a customer that is no number", () => {
  for (const odd of [
    base.replace("shop-name.myshopify.com", "shop-name.example.com"),
    base.replace("shop-name.myshopify.com", "shop-name.myshopify.com.evil.com"),
    base.replace("logged_in_customer_id=1", "logged_in_customer_id=gid://shopify/Customer/1"),
    base.replace("logged_in_customer_id=1", "logged_in_customer_id=-1"),
    base.replace("timestamp=1317327555", "timestamp=now"),
  ]) {
    expect(readProxyCaller(signed(odd), { secrets, now }), odd).toBeNull();
  }
});

test("both secrets sign while one replaces the other, a third does not", () => {
  const query = signed(base, "before");
  expect(readProxyCaller(query, { secrets: ["hush", "before"], now })).not.toBeNull();
  expect(readProxyCaller(query, { secrets, now })).toBeNull();
  const body = Buffer.from("{}");
  const signature = createHmac("sha256", "before").update(body).digest("base64");
  expect(isSignedWebhook(body, signature, ["hush", "before"])).toBe(true);
  expect(isSignedWebhook(body, signature, secrets)).toBe(false);
});

const base =
  "shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=/apps/loyalty&timestamp=1317327555";

/** Signs as Shopify says it does; written anew here, so that a mistake of ours shows. */
function signed(text: string, secret = "hush"): URLSearchParams {
  const query = new URLSearchParams(text);
  const values = new Map<string, string[]>();
  for (const [name, value] of query) values.set(name, [...(values.get(name) ?? []), value]);
  const pairs = [...values].map(([name, all]) => `${name}=${all.join(",")}`);
  const byBytes = pairs.map((pair) => Buffer.from(pair)).sort((a, b) => a.compare(b));
  const message = Buffer.concat(byBytes);
  query.set("signature", createHmac("sha256", secret).update(message).digest("hex"));
  return query;
}
