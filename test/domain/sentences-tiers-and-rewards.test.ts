import { describe, expect, test } from "vitest";
import { Expiry } from "#app/domain/program/expiry.ts";
import { Reward } from "#app/domain/program/reward.ts";
import { Tiers } from "#app/domain/program/tiers.ts";
import { sentenceOf } from "#app/texts/sentences/sentence-of.ts";
import { levelTexts, tiersTexts } from "#app/texts/sentences/tiers.ts";
import { chinese, english, tag } from "#test/support/tellers.ts";

describe("expiry", () => {
  test.each([
    [{ kind: "never" }, "Points never expire."],
    [
      { kind: "months-after-earning", months: 12 },
      "Points expire 12 months after they were earned.",
    ],
    [
      { kind: "end-of-period", period: "year" },
      "Points expire at the end of the year in which they were earned.",
    ],
    [
      { kind: "end-of-period", period: "quarter", later: 2 },
      "Points expire at the end of the quarter, 2 quarters after they were earned.",
    ],
    [
      { kind: "months-without-activity", months: 6, counts: ["order", "redemption"] },
      "All points expire after 6 months without an order or a redemption.",
    ],
    [
      { kind: "fixed-days", days: ["06-30", "12-31"], minimumAgeDays: 90 },
      "Points expire on June 30 and December 31, if they are at least 90 days old.",
    ],
  ])("%j", (expiry, en) => {
    expect(sentenceOf({ expiry: Expiry.parse(expiry) }, english)).toBe(en);
  });

  test.each([
    [{ belowZero: "forgive", carryAtMost: null }, /are forgiven\.$/],
    [{ belowZero: "carry", carryAtMost: null }, /the next points pay them off\.$/],
    [{ belowZero: "carry", carryAtMost: 100 }, /at most 100 points; the rest is forgiven\.$/],
  ] as const)("refunds: %j", (refunds, en) => {
    expect(sentenceOf({ refunds }, english)).toMatch(en);
  });
});

describe("tiers", () => {
  const tiersWith = (level: object) =>
    Tiers.parse({
      measure: "points",
      window: { kind: "calendar-month" },
      levels: [{ id: "gold", name: { en: "Gold" }, threshold: "1000", ...level }],
    });
  const levelOf = (level: object) => {
    const tiers = tiersWith(level);
    const [first] = tiers.levels;
    return first ? levelTexts(first, tiers, english) : [];
  };

  test("how they are counted and kept", () => {
    expect(tiersTexts(tiersWith({}), english)).toEqual([
      "Tiers are reached by points earned, within the calendar month.",
      "When a tier’s time is over, the member lands where they belong.",
    ]);
  });

  test.each([
    [
      { kind: "measured", measure: "spend", window: { kind: "lifetime" }, atLeast: "500" },
      "$500.00 spent, over all time",
    ],
    [
      { kind: "in-a-row", measure: "orders", months: 3, atLeast: "1" },
      "1 order in each of 3 months in a row",
    ],
    [{ kind: "single-order", atLeast: "900" }, "one order of $900.00 or more"],
    [{ kind: "top-percent", percent: "10" }, "being among the best 10 % by average monthly spend"],
    [
      { kind: "condition", when: { kind: "customer-tag", in: ["vip"] } },
      "as long as it is true: for customers tagged “vip”",
    ],
    [
      { kind: "purchase", lines: tag("club"), months: 12 },
      "an order with products tagged “club”, for 12 months",
    ],
  ])("a way: %j", (way, en) => {
    expect(levelOf({ ways: [way] })[0]).toBe(`Reached with 1,000 points earned, or ${en}.`);
  });

  test("without threshold and ways a tier is by invitation", () => {
    expect(levelOf({ threshold: null, entryGift: 5, multiplier: "2" })).toEqual([
      "By invitation only.",
      "Points of orders ×2.",
      "5 points on reaching it.",
    ]);
  });

  test.each([
    [
      { kind: "free-reward", reward: "five", times: 2, per: "month" },
      "“5 off” free, twice per month.",
    ],
    [{ kind: "cheaper-rewards", percent: "20" }, "Rewards cost 20 % fewer points."],
    [{ kind: "points-worth-more", percent: "20" }, "Points used as cash are worth 20 % more."],
    [
      { kind: "standing-discount", reward: "five" },
      "“5 off” on every order, by a code renewed each month.",
    ],
    [{ kind: "early-access", hours: 24 }, "Early access by 24 hours."],
    [{ kind: "service", text: { en: "A contact of your own" } }, "A contact of your own."],
  ])("a perk: %j", (perk, en) => {
    expect(levelOf({ perks: [perk] })[1]).toBe(en);
  });

  test.each([
    ["membership-year", {}, "within the year of membership"],
    ["calendar-year", {}, "within the calendar year"],
    ["rolling-days", { days: 1 }, "within the last 1 day"],
    ["rolling-months", { months: 12 }, "within the last 12 months"],
  ])("a window: %s", (kind, rest, en) => {
    const tiers = { ...tiersWith({}), window: { kind, ...rest } } as Tiers;
    expect(tiersTexts(tiers, english)[0]).toBe(`Tiers are reached by points earned, ${en}.`);
  });
});

