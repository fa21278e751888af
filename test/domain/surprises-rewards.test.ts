import { describe, expect, test } from "vitest";
import { earning, five, found, never, surprisesOf, weekday } from "#test/support/surprises.ts";

const said = (kind: string, serious: boolean) => ({
  ...{ kind, path: "rewards.0", serious, name: five.name },
});

describe("what comes back of what is spent", () => {
  const back = (reward: object, rest: object = {}) =>
    surprisesOf({ rewards: [{ ...five, ...reward }], earning: { ...earning, ...rest } });
  const generous = (percent: string, serious = false) => ({
    ...said("reward-generous", serious),
    percent,
  });

  test("is told above 30 %, as serious from 100 %", () => {
    expect(back({ gives: { kind: "amount-off", amount: "30" } })).toEqual([]);
    expect(back({ gives: { kind: "amount-off", amount: "30.01" } })).toEqual([generous("30.01")]);
    expect(back({ gives: { kind: "amount-off", amount: "99.99" } })).toEqual([generous("99.99")]);
    expect(back({ gives: { kind: "amount-off", amount: "100" } })).toEqual([generous("100", true)]);
    expect(back({ gives: { kind: "amount-off", amount: "200.5" } })).toEqual([
      generous("200.5", true),
    ]);
  });

  test("has no more than two decimals", () => {
    expect(back({ costPoints: 15 })).toEqual([generous("33.33")]);
    expect(back({ gives: { kind: "amount-off", amount: "40.109" } })).toEqual([generous("40.1")]);
    expect(back({ gives: { kind: "amount-off", amount: "40.05" } })).toEqual([generous("40.05")]);
  });

  test("is by the rate, and unknown where orders earn nothing", () => {
    expect(back({ costPoints: 16 }, { points: "2", perAmount: "3" })).toEqual([]);
    expect(back({ costPoints: 10 }, { points: "2", perAmount: "3" })).toEqual([generous("33.33")]);
    const rules = [{ id: "r", name: five.name, gives: { kind: "per-item", points: "1" } }];
    expect(back({ costPoints: 1 }, { points: "0", rules })).toEqual([]);
  });

  test("is by the best tier, and by none that earns less", () => {
    const levels = ["0.5", "3", "2"].map((multiplier, at) => ({
      ...{ id: `t${at}`, name: { en: `T${at}` }, threshold: String(100 + at), multiplier },
    }));
    const tiers = { measure: "spend", window: { kind: "lifetime" }, levels };
    expect(surprisesOf({ tiers, rewards: [{ ...five, costPoints: 48 }] })).toEqual([
      generous("31.25"),
    ]);
    const slow = { ...tiers, levels: levels.slice(0, 1) };
    expect(surprisesOf({ tiers: slow, rewards: [{ ...five, costPoints: 16 }] })).toEqual([
      generous("31.25"),
    ]);
  });

  test("is not asked of what is retired or has no amount", () => {
    expect(back({ costPoints: 1, retired: true })).toEqual([]);
    expect(back({ costPoints: 1, gives: { kind: "free-shipping" } })).toEqual([]);
    expect(back({ costPoints: 1, notForSale: true })).toEqual([said("reward-nobody-gets", false)]);
  });
});

