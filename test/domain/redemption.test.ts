import { describe, expect, test } from "vitest";
import type { RedemptionFact } from "#app/domain/engine/timeline.ts";
import type { Choice } from "#app/domain/redemption.ts";
import { on } from "#test/support/facts.ts";
import {
  aMember,
  aReward,
  ask,
  NOW,
  taken,
  type Perks,
  type RewardInput,
} from "#test/support/wishes.ts";

describe("a reward is refused", () => {
  test.each<[string, Partial<RewardInput>, Choice, object]>([
    ["when retired", { retired: true }, {}, { reason: "reward-retired" }],
    ["when not for sale", { notForSale: true }, {}, { reason: "not-for-sale" }],
    [
      "to whom it is not for, with the part to blame",
      {
        for: {
          kind: "all",
          of: [
            { kind: "dates", from: "2026-05-01" },
            { kind: "tier", in: ["x"] },
          ],
        },
      },
      {},
      { reason: "not-eligible", unmet: { kind: "tier", not: false } },
    ],
    [
      "with what is missing",
      { costPoints: 501 },
      {},
      { reason: "too-few-points", missingPoints: 1n },
    ],
    [
      "at another price than was shown",
      {},
      { expectedCost: 99n },
      { reason: "price-changed", costPoints: 100n },
    ],
    ["for free without a perk", {}, { free: true }, { reason: "nothing-free" }],
    ["in several steps where it has none", {}, { steps: 2 }, { reason: "steps-wrong", most: 1 }],
  ])("%s", (...[, reward, choice, refusal]) => {
    expect(ask(aReward(reward), choice)).toMatchObject({ ok: false, ...refusal });
  });

  test("to a member who has left", () => {
    const member = aMember();
    member.state.traits.closedAt = NOW;
    expect(ask(aReward(), {}, member)).toEqual({ ok: false, reason: "member-gone" });
  });

  test("by debt that is owed", () => {
    const member = aMember();
    member.state.owed = 401n;
    expect(ask(aReward(), {}, member)).toMatchObject({ missingPoints: 1n });
  });
});

test("a reward takes all that a member has, and its code has no end unless it says so", () => {
  const taken = { ok: true, amount: null, minimumOrder: null, free: null, standing: false };
  expect(ask(aReward({ costPoints: 500 }))).toEqual({
    ...{ ...taken, costPoints: 500n, steps: 1, endsAt: null },
    takes: [{ lot: "adjustment:a", points: 500n }],
  });
  expect(ask(aReward({ costPoints: 1, validDays: 1 }))).toEqual({
    ...{ ...taken, costPoints: 1n, steps: 1, endsAt: on("2026-05-22T00:00") },
    takes: [{ lot: "adjustment:a", points: 1n }],
  });
});