describe("rewards", () => {
  test.each([
    [{ kind: "amount-off", amount: "5" }, "$5.00 off for 100 points."],
    [
      { kind: "percentage-off", percent: "10", atMost: "20" },
      "10 % off, at most $20.00 for 100 points.",
    ],
    [
      { kind: "points-as-cash", amount: "1", maximumSteps: 50, maximumShare: "50" },
      "$1.00 off each time, as often as the shopper likes (at most 50 times, at most 50 % of an order) for 100 points each time.",
    ],
    [{ kind: "free-shipping" }, "Free shipping for 100 points."],
    [
      { kind: "free-product", products: ["gid://shopify/Product/1"] },
      "“Teapot” free for 100 points.",
    ],
    [{ kind: "gift-card", amount: "10" }, "A gift card of $10.00 for 100 points."],
    [{ kind: "store-credit", amount: "10" }, "$10.00 of store credit for 100 points."],
    [{ kind: "voucher" }, "A voucher from the pool for 100 points."],
    [{ kind: "service" }, "A service by staff for 100 points."],
    [
      { kind: "donation", amount: "1", to: { en: "Trees" } },
      "A donation of $1.00 to “Trees” for 100 points.",
    ],
    [{ kind: "draw-ticket", draw: "spring" }, "A ticket for the draw “spring” for 100 points."],
  ])("%j", (gives, en) => {
    const reward = Reward.parse({ id: "x", name: { en: "X" }, gives, costPoints: 100 });
    const told = sentenceOf({ reward }, english);
    expect(told.startsWith(en), told).toBe(true);
    expect(sentenceOf({ reward }, chinese)).not.toMatch(/undefined|points/);
  });

  test("what is spent at once promises no points back", () => {
    const told = (gives: object) =>
      sentenceOf(
        { reward: Reward.parse({ id: "x", name: { en: "X" }, gives, costPoints: 100 }) },
        english,
      );
    expect(told({ kind: "voucher" })).toMatch(/points are spent at once\.$/);
    expect(told({ kind: "free-shipping" })).toMatch(
      /when it expires unused or it is handed back\.$/,
    );
  });

  test("what means nothing for its kind is not told", () => {
    const terms = { minimumOrder: "20", validDays: 90, returnsWhenRefunded: true };
    const told = (gives: object) => {
      const one = { id: "x", name: { en: "X" }, gives, costPoints: 100, ...terms };
      return sentenceOf({ reward: Reward.parse(one) }, english);
    };
    const nothing = /valid for|orders of|refunded/i;
    expect(told({ kind: "donation", amount: "1", to: { en: "Trees" } })).not.toMatch(nothing);
    expect(told({ kind: "draw-ticket", draw: "spring" })).not.toMatch(nothing);
    expect(told({ kind: "gift-card", amount: "10" })).toMatch(/points\. Valid for 90 days\. Its/);
    expect(told({ kind: "service" })).toMatch(/unused or it is handed back\.$/);
    expect(told({ kind: "free-shipping" })).toMatch(/orders of .* Valid for 90 .* is refunded\.$/);
  });

  test("its terms, one after the other", () => {
    const reward = Reward.parse({
      id: "x",
      name: { en: "X" },
      gives: { kind: "free-shipping" },
      costPoints: 1,
      prices: [{ tier: "gold", costPoints: 50 }],
      for: { kind: "tier", in: ["gold"] },
      limits: [{ per: "month", times: 1 }],
      stock: 1000,
      minimumOrder: "20",
      validDays: 90,
      returnsWhenUnused: false,
      returnsWhenHandedBack: false,
      retired: true,
    });
    expect(sentenceOf({ reward }, english)).toBe(
      "Free shipping for 1 point. 50 points for members in “Gold”. Only for members in “Gold”. At most once per month. 1,000 in all. For orders of $20.00 or more. Valid for 90 days. Can be combined with product discounts and shipping discounts. Points never come back. Retired: it can no longer be redeemed.",
    );
  });
});
