import { describe, expect, test } from "vitest";
import {
  all,
  any,
  earning,
  five,
  found,
  named,
  never,
  surprisesOf,
  weekday,
} from "#test/support/surprises.ts";

type Way = Record<string, unknown>;
const lifetime = { kind: "lifetime" };
const level = (id: string, threshold: string | null, rest: object = {}) => ({
  ...{ id, name: { en: id }, threshold },
  ...rest,
});
const tiered = (levels: object[], rest: object = {}) => ({
  tiers: { measure: "points", window: lifetime, levels, ...rest },
});
const condition = (when: object): Way => ({ kind: "condition", when });

describe("a tier without threshold", () => {
  const NEVER = [
    { kind: "tier-never", path: "tiers.levels.0", serious: true, name: { en: "vip" } },
  ];
  const vip = (...ways: Way[]) => surprisesOf(tiered([level("vip", null, { ways })]));

  test("cannot be reached if each of its ways contradicts itself", () => {
    expect(vip(condition(never))).toEqual(NEVER);
    expect(vip(condition(never), condition(any(never, never)))).toEqual(NEVER);
    expect(vip(condition(never), condition(weekday("mon")))).toEqual([]);
    expect(vip(condition(never), { kind: "single-order", atLeast: "50" })).toEqual([]);
    expect(vip(condition(all(weekday("mon"), { kind: "birthday" })))).toEqual([]);
  });

  test("and without ways is by invitation", () => {
    expect(vip()).toEqual([]);
  });

  test("is reached by its threshold, whatever its ways", () => {
    expect(found(tiered([level("vip", "5", { ways: [condition(never)] })]))).toEqual([]);
  });
});

describe("a tier by points beyond a cap", () => {
  const capped = (caps: object[], rest: object = {}, more: object = {}) =>
    surprisesOf({
      ...tiered([level("gold", "500", more)], rest),
      earning: { ...earning, caps },
    });
  const BEYOND = [
    { kind: "tier-beyond-cap", path: "tiers.levels.0", serious: true, name: { en: "gold" } },
  ];
  const cap = (per: string, points = 499) => ({ per, points });

  test.each([
    ["calendar-month", "month"],
    ["calendar-year", "year"],
    ["lifetime", "lifetime"],
  ])("of its own time: %s", (kind, per) => {
    expect(capped([cap(per)], { window: { kind } })).toEqual(BEYOND);
    expect(capped([cap(per, 500)], { window: { kind } })).toEqual([]);
    expect(capped([cap("week", 9), cap(per)], { window: { kind } })).toEqual(BEYOND);
    expect(capped([cap("week")], { window: { kind } })).toEqual([]);
  });

  test("of another time, or by what is no points, can be reached", () => {
    expect(capped([cap("year")])).toEqual([]);
    expect(capped([cap("month")], { window: { kind: "membership-year" } })).toEqual([]);
    expect(capped([cap("lifetime")], { measure: "spend" })).toEqual([]);
  });

  test("can be reached in another way", () => {
    const ways = [{ kind: "single-order", atLeast: "50" }];
    expect(capped([cap("lifetime")], {}, { ways })).toEqual([]);
  });

  test("can be reached by activities and referrals, which the caps of orders do not cut", () => {
    const program = {
      ...tiered([level("gold", "500")]),
      earning: { ...earning, caps: [cap("lifetime")] },
    };
    const gives = { kind: "points", points: 10 };
    const review = { id: "a", name: named, kind: "review", approval: true, gives };
    expect(found({ ...program, activities: [review] })).toEqual([]);
    expect(found({ ...program, referral: { inviterPoints: 5, friendPoints: 5 } })).toEqual([]);
    expect(found(program)).toEqual(["serious: tier-beyond-cap tiers.levels.0"]);
  });
});

describe("a tier that is easier than the one before", () => {
  const measured = (atLeast: string, rest: object = {}): Way => ({
    ...{ kind: "measured", measure: "points", window: lifetime, atLeast },
    ...rest,
  });
  const gold = (...ways: Way[]) => level("gold", "300", { ways });
  const EASIER = "tier-easier tiers.levels.1";

  test("asks for no more by a way of the same measure and time", () => {
    const after = (way: Way) => found(tiered([level("silver", "100"), gold(way)]));
    expect(after(measured("100"))).toEqual([EASIER]);
    expect(after(measured("101"))).toEqual([]);
    expect(after(measured("5", { measure: "orders" }))).toEqual([]);
    expect(after(measured("5", { window: { kind: "calendar-year" } }))).toEqual([]);
    expect(after({ kind: "single-order", atLeast: "5" })).toEqual([]);
    const row = { kind: "in-a-row", measure: "points", window: lifetime, months: 3, atLeast: "5" };
    expect(after(row)).toEqual([]);
  });

  test("by one of several ways", () => {
    const ways = [measured("5", { measure: "orders" }), measured("99")];
    expect(found(tiered([level("silver", "100"), gold(...ways)]))).toEqual([EASIER]);
  });

  test("is held against the last threshold before it", () => {
    const low = level("bronze", "50");
    const silver = level("silver", "100");
    const vip = level("vip", null);
    expect(found(tiered([low, silver, gold(measured("60"))]))).toEqual([
      "tier-easier tiers.levels.2",
    ]);
    expect(found(tiered([silver, vip, gold(measured("60"))]))).toEqual([
      "tier-easier tiers.levels.2",
    ]);
    expect(found(tiered([vip, gold(measured("60"))]))).toEqual([]);
    expect(found(tiered([gold(measured("60")), level("top", "900")]))).toEqual([]);
  });
});

describe("a perk", () => {
  const perks = [
    { kind: "cheaper-rewards", percent: "5" },
    { kind: "free-reward", reward: "five", times: 1, per: "month" },
    { kind: "standing-discount", reward: "ten" },
  ];
  const giving = (rewards: object[]) =>
    surprisesOf({ ...tiered([level("gold", "300", { perks })]), rewards });
  const ten = { ...five, id: "ten", name: { en: "Ten" } };

  test("that is retired is told by the reward's name", () => {
    expect(giving([five, ten])).toEqual([]);
    expect(giving([five, { ...ten, retired: true }])).toEqual([
      {
        ...{ kind: "perk-retired", serious: true, name: { en: "Ten" } },
        path: "tiers.levels.0.perks.2.reward",
      },
    ]);
  });
});

test("two tiers of one name are told apart by nobody", () => {
  const alike = (...names: object[]) =>
    found(tiered(names.map((name, at) => level(`t${at}`, `${at + 1}00`, { name }))));
  const told = ["serious: tier-named-alike tiers.levels.1"];
  expect(alike({ en: "Gold" }, { en: "gold" })).toEqual(told);
  expect(alike({ en: "One", "zh-CN": "金卡" }, { en: "Two", "zh-CN": "金卡" })).toEqual(told);
  expect(alike({ en: "One", "zh-CN": "银卡" }, { en: "Two", "zh-CN": "金卡" })).toEqual([]);
});