describe("a reward that is kept after a refund", () => {
  const refunds = { belowZero: "forgive" };
  const atOnce = { ...earning, hold: { days: 0, after: "payment" } };
  const kept = (gives: object, rest: object = {}, reward: object = {}) =>
    surprisesOf({ rewards: [{ ...five, gives, ...reward }], refunds, earning: atOnce, ...rest });
  const KEPT = [said("reward-kept-after-refund", true)];
  const card = { kind: "gift-card", amount: "5" };

  test.each([
    [card],
    [{ kind: "store-credit", amount: "5" }],
    [{ kind: "voucher" }],
    [{ kind: "service" }],
    [{ kind: "donation", amount: "5", to: { en: "Trees" } }],
    [{ kind: "draw-ticket", draw: "may" }],
  ])("%o", (gives) => {
    expect(kept(gives)).toEqual(KEPT);
  });

  test.each([
    [{ kind: "amount-off", amount: "5" }],
    [{ kind: "percentage-off", percent: "5" }],
    [{ kind: "points-as-cash", amount: "5" }],
    [{ kind: "free-shipping" }],
    [{ kind: "free-product", products: ["gid://shopify/Product/1"] }],
  ])("is no code: %o", (gives) => {
    expect(kept(gives)).toEqual([]);
  });

  test("is none where points wait, are owed, or did not pay for it", () => {
    const hold = (days: number, after: string) => ({
      earning: { ...earning, hold: { days, after } },
    });
    expect(kept(card, hold(1, "payment"))).toEqual([]);
    expect(kept(card, hold(0, "fulfillment"))).toEqual([]);
    expect(kept(card, { refunds: { belowZero: "carry" } })).toEqual([]);
    expect(kept(card, {}, { notForSale: true })).toEqual([said("reward-nobody-gets", false)]);
  });
});

describe("a reward that is not for sale", () => {
  const gift = { ...five, notForSale: true };
  const perked = (...perks: object[]) => {
    const level = { id: "gold", name: five.name, threshold: "100", perks };
    const tiers = { measure: "spend", window: { kind: "lifetime" }, levels: [level] };
    return surprisesOf({ tiers, rewards: [gift, { ...five, id: "other" }] });
  };
  const free = (reward: string) => ({ kind: "free-reward", reward, times: 1, per: "year" });
  const NOBODY = [said("reward-nobody-gets", false)];

  test("is for nobody unless a tier gives it", () => {
    expect(perked()).toEqual(NOBODY);
    expect(perked(free("five"))).toEqual([]);
    expect(perked({ kind: "standing-discount", reward: "five" })).toEqual([]);
    expect(perked(free("other"))).toEqual(NOBODY);
    expect(perked({ kind: "cheaper-rewards", percent: "5" })).toEqual(NOBODY);
    expect(perked({ kind: "cheaper-rewards", percent: "5" }, free("five"))).toEqual([]);
  });
});

test("a reward is worth more than the smallest order it can be used for", () => {
  const from = (minimumOrder: string | null, gives: object = five.gives) =>
    surprisesOf({ rewards: [{ ...five, gives, minimumOrder }] });
  const MORE = [said("reward-worth-more-than-order", false)];
  expect(from("4.99")).toEqual(MORE);
  expect(from("5")).toEqual([]);
  expect(from(null)).toEqual([]);
  expect(from("4.99", { kind: "gift-card", amount: "5" })).toEqual([]);
});

test("a reward that nobody can take is told so, and nothing else", () => {
  const rewards = [{ ...five, for: never, notForSale: true, costPoints: 1 }];
  expect(surprisesOf({ rewards })).toEqual([said("reward-never", true)]);
  expect(found({ rewards: [{ ...five, for: weekday("mon") }] })).toEqual([]);
  expect(found({ rewards: [{ ...five, for: never, retired: true }] })).toEqual([]);
});

test("two rewards that are called the same are told, unless one of them is retired", () => {
  const alike = (name: object, rest: object = {}) =>
    surprisesOf({
      rewards: [
        { ...five, ...rest },
        { ...five, id: "other", name },
      ],
    }).map(({ kind, path }) => `${kind} ${path}`);
  const told = ["reward-named-alike rewards.1"];
  expect(alike(five.name)).toEqual(told);
  expect(alike({ en: five.name.en.toUpperCase() })).toEqual(told);
  expect(alike({ en: "Another" })).toEqual([]);
  expect(alike({ en: "Another", "zh-CN": "五" })).toEqual([]);
  expect(alike(five.name, { retired: true })).toEqual([]);
});
