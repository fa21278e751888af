import { describe, expect, test } from "vitest";
import { earning, five, found, named as name, surprisesOf } from "#test/support/surprises.ts";

const gives = { kind: "points", points: 10 };

describe("what points are worth", () => {
  test("more than 30 % back is told, more than everything is serious", () => {
    const reward = (costPoints: number) => ({ rewards: [{ ...five, costPoints }] });
    expect(surprisesOf(reward(17))).toEqual([]);
    expect(surprisesOf(reward(16))).toMatchObject([
      { kind: "reward-generous", percent: "31.25", serious: false },
    ]);
    expect(surprisesOf(reward(5))).toMatchObject([{ percent: "100", serious: true }]);
  });

  test("the best tier's multiplier and price count", () => {
    const tiers = {
      measure: "spend",
      window: { kind: "lifetime" },
      levels: [{ id: "gold", name, threshold: "100", multiplier: "2" }],
    };
    const rewards = [{ ...five, costPoints: 50, prices: [{ tier: "gold", costPoints: 25 }] }];
    expect(surprisesOf({ tiers, rewards })).toMatchObject([{ percent: "40" }]);
  });

  test("a bonus worth more than the order that gives it", () => {
    const rule = (when: object | null) => ({
      earning: {
        ...earning,
        rules: [{ id: "r", name, when, gives: { kind: "fixed", points: 500 } }],
      },
      rewards: [five],
    });
    expect(found(rule(null))).toEqual(["serious: bonus-worth-more earning.rules.0"]);
    const atLeast = (amount: string) => rule({ kind: "order-total", atLeast: amount });
    expect(found(atLeast("24"))).toEqual(["serious: bonus-worth-more earning.rules.0"]);
    expect(found(atLeast("25"))).toEqual([]);
    expect(found(rule({ kind: "order-number", to: 1 }))).toEqual([]);
  });

  test("a lasting reward outlives a refund that is forgiven", () => {
    const rewards = [{ ...five, gives: { kind: "gift-card", amount: "5" } }];
    const refunds = { belowZero: "forgive" };
    const atOnce = { ...earning, hold: { days: 0, after: "payment" } };
    expect(found({ rewards, refunds, earning: atOnce })).toEqual([
      "serious: reward-kept-after-refund rewards.0",
    ]);
    expect(found({ rewards, refunds })).toEqual([]);
    expect(found({ rewards, earning: atOnce })).toEqual([]);
  });

  test("a referral of a small order", () => {
    const referral = { inviterPoints: 100, friendPoints: 101 };
    expect(found({ referral, rewards: [five] })).toEqual([
      "referral-worth-more referral.minimumOrder",
    ]);
    expect(found({ referral: { ...referral, minimumOrder: "10.05" }, rewards: [five] })).toEqual(
      [],
    );
  });
});

describe("rewards and perks", () => {
  test("worth more than their order, for nobody, or contradicting themselves", () => {
    expect(found({ rewards: [{ ...five, minimumOrder: "4" }] })).toEqual([
      "reward-worth-more-than-order rewards.0",
    ]);
    expect(found({ rewards: [{ ...five, notForSale: true }] })).toEqual([
      "reward-nobody-gets rewards.0",
    ]);
    const never = {
      kind: "all",
      of: [
        { kind: "weekday", in: ["mon"] },
        { kind: "weekday", in: ["tue"] },
      ],
    };
    expect(found({ rewards: [{ ...five, for: never }] })).toEqual([
      "serious: reward-never rewards.0",
    ]);
    const way = { kind: "condition", when: never };
    const level = { id: "gold", name, threshold: null, ways: [way] };
    const tiers = { measure: "spend", window: { kind: "lifetime" }, levels: [level] };
    expect(found({ tiers })).toEqual(["serious: tier-never tiers.levels.0"]);
    const review = { id: "a", name, kind: "review", approval: true, gives, when: never };
    expect(found({ activities: [review] })).toEqual(["serious: activity-never activities.0"]);
  });

  test("a perk that is retired", () => {
    const perks = [{ kind: "free-reward", reward: "five", times: 1, per: "month" }];
    const level = { id: "gold", name, threshold: "100", perks };
    const tiers = { measure: "spend", window: { kind: "lifetime" }, levels: [level] };
    expect(found({ tiers, rewards: [{ ...five, retired: true }] })).toEqual([
      "serious: perk-retired tiers.levels.0.perks.0.reward",
    ]);
  });
});

