import { onTestFinished, expect, test } from "vitest";
import { createContext } from "#app/context.server.ts";
import { ShopifyAccessLost, ShopifyUnavailable } from "#app/shopify/errors.ts";
import { uninstallShop } from "#app/db/shops.ts";
import { mintSessionToken } from "#dev-shop/auth/session-token.ts";
import { installApp, uninstallApp } from "#dev-shop/auth/installation.ts";
import { expireAccessTokens } from "#dev-shop/auth/tokens.ts";
import { aLaurel, anInstalledLaurel, visitOf, type Laurel } from "#test/shopify/a-laurel.ts";

test("the first visit of a merchant installs the shop and has it set up, once", async () => {
  const laurel = await aLaurel();
  await installApp(laurel.devShop);
  const [first, second] = await Promise.all([laurel.visit(), laurel.visit()]);

  expect(first.shopId).toBe(second.shopId);
  expect(first.author).toBe("staff:77");
  expect(first.shop.domain).toBe(laurel.domain);
  const work = await laurel.context.database.prisma.workItem.findMany({
    where: { shopId: first.shopId },
  });
  expect(work).toMatchObject([{ kind: "set-up-shop", subject: "shop" }]);
});

test("a session token of another app, secret, time or issuer is refused", async () => {
  const { devShop, context } = await anInstalledLaurel();
  const past = Math.floor(Date.now() / 1000) - 120;
  const tokens = [
    mintSessionToken(devShop, { claims: { aud: "0".repeat(32) } }),
    mintSessionToken(devShop, { claims: { exp: past, nbf: past - 60, iat: past - 60 } }),
    mintSessionToken({ ...devShop, app: { ...devShop.app, clientSecret: "another" } }),
    mintSessionToken(devShop, { claims: { iss: "https://another.myshopify.com/admin" } }),
    mintSessionToken(devShop, { claims: { exp: undefined } }),
    "no token at all",
  ];
  for (const token of tokens) {
    const refusal = await context.requireMerchant(visitOf(devShop, token)).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(refusal).toBeInstanceOf(Response);
    expect((refusal as Response).status).toBe(401);
  }
});

test("ten processes at once with an expired token make one refresh", async () => {
  const laurel = await anInstalledLaurel();
  const processes = Array.from({ length: 5 }, () => anotherProcess(laurel));
  await expire(laurel);
  let refreshes = 0;
  countTokenRequests(laurel, () => (refreshes += 1));

  const names = await Promise.all(
    [...processes, ...processes].map(async (context) => {
      const gateway = await context.gatewayOf(laurel.shopId);
      return (await gateway.getShop()).name;
    }),
  );
  expect(names).toEqual(Array.from({ length: 10 }, () => "Dev Shop"));
  expect(refreshes).toBe(1);
});

test("a token that Shopify refuses is replaced once, and the call succeeds", async () => {
  const laurel = await anInstalledLaurel();
  await expireAccessTokens(laurel.devShop);
  let refreshes = 0;
  countTokenRequests(laurel, () => (refreshes += 1));

  expect((await laurel.gateway.getShop()).currency).toBe("GBP");
  expect((await laurel.gateway.getShop()).currency).toBe("GBP");
  expect(refreshes).toBe(1);
});

test("while no token can be had, Shopify is unavailable, and the refresh token is kept", async () => {
  const laurel = await anInstalledLaurel();
  await expire(laurel);
  laurel.devShop.faults.next({ kind: "server-error", operation: "oauth/access_token" });
  await expect(laurel.gateway.getShop()).rejects.toThrow(ShopifyUnavailable);
  expect((await laurel.gateway.getShop()).currency).toBe("GBP");
});

test("an answer lost after the tokens were renewed does not lock us out", async () => {
  const laurel = await anInstalledLaurel();
  await expire(laurel);
  laurel.devShop.faults.next({ kind: "lost-answer", operation: "oauth/access_token" });
  await expect(laurel.gateway.getShop()).rejects.toThrow(ShopifyUnavailable);
  expect((await laurel.gateway.getShop()).currency).toBe("GBP");
});

test("after an uninstall access is lost; a new installation starts clean", async () => {
  const laurel = await anInstalledLaurel();
  const { context, devShop, shopId, domain, clock } = laurel;
  await uninstallApp(devShop);
  await expect(laurel.gateway.getShop()).rejects.toThrow(ShopifyAccessLost);
  clock.advance(1000);
  await context.database.prisma.$transaction((tx) =>
    uninstallShop(tx, { shopId, at: clock.now() }),
  );
  expect(await context.database.prisma.session.count({ where: { shop: domain } })).toBe(0);

  clock.advance(1000);
  await installApp(devShop);
  const again = await laurel.visit();
  expect(again.shopId).toBe(shopId);
  expect((await context.findShop(domain))?.uninstalledAt).toBeNull();
  expect((await laurel.gateway.getShop()).currency).toBe("GBP");

  // The webhook of the first uninstall, late: it must not end the new installation.
  const late = new Date(clock.now().getTime() - 500);
  const ended = await context.database.prisma.$transaction((tx) =>
    uninstallShop(tx, { shopId, at: late }),
  );
  expect(ended).toBe(false);
  expect((await laurel.gateway.getShop()).currency).toBe("GBP");
});

function anotherProcess(laurel: Laurel) {
  const context = createContext({ config: laurel.context.config, clock: laurel.clock });
  onTestFinished(() => context.close());
  return context;
}

/** Our own record says that the token has run out. */
async function expire({ context, domain }: Laurel): Promise<void> {
  await context.database.prisma.session.updateMany({
    where: { shop: domain },
    data: { expires: new Date(Date.now() - 1000) },
  });
}

/** The dev shop asks for a fault at every request for a token; we only count. */
function countTokenRequests({ devShop }: Laurel, count: () => void): void {
  const { take } = devShop.faults;
  devShop.faults.take = (names) => {
    if (names.includes("oauth/access_token")) count();
    return take(names);
  };
}
