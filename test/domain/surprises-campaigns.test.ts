import { describe, expect, test } from "vitest";
import { earning, found, named, surprisesOf } from "#test/support/surprises.ts";

type Days = { from?: string; until?: string };
const rule = (id: string, factor: string) => ({
  ...{ id, name: named },
  gives: { kind: "multiplier", factor },
});
const campaign = (id: string, factor: string, days: Days = {}) => ({
  ...{ id, name: { en: id }, ...days },
  rules: [rule(`${id}-rule`, factor)],
});
const combining = (multipliers: string, rest: object = {}) => ({
  ...earning,
  combine: { rates: "best", multipliers, fixed: "add", per: "line" },
  ...rest,
});
const multiplied = (campaigns: object[], rest: object = {}) =>
  surprisesOf({ earning: combining("multiply"), campaigns, ...rest });
const added = (campaigns: object[]) => surprisesOf({ earning: combining("add"), campaigns });

const pair = (factor: string, at = 1, other = 0) => ({
  ...{ kind: "campaigns-pile-up", path: `campaigns.${at}`, serious: false, factor },
  ...{ name: { en: "abc"[at] }, other: { en: "abc"[other] } },
});
const together = (factor: string) => ({
  ...{ kind: "multipliers-pile-up", path: "earning.combine.multipliers", serious: true, factor },
});

describe("two campaigns that multiply", () => {
  const two = (one: Days, other: Days) => [campaign("a", "2", one), campaign("b", "2", other)];

  test("together come to their product, or to the sum of what they add", () => {
    const campaigns = [campaign("a", "1.5"), campaign("b", "2.25")];
    expect(multiplied(campaigns)).toEqual([pair("3.37")]);
    expect(added(campaigns)).toEqual([pair("2.75")]);
    expect(surprisesOf({ earning: combining("best"), campaigns })).toEqual([]);
  });

  test("take away together, down to nothing at the least", () => {
    expect(added([campaign("a", "0.7"), campaign("b", "0.6")])).toEqual([pair("0.3")]);
    expect(added([campaign("a", "0.1"), campaign("b", "0.2")])).toEqual([pair("0")]);
  });

  test("meet on a day that both have, in either order", () => {
    const [early, late] = [{ until: "2027-02-10" }, { from: "2027-02-10" }];
    expect(multiplied(two(early, late))).toEqual([pair("4")]);
    expect(multiplied(two(late, early))).toEqual([pair("4")]);
    expect(multiplied(two({ from: "2027-03-01" }, late))).toEqual([pair("4")]);
  });

  test("do not meet where one ends before the other begins", () => {
    const [early, late] = [{ until: "2027-02-09" }, { from: "2027-02-10" }];
    expect(multiplied(two(early, late))).toEqual([]);
    expect(multiplied(two(late, early))).toEqual([]);
  });

  test("do not meet any more once one is over", () => {
    expect(multiplied(two({ until: "2027-01-31" }, { from: "2027-01-01" }))).toEqual([pair("4")]);
    expect(
      found({
        earning: combining("multiply"),
        campaigns: two({ until: "2027-01-30" }, { from: "2027-01-01" }),
      }),
    ).toEqual(["campaign-over campaigns.0"]);
  });

  test("need a multiplier each; the best of a campaign's own counts", () => {
    const bonus = { id: "x", name: named, gives: { kind: "fixed", points: 5 } };
    const other = { id: "b", name: { en: "b" }, rules: [bonus] };
    expect(multiplied([campaign("a", "2"), other])).toEqual([]);
    const rules = [rule("low", "2"), rule("high", "4"), rule("mid", "3"), bonus];
    expect(multiplied([campaign("a", "2"), { ...other, rules }])).toEqual([pair("8")]);
  });

  test("are told for each two of three", () => {
    expect(multiplied(["a", "b", "c"].map((id) => campaign(id, "2")))).toEqual([
      pair("4"),
      pair("4", 2, 0),
      pair("4", 2, 1),
    ]);
  });
});

describe("everything that multiplies", () => {
  const window = { kind: "lifetime" };
  const levels = ["1.5", "2.5"].map((multiplier, at) => ({
    ...{ id: `t${at}`, name: { en: `T${at}` }, threshold: String(100 + at), multiplier },
  }));
  const tiers = { measure: "spend", window, levels };
  const ruled = (...factors: string[]) =>
    combining("multiply", { rules: factors.map((factor, at) => rule(`r${at}`, factor)) });

  test("comes to more than ten by the best tier, the rules and a campaign", () => {
    const campaigns = [campaign("a", "2")];
    expect(multiplied(campaigns, { tiers, earning: ruled("2") })).toEqual([]);
    expect(multiplied(campaigns, { tiers, earning: ruled("2.01") })).toEqual([together("10.05")]);
    expect(surprisesOf({ earning: ruled("4", "3") })).toEqual([together("12")]);
  });

  test("leaves out rules that give something else", () => {
    const fixed = { id: "f", name: named, gives: { kind: "fixed", points: 1 } };
    const rules = [rule("r0", "4"), fixed, rule("r1", "3")];
    expect(surprisesOf({ earning: combining("multiply", { rules }) })).toEqual([together("12")]);
  });

  test("is nothing together where it is alone", () => {
    expect(surprisesOf({ earning: ruled("11") })).toEqual([]);
  });

  test("counts campaigns only on days that they share", () => {
    const [first, second, third] = [
      campaign("a", "4", { until: "2027-02-09" }),
      campaign("b", "4", { from: "2027-02-10", until: "2027-02-19" }),
      campaign("c", "4", { from: "2027-02-20" }),
    ];
    expect(multiplied([first, second, third])).toEqual([]);
    const longer = { ...second, until: "2027-02-20" };
    expect(multiplied([first, longer, third])).toEqual([together("16"), pair("16", 2, 1)]);
    const past = campaign("a", "4", { until: "2027-01-30" });
    expect(found({ earning: ruled("4"), campaigns: [past] })).toEqual([
      "campaign-over campaigns.0",
    ]);
  });
});

describe("a campaign", () => {
  test("that multiplies activities alone is not empty", () => {
    const campaigns = [{ id: "a", name: named, activities: { factor: "2" } }];
    expect(found({ campaigns })).toEqual([]);
  });

  test("runs through its last day", () => {
    expect(found({ campaigns: [campaign("a", "2", { until: "2027-01-31" })] })).toEqual([]);
  });
});