describe("tiers", () => {
  const window = { kind: "calendar-month" };
  const levels = (second: object) => [
    { id: "silver", name, threshold: "100" },
    { id: "gold", name: { en: "Other" }, threshold: "500", ...second },
  ];

  test("beyond what the caps let through", () => {
    const tiers = { measure: "points", window, levels: levels({}) };
    const caps = [{ per: "month", points: 499 }];
    expect(found({ tiers, earning: { ...earning, caps } })).toEqual([
      "serious: tier-beyond-cap tiers.levels.1",
    ]);
    expect(
      found({ tiers, earning: { ...earning, caps: [{ per: "month", points: 500 }] } }),
    ).toEqual([]);
  });

  test("reached more easily than the one before", () => {
    const ways = [{ kind: "measured", measure: "spend", window, atLeast: "100" }];
    const tiers = { measure: "spend", window, levels: levels({ ways }) };
    expect(found({ tiers })).toEqual(["tier-easier tiers.levels.1"]);
  });
});

describe("activities", () => {
  const activity = (rest: object) => ({ id: "a", name, kind: "visit", gives, ...rest });

  test("without end, unless limited or approved", () => {
    expect(found({ activities: [activity({})] })).toEqual([
      "serious: activity-endless activities.0",
    ]);
    expect(found({ activities: [activity({ approval: true })] })).toEqual([]);
    const limits = [{ per: "day", times: 1 }];
    expect(found({ activities: [activity({ limits })] })).toEqual([]);
  });

  test("a birthday that pays at once", () => {
    const birthday = activity({ kind: "birthday" });
    expect(found({ activities: [birthday] })).toEqual(["birthday-at-once activities.0"]);
    expect(found({ activities: [{ ...birthday, waitDays: 30 }] })).toEqual([]);
  });

  test("what a limit makes impossible", () => {
    const of = { kind: "activity", activity: "a" };
    const streak = { id: "s", name, kind: "streak", gives, of, unit: "day", length: 5 };
    const weekly = (times: number) => activity({ limits: [{ per: "week", times }] });
    expect(found({ activities: [weekly(2), streak] })).toEqual([
      "serious: activity-beyond-limit activities.1",
    ]);
    expect(found({ activities: [weekly(3), streak] })).toEqual([]);
    const within = { kind: "period", per: "week" };
    const challenge = { id: "c", name, kind: "challenge", gives, of, target: "3", within };
    expect(found({ activities: [weekly(2), challenge] })).toEqual([
      "serious: activity-beyond-limit activities.1",
    ]);
    expect(found({ activities: [weekly(3), challenge] })).toEqual([]);
  });
});

describe("points", () => {
  test("that nobody earns", () => {
    expect(found({ earning: { ...earning, points: "0" } })).toEqual([
      "serious: nothing-earned earning.points",
    ]);
  });

  test("that test orders earn", () => {
    const counts = { tax: true, shipping: false, tips: false, giftCards: false, testOrders: true };
    expect(found({ earning: { ...earning, counts } })).toEqual([
      "test-orders earning.counts.testOrders",
    ]);
  });

  test("that expire before they can be spent, or before there are enough", () => {
    expect(found({ expiry: { kind: "end-of-period", period: "month" } })).toEqual([
      "hold-beyond-expiry earning.hold.days",
    ]);
    const expiry = { kind: "months-after-earning", months: 6 };
    const spend = (yearlySpend: string | null) =>
      found({ expiry, rewards: [five] }, { yearlySpend });
    expect(spend("199")).toEqual(["serious: expiry-too-soon expiry"]);
    expect(spend("200")).toEqual([]);
    expect(spend(null)).toEqual([]);
  });

  test("that are capped twice, or capped below what a rule gives", () => {
    const caps = [
      { per: "day", points: 100 },
      { per: "month", points: 100 },
    ];
    expect(found({ earning: { ...earning, caps } })).toEqual(["cap-pointless earning.caps.0"]);
    const rules = [
      { id: "r", name, gives: { kind: "fixed", points: 50 }, caps: [{ per: "order", points: 40 }] },
    ];
    expect(found({ earning: { ...earning, rules } })).toEqual(["cap-cuts-bonus earning.rules.0"]);
  });
});
