import { describe, expect, test } from "vitest";
import { grantByHand } from "#app/domain/redemption.ts";
import { on } from "#test/support/facts.ts";
import { aMember, aReward, ask, NOW } from "#test/support/wishes.ts";

describe("points as cash", () => {
  const cash = (rest: object = {}) =>
    aReward({ gives: { kind: "points-as-cash", amount: "0.5", ...rest }, costPoints: 10 });

  test("costs and gives as many steps as are chosen", () => {
    expect(ask(cash(), { steps: 7 })).toMatchObject({ costPoints: 70n, amount: "3.50", steps: 7 });
  });

  test.each([
    [{ minimumSteps: 5 }, 4, { least: 5, most: null }],
    [{ maximumSteps: 5 }, 6, { least: 1, most: 5 }],
    [{}, 0, { least: 1, most: null }],
    [{}, 1.5, { least: 1, most: null }],
  ])("refuses %o in %d steps, and says how many", (...[rest, steps, range]) => {
    expect(ask(cash(rest), { steps })).toEqual({ ok: false, reason: "steps-wrong", ...range });
  });

  test("takes both ends of its range", () => {
    const reward = cash({ minimumSteps: 2, maximumSteps: 5 });
    expect([2, 5].map((steps) => ask(reward, { steps }).ok)).toEqual([true, true]);
  });

  test.each([
    ["25", "12.00"],
    ["33", "9.10"],
    ["100", "3.00"],
  ])("of at most %s %% of an order asks for one of %s", (...[maximumShare, minimumOrder]) => {
    expect(ask(cash({ maximumShare }), { steps: 6 })).toMatchObject({ minimumOrder });
  });

  test("asks for the larger of its own minimum order and the share's", () => {
    const reward = (minimumOrder: string) => ({ ...cash({ maximumShare: "50" }), minimumOrder });
    expect(ask(reward("5"), { steps: 6 })).toMatchObject({ minimumOrder: "6.00" });
    expect(ask(reward("8"), { steps: 6 })).toMatchObject({ minimumOrder: "8.00" });
  });

  test("is worth more to a tier that says so, rounded down once", () => {
    const member = aMember({ perks: [{ kind: "points-worth-more", percent: "12.5" }] });
    expect(ask(cash(), { steps: 3 }, member)).toMatchObject({ amount: "1.68" });
  });

  test("in a currency without decimals begins where it is worth a unit", () => {
    const member = aMember({ currency: "JPY" });
    expect(ask(cash(), { steps: 1 }, member)).toMatchObject({ reason: "steps-wrong", least: 2 });
    expect(ask(cash(), { steps: 3 }, member)).toMatchObject({ amount: "1", costPoints: 30n });
  });
});

describe("what is given", () => {
  test("by hand asks for nothing, not even what the reward asks of members", () => {
    const { state, program } = aMember();
    const reward = aReward({ retired: true, for: { kind: "tier", in: ["x"] } });
    const granted = grantByHand(state, reward, { program, at: NOW });
    expect(granted).toMatchObject({ ok: true, costPoints: 0n, free: "hand", endsAt: null });
  });

  test("takes from the lots that end first, and only what it costs", () => {
    const member = aMember();
    const [held] = member.state.lots.values();
    if (!held) throw new Error("the member has points");
    const lot = (name: string, points: bigint, expiresAt: number | null) =>
      [name, { ...held, lot: name, points, expiresAt }] as const;
    const lots = new Map([
      lot("b", 70n, on("2027-01-01")),
      lot("a", 60n, on("2026-12-01")),
      lot("c", 70n, null),
    ]);
    const state = { ...member.state, lots };
    expect(ask(aReward(), {}, { ...member, state })).toMatchObject({
      takes: [
        { lot: "a", points: 60n },
        { lot: "b", points: 40n },
      ],
    });
  });

  test.each([
    [{ kind: "amount-off", amount: "5" }, "USD", "5.00"],
    [{ kind: "gift-card", amount: "7.505" }, "USD", "7.51"],
    [{ kind: "donation", amount: "3", to: { en: "Trees" } }, "KWD", "3.000"],
    [{ kind: "free-shipping" }, "USD", null],
  ] as const)("%o in %s is worth %s", (...[gives, currency, amount]) => {
    const reward = aReward({ gives, minimumOrder: "0" });
    expect(ask(reward, {}, aMember({ currency }))).toMatchObject({ amount, minimumOrder: null });
  });
});
