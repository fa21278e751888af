import { expect, test } from "vitest";
import { cancelCode } from "#app/usecases/cancel-code.ts";
import { issueCode } from "#app/usecases/issue-code.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { breakingAt, Crash } from "#test/support/breaking.ts";
import { aShopper, discountsOf, redeem, redemptionOf } from "#test/support/codes.ts";
import { aLaurel, type Laurel } from "#test/support/laurel.ts";
import { standingOf } from "#test/support/loyalty.ts";

type Work = typeof issueCode;

/** Lets work crash at one point. False if it has no such point. */
async function crashAt(point: number, laurel: Laurel, [work, id]: [Work, string]) {
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  const broken = breakingAt(point, { ctx: laurel.ctx, gateway });
  try {
    await work(broken.ctx, broken.gateway, id);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  return broken.happened();
}

/** Nobody works in the background, so that only what a test runs can have had an effect. */
async function aQuietLaurel(points: number) {
  const laurel = await aLaurel();
  const shopper = await aShopper(laurel, points);
  await laurel.stopWorker();
  return { laurel, shopper };
}

test("issuing a code, crashed at every step and repeated, makes one code that points stand for", async () => {
  const { laurel, shopper } = await aQuietLaurel(2000);
  let points = 0;
  for (let happened = true; happened; points++) {
    const { redemptionId, code } = await redeem(laurel, shopper);
    happened = await crashAt(points, laurel, [issueCode, redemptionId]);
    const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
    expect(await issueCode(laurel.ctx, gateway, redemptionId)).toBe(true);

    expect(await discountsOf(laurel, code), `point ${points}`).toEqual([{ usable: true, used: 0 }]);
    const events = ["requested", "active"];
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ state: "active", events });
  }
  expect(points).toBeGreaterThan(6);
  const redeemed = BigInt(points) * 100n;
  const standing = { available: 2000n - redeemed, reserved: redeemed };
  expect(await standingOf(laurel, shopper.gid)).toMatchObject(standing);
});

test("a code given up while its making crashed at any step is neither usable nor paid for", async () => {
  const { laurel, shopper } = await aQuietLaurel(150);
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  let points = 0;
  for (let happened = true; happened; points++) {
    const { redemptionId, code } = await redeem(laurel, shopper);
    happened = await crashAt(points, laurel, [issueCode, redemptionId]);
    await returnRedemption(laurel.ctx, { redemptionId, reason: "given up" });
    expect(await cancelCode(laurel.ctx, gateway, redemptionId)).toBe(true);
    // Whoever was issuing comes late.
    expect(await issueCode(laurel.ctx, gateway, redemptionId)).toBe(true);

    const usable = (await discountsOf(laurel, code)).filter((discount) => discount.usable);
    expect(usable, `point ${points}`).toEqual([]);
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "returned" });
  }
  await laurel.settleDown();
  expect(await standingOf(laurel, shopper.gid)).toMatchObject({ available: 150n, reserved: 0n });
});

test("giving a code up, crashed at every step and repeated, returns its points once", async () => {
  const { laurel, shopper } = await aQuietLaurel(150);
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  let points = 0;
  for (let happened = true; happened; points++) {
    const { redemptionId, code } = await redeem(laurel, shopper);
    await issueCode(laurel.ctx, gateway, redemptionId);
    await returnRedemption(laurel.ctx, { redemptionId, reason: "given up" });
    happened = await crashAt(points, laurel, [cancelCode, redemptionId]);
    const { outcome } = await redemptionOf(laurel, redemptionId);
    const stillUsable = (await discountsOf(laurel, code)).some(({ usable }) => usable);
    expect(outcome === "returned" && stillUsable, `point ${points}`).toBe(false);
    expect(await cancelCode(laurel.ctx, gateway, redemptionId)).toBe(true);

    expect(await discountsOf(laurel, code)).toEqual([{ usable: false, used: 0 }]);
    const events = ["requested", "active", "canceling", "returned"];
    expect(await redemptionOf(laurel, redemptionId)).toMatchObject({ outcome: "returned", events });
  }
  expect(points).toBeGreaterThan(10);
  await laurel.settleDown();
  expect(await standingOf(laurel, shopper.gid)).toMatchObject({ available: 150n, reserved: 0n });
});

test("two who issue the same code at once make one", async () => {
  const { laurel, shopper } = await aQuietLaurel(150);
  const gateway = await laurel.context.gatewayOf(laurel.ctx.shopId);
  const { redemptionId, code } = await redeem(laurel, shopper);
  await Promise.all([1, 2, 3].map(() => issueCode(laurel.ctx, gateway, redemptionId)));
  expect(await discountsOf(laurel, code)).toEqual([{ usable: true, used: 0 }]);
  expect(await redemptionOf(laurel, redemptionId)).toMatchObject({
    events: ["requested", "active"],
  });
});
