import { describe, expect, test } from "vitest";
import { earning, five, found, named, surprisesOf, withRule } from "#test/support/surprises.ts";

describe("a program in which orders earn nothing by themselves", () => {
  const nothing = { earning: { ...earning, points: "0.00" } };
  const NOTHING = "serious: nothing-earned earning.points";
  const review = (gives: object) => ({
    ...{ id: "a", name: named, kind: "review", approval: true },
    gives,
  });

  test("gives points by a rule, an activity or a referral", () => {
    expect(found(nothing)).toEqual([NOTHING]);
    expect(found(withRule({ gives: { kind: "fixed", points: 5 } }, { points: "0" }))).toEqual([]);
    const activities = [review({ kind: "points", points: 5 })];
    expect(found({ ...nothing, activities })).toEqual([]);
    expect(found({ ...nothing, referral: { inviterPoints: 5, friendPoints: 5 } })).toEqual([]);
  });

  test("gives none by an activity that multiplies", () => {
    const activities = [review({ kind: "multiplier", factor: "2", days: 7 })];
    expect(found({ ...nothing, activities })).toEqual([NOTHING]);
  });

  test("has points from a rate of less than one", () => {
    expect(found({ earning: { ...earning, points: "0.5" } })).toEqual([]);
  });
});

describe("points that wait beyond the end of a period", () => {
  const waiting = (days: number, expiry: object = {}) =>
    surprisesOf({
      expiry: { kind: "end-of-period", period: "month", ...expiry },
      earning: { ...earning, hold: { days, after: "payment" } },
    });
  const said = (days: number, serious: boolean) => ({
    ...{ kind: "hold-beyond-expiry", path: "earning.hold.days", serious, days },
  });

  test("are told, from four weeks on as serious", () => {
    expect(waiting(1)).toEqual([said(1, false)]);
    expect(waiting(27)).toEqual([said(27, false)]);
    expect(waiting(28)).toEqual([said(28, true)]);
  });

  test("are not where they do not wait, or live a period longer", () => {
    expect(waiting(0)).toEqual([]);
    expect(waiting(28, { later: 1 })).toEqual([]);
    expect(waiting(28, { kind: "never" })).toEqual([]);
  });
});

describe("points that end before there are enough for a reward", () => {
  const TOO_SOON = ["serious: expiry-too-soon expiry"];
  const spending = (yearlySpend: string, expiry: object, rewards: object[] = [five]) =>
    found(
      { expiry, rewards, earning: { ...earning, hold: { days: 0, after: "payment" } } },
      {
        yearlySpend,
      },
    );
  const until = (period: string, later = 0) => ({ kind: "end-of-period", period, later });

  test.each([
    ["a month", until("month"), "1199", "1200"],
    ["three months", until("month", 2), "399", "400"],
    ["a quarter", until("quarter"), "399", "400"],
    ["half a year", until("quarter", 1), "199", "200"],
    ["a year", until("year"), "99", "100"],
    ["two years", until("year", 1), "49", "50"],
    ["eight months", { kind: "months-after-earning", months: 8 }, "149", "150"],
  ])("by %s", (...[, expiry, less, enough]) => {
    expect(spending(less, expiry)).toEqual(TOO_SOON);
    expect(spending(enough, expiry)).toEqual([]);
  });

  test("cannot be told where the end depends on the member, or there is none", () => {
    const idle = { kind: "months-without-activity", months: 1, counts: ["order"] };
    expect(spending("1", idle)).toEqual([]);
    expect(spending("1", { kind: "never" })).toEqual([]);
  });

  test("look at the cheapest reward that can be bought", () => {
    const price = (costPoints: number, rest: object = {}) => ({
      ...{ ...five, id: `r${costPoints}`, name: { en: `For ${costPoints}` }, costPoints },
      ...rest,
    });
    const year = until("year");
    expect(spending("60", year, [price(60), price(100)])).toEqual([]);
    expect(spending("60", year, [price(61), price(100)])).toEqual(TOO_SOON);
    expect(spending("60", year, [price(50, { retired: true }), price(100)])).toEqual(TOO_SOON);
    const gift = price(50, { notForSale: true });
    expect(spending("60", year, [gift, price(100)])).toEqual([
      ...TOO_SOON,
      "reward-nobody-gets rewards.0",
    ]);
    expect(spending("60", year, [])).toEqual([]);
  });

  test("count by the rate, and not at all where orders earn nothing", () => {
    const by = (rest: object) =>
      found(
        {
          ...withRule({ gives: { kind: "per-item", points: "1" } }, { hold: undefined, ...rest }),
          expiry: until("year"),
          rewards: [{ ...five, costPoints: 1000 }],
        },
        { yearlySpend: "600" },
      );
    expect(by({ points: "5", perAmount: "3" })).toEqual([]);
    expect(by({ points: "4.99", perAmount: "3" })).toEqual(TOO_SOON);
    expect(by({ points: "0" })).toEqual([]);
  });
});

describe("a cap", () => {
  const capped = (...caps: [per: string, points: number][]) =>
    surprisesOf({
      earning: { ...earning, caps: caps.map(([per, points]) => ({ per, points })) },
    });
  const pointless = (at: number) => ({
    ...{ kind: "cap-pointless", path: `earning.caps.${at}`, serious: false },
  });

  test("over a longer time that is larger leaves the shorter one to do something", () => {
    expect(capped(["day", 100], ["month", 101])).toEqual([]);
    expect(capped(["day", 100], ["month", 100])).toEqual([pointless(0)]);
    expect(capped(["month", 99], ["day", 100])).toEqual([pointless(1)]);
  });

  test("is pointless by any of the longer ones", () => {
    const periods = ["order", "day", "week", "month", "quarter", "year", "lifetime"];
    const same = periods.map((per): [string, number] => [per, 100]);
    expect(capped(...same)).toEqual([0, 1, 2, 3, 4, 5].map(pointless));
    expect(capped(...periods.map((per, at): [string, number] => [per, 100 + at]))).toEqual([]);
  });
});

describe("a referral", () => {
  /** 100 points are worth 5.00. */
  const referring = (points: number, rest: object = {}, rewards: object[] = [five]) =>
    surprisesOf({ rewards, referral: { inviterPoints: points, friendPoints: 100, ...rest } });
  const MORE = [{ kind: "referral-worth-more", path: "referral.minimumOrder", serious: false }];

  test("may be worth what earns ten times, or its own minimum", () => {
    expect(referring(100)).toEqual([]);
    expect(referring(101)).toEqual(MORE);
    expect(referring(500, { minimumOrder: "30" })).toEqual([]);
    expect(referring(501, { minimumOrder: "30" })).toEqual(MORE);
  });

  test("is worth nothing known without a reward", () => {
    expect(referring(5000, {}, [])).toEqual([]);
  });
});

test("test orders that earn are told, but not as serious", () => {
  const counts = { tax: true, shipping: false, tips: false, giftCards: false, testOrders: true };
  expect(surprisesOf({ earning: { ...earning, counts } })).toEqual([
    { kind: "test-orders", path: "earning.counts.testOrders", serious: false },
  ]);
});