describe("a limit", () => {
  const weekly = aReward({ limits: [{ per: "week", times: 1 }] });

  test.each([
    ["counts since Monday", "2026-05-18", false],
    ["does not count last Sunday", "2026-05-17", true],
  ])("%s", (_name, day, ok) => {
    const facts = taken(day, { ended: { at: on(day), outcome: "used" } });
    expect(ask(weekly, {}, aMember({}, [facts])).ok).toBe(ok);
  });

  test("for life never begins anew", () => {
    const once = aReward({ limits: [{ per: "lifetime", times: 1 }] });
    expect(ask(once, {}, aMember({}, [taken("2020-01-01")]))).toEqual({
      ...{ ok: false, reason: "limit-reached", per: "lifetime", times: 1 },
    });
    expect(ask(once, {}, aMember())).toMatchObject({ ok: true });
  });

  test.each([
    ["day", "2026-05-19", "2026-05-20"],
    ["month", "2026-04-30", "2026-05-01"],
    ["quarter", "2026-03-31", "2026-04-01"],
    ["year", "2025-12-31", "2026-01-01"],
  ] as const)("per %s begins anew with the period", (...[per, before, within]) => {
    const reward = aReward({ limits: [{ per, times: 1 }] });
    expect(ask(reward, {}, aMember({}, [taken(before)])).ok).toBe(true);
    expect(ask(reward, {}, aMember({}, [taken(within)]))).toEqual({
      ok: false,
      reason: "limit-reached",
      per,
      times: 1,
    });
  });

  test("for a lifetime never begins anew, and lets through as many as it says", () => {
    const reward = aReward({ limits: [{ per: "lifetime", times: 2 }] });
    expect(ask(reward, {}, aMember({}, [taken("2025-03-01")])).ok).toBe(true);
    const twice = [taken("2025-03-01"), taken("2025-04-01")];
    expect(ask(reward, {}, aMember({}, twice)).ok).toBe(false);
  });

  test("counts neither what came back, nor what was free, nor other rewards", () => {
    const others = [
      taken("2026-05-18", { ended: { at: on("2026-05-19"), outcome: "returned" } }),
      taken("2026-05-19", { free: "perk" }),
      taken("2026-05-20", { rewardId: "other" }),
    ];
    expect(ask(weekly, {}, aMember({}, others)).ok).toBe(true);
    const undone = taken("2026-05-18", {
      ended: { at: on("2026-05-18"), outcome: "used" },
      returnedAt: on("2026-05-19"),
    });
    expect(ask(weekly, {}, aMember({}, [undone])).ok).toBe(true);
  });
});

describe("a perk", () => {
  const monthly: Perks = [{ kind: "free-reward", reward: "reward", times: 1, per: "month" }];
  const free = { free: true };

  test("gives a reward that is not for sale for nothing", () => {
    const member = aMember({ perks: monthly });
    const decision = ask(aReward({ notForSale: true, validDays: 3 }), free, member);
    expect(decision).toMatchObject({ ok: true, costPoints: 0n, takes: [], free: "perk" });
    expect(decision).toMatchObject({ standing: false, endsAt: on("2026-05-24T00:00") });
  });

  test("is used up within its period, also by what expired unused", () => {
    const used = (rest: Partial<RedemptionFact>) =>
      ask(
        aReward(),
        free,
        aMember({ perks: monthly }, [taken("2026-05-02", { free: "perk", ...rest })]),
      );
    expect(used({})).toEqual({ ok: false, reason: "allowance-used", times: 1, per: "month" });
    expect(used({ ended: { at: NOW, outcome: "kept" } }).ok).toBe(false);
    expect(used({ ended: { at: NOW, outcome: "returned" } }).ok).toBe(true);
    expect(used({ free: "hand" }).ok).toBe(true);
    expect(used({ rewardId: "other" }).ok).toBe(true);
    expect(used({ reservedAt: on("2026-04-30") }).ok).toBe(true);
  });

  test("of another reward gives nothing, and one that is used up leaves the next", () => {
    const other: Perks = [{ kind: "free-reward", reward: "other", times: 1, per: "month" }];
    expect(ask(aReward(), free, aMember({ perks: other })).ok).toBe(false);
    const both: Perks = [
      ...monthly,
      { kind: "free-reward", reward: "reward", times: 2, per: "year" },
    ];
    const once = [taken("2026-05-02", { free: "perk" })];
    expect(ask(aReward(), free, aMember({ perks: both }, once)).ok).toBe(true);
  });

  test("that stands is a code until the month ends, or sooner", () => {
    const standing: Perks = [{ kind: "standing-discount", reward: "reward" }];
    const ends = (validDays: number | null) =>
      ask(aReward({ validDays }), free, aMember({ perks: standing }));
    expect(ends(null)).toMatchObject({ standing: true, endsAt: on("2026-06-01T00:00") });
    expect(ends(90)).toMatchObject({ standing: true, endsAt: on("2026-06-01T00:00") });
    expect(ends(2)).toMatchObject({ standing: true, endsAt: on("2026-05-23T00:00") });
  });

  test("is not sold at a discount beside: the price stays", () => {
    expect(ask(aReward(), {}, aMember({ perks: monthly }))).toMatchObject({ costPoints: 100n });
  });
});
