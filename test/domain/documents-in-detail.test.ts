import { describe, expect, test } from "vitest";
import { readDocument } from "#app/domain/program/read-document.ts";
import { traitsInUse } from "#app/domain/program/traits-in-use.ts";
import { aProgram } from "#test/support/facts.ts";
import { fixed } from "#test/support/order-rules.ts";
import { aRichDocument, expectAccepted, expectRefused } from "#test/support/rich-document.ts";

const rich = aRichDocument();
const name = { en: "It" };
const gives = { kind: "points", points: 10 };

/** All that is said of a document, a line each. */
function problemsOf(rest: object): string[] {
  const read = readDocument({ ...rich, ...rest });
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe("one sentence is said of each place", () => {
  test("the first, where it is wrong in two ways", () => {
    expect(problemsOf({ earning: { points: "x", perAmount: "y" } })).toEqual([
      "earning.points: Write a number such as 10 or 2.50.",
      "earning.perAmount: Write a number such as 10 or 2.50.",
    ]);
  });

  test("the stricter of two bounds, at two places", () => {
    const levels = [{ id: "gold", name, threshold: "5", entryGift: -1 }];
    const referral = { inviterPoints: -1, friendPoints: 5 };
    const rewards = [{ id: "r", name, gives: { kind: "free-shipping" }, costPoints: -1 }];
    expect(problemsOf({ tiers: { ...rich.tiers, levels }, referral, rewards })).toEqual([
      "referral.inviterPoints: Must be at least 0.",
      "tiers.levels.0.entryGift: Must be at least 0.",
      "rewards.0.costPoints: A reward costs at least 1 point.",
    ]);
  });
});

test.each(["2027", "2027-01", "2027-1-1", "+012027-01-31", "2027-01-31T10:00", "2027-02-29", ""])(
  "%s is no day",
  (day) => {
    const message = "Write a day such as 2027-01-31.";
    expectRefused(["campaigns.0", { id: "c", name, from: day }, message, "campaigns.0.from"]);
  },
);

test("an item gives at most a million points", () => {
  const item = (points: string) => ({ kind: "per-item", points });
  const path = "earning.rules.0.gives";
  expectAccepted(path, item("1000000"));
  expectRefused([path, item("1000000.5"), "Must be at most 1000000.", `${path}.points`]);
});

test("a tier multiplies by at most fifty, and a unit of money gives at most 10,000 points", () => {
  const path = "tiers.levels.0.multiplier";
  expectAccepted(path, "50");
  expectRefused([path, "50.1", "Must be at most 50."]);
  const rate = (points: string) => ({ points, perAmount: "0.5" });
  expect(problemsOf({ earning: rate("5000") })).toEqual([]);
  expect(problemsOf({ earning: rate("5000.5") })).toEqual([
    "earning.points: Too much: at most 10000 points for every unit of money.",
  ]);
});

test("two campaigns have two ids", () => {
  expect(problemsOf({ campaigns: ["a", "b", "a"].map((id) => ({ id, name })) })).toEqual([
    "campaigns.2.id: Two campaigns have the same id.",
  ]);
});

test("a tier asks for more than the last one that has a threshold", () => {
  const levels = (...thresholds: (string | null)[]) => ({
    activities: [],
    campaigns: [],
    rewards: [],
    tiers: {
      ...rich.tiers,
      levels: thresholds.map((threshold, at) => ({ id: `t${at}`, name, threshold })),
    },
  });
  expect(problemsOf(levels("500", null, "501"))).toEqual([]);
  expect(problemsOf(levels("500", null, "500"))).toEqual([
    "tiers.levels.2.threshold: Must be more than the tier before it.",
  ]);
});

test("points that live by activity may wait as long as they live", () => {
  const hold = { days: 28, after: "payment" };
  const earning = { points: "1", perAmount: "1", hold };
  const expiry = { months: 1, counts: ["order"] };
  expect(problemsOf({ earning, expiry: { kind: "months-without-activity", ...expiry } })).toEqual(
    [],
  );
  expect(problemsOf({ earning, expiry: { kind: "months-after-earning", ...expiry } })).toEqual([
    "earning.hold.days: Points would expire before they can be spent.",
  ]);
});

test("prices may differ by tier, but a tier has one", () => {
  const silver = { tier: "silver", costPoints: 95 };
  const gold = { tier: "gold", costPoints: 90 };
  expectAccepted("rewards.0.prices", [silver, gold]);
  const message = "This tier has a price already.";
  expectRefused(["rewards.0.prices", [gold, silver, gold], message, "rewards.0.prices.2.tier"]);
});

describe("what unlocks what", () => {
  const visit = (id: string, unlockedBy: string | null) => ({
    ...{ id, name, kind: "visit", gives, unlockedBy },
  });
  const message = "This unlocks itself: it can never be done.";

  test("may begin with nothing, and not come round to itself", () => {
    const campaigns: object[] = [];
    const told = (...activities: object[]) => problemsOf({ activities, campaigns });
    expect(told(visit("a", "b"), visit("b", null))).toEqual([]);
    expect(told(visit("a", "b"), visit("b", "c"), visit("c", "b"))).toEqual([
      `activities.1.unlockedBy: ${message}`,
      `activities.2.unlockedBy: ${message}`,
    ]);
  });

  test("does not consist of itself, either, by way of another", () => {
    const week = { kind: "period", per: "week" };
    const counting = (id: string, activity: string) => {
      const of = { kind: "activity", activity };
      return { id, name, kind: "challenge", gives, of, target: "1", within: week };
    };
    const told = (...activities: object[]) => problemsOf({ activities, campaigns: [] });
    expect(told(visit("a", null), counting("b", "a"), counting("c", "b"))).toEqual([]);
    expect(told(counting("b", "c"), counting("c", "b"))).toEqual([
      "activities.0.of.activity: An activity cannot count itself.",
      "activities.1.of.activity: An activity cannot count itself.",
    ]);
  });
});

describe("conditions of members", () => {
  const path = "activities.0.when";
  const tag = { kind: "customer-tag", in: ["VIP"] };

  test("stand in all, any and not", () => {
    expectAccepted(path, {
      kind: "any",
      of: [tag, { kind: "not", of: { kind: "all", of: [tag] } }],
    });
    expectRefused([path, { kind: "any", of: [] }, "Choose at least 1.", `${path}.of`]);
    const many = Array.from({ length: 21 }, () => tag);
    expectAccepted(path, { kind: "all", of: many.slice(1) });
    expectRefused([path, { kind: "all", of: many }, "Choose at most 20.", `${path}.of`]);
  });

  test("stand in all, any and not for lines, too", () => {
    const lines = "earning.rules.0.lines";
    const tea = { kind: "tag", in: ["tea"] };
    expectAccepted(lines, {
      kind: "all",
      of: [tea, { kind: "not", of: { kind: "any", of: [tea] } }],
    });
    const many = Array.from({ length: 21 }, () => tea);
    expectAccepted(lines, { kind: "any", of: many.slice(1) });
    expectRefused([lines, { kind: "any", of: many }, "Choose at most 20.", `${lines}.of`]);
  });
});

test("activities of a campaign may be all of them", () => {
  expectAccepted("campaigns.0.activities", { factor: "2", only: null });
  const unknown = { factor: "2", only: ["dance"] };
  const message = "There is no activity “dance”.";
  expectRefused(["campaigns.0.activities", unknown, message, "campaigns.0.activities.only.0"]);
});

test("only conditions ask for tags and segments: where there are none, nothing is asked", () => {
  const vip = { kind: "customer-tag" as const, in: ["VIP", "Pro"] };
  const when = { kind: "not" as const, of: { kind: "any" as const, of: [vip] } };
  const { document } = aProgram((plain) => ({
    ...plain,
    earning: { ...plain.earning, rules: [fixed(5), fixed(6, { when })] },
    campaigns: [{ id: "c", name }],
  }));
  expect(traitsInUse([document])).toEqual({ tags: new Set(["vip", "pro"]), segments: new Set() });
});
