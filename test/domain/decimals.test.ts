import { expect, test } from "vitest";
import { formatAmount, formatCount, formatExactly, formatMoney } from "#app/domain/format.ts";
import { formatMinor, parseMinor } from "#app/domain/money.ts";
import { stepsFor } from "#app/domain/reward-worth.ts";
import { aMember, aReward, ask } from "#test/support/wishes.ts";

test.each([
  [1n, 20n, "0.05"],
  [-1n, 20n, "−0.05"],
  [101n, 2_000n, "0.0505"],
  [1n, 10_000n, "0.0001"],
  [1n, 100_000n, "≈ 0"],
  [200n, 1n, "200"],
  [0n, 1n, "0"],
])("%s / %s is written %s", (numerator, denominator, text) => {
  expect(formatExactly({ numerator, denominator })).toBe(text);
});

test("money is written with all its decimals, in the reader's language", () => {
  expect(formatMoney(123_456n, "USD", "en")).toBe("$1,234.56");
  expect(formatMoney(0n, "USD", "zh-CN")).toBe("US$0.00");
  expect(formatAmount("0.125", "USD", "en")).toBe("$0.125");
  expect(formatCount(12_345n, "en")).toBe("12,345");
});

test("amounts have the decimals of their currency", () => {
  expect([0n, 5n, -5n, 1_250n].map((minor) => formatMinor(minor, "USD"))).toEqual([
    "0.00",
    "0.05",
    "-0.05",
    "12.50",
  ]);
  expect(formatMinor(-7n, "JPY")).toBe("-7");
});

test("what is no amount is named, but not at length", () => {
  expect(() => parseMinor("1,00", "USD")).toThrow('Not an amount: "1,00"');
  const long = `${"x".repeat(40)}y`;
  expect(() => parseMinor(long, "USD")).toThrow(/^Not an amount: "x{40}"$/);
});

test.each([
  [99n, null, 0],
  [100n, null, 1],
  [250n, null, 2],
  [250n, 2, 2],
  [350n, 2, 2],
  [-250n, null, 0],
  [0n, 5, 0],
])("%s points allow, at 100 a step and at most %s, %s steps", (points, most, steps) => {
  expect(stepsFor(points, 100n, most)).toBe(steps);
});

test("the smallest order is rounded up to what can be paid", () => {
  expect(ask(aReward({ minimumOrder: "4.001" }))).toMatchObject({ minimumOrder: "4.01" });
  const gives = { kind: "points-as-cash" as const, amount: "0.5", maximumShare: "12.5" };
  const cash = aReward({ gives, costPoints: 10 });
  expect(ask(cash, { steps: 6 })).toMatchObject({ amount: "3.00", minimumOrder: "24.00" });
});

test("points as cash begin with the first step that is worth a whole unit", () => {
  const gives = { kind: "points-as-cash" as const, amount: "0.4" };
  const cash = aReward({ gives, costPoints: 10 });
  const member = aMember({ currency: "JPY" });
  expect(ask(cash, { steps: 2 }, member)).toMatchObject({ reason: "steps-wrong", least: 3 });
  expect(ask(cash, { steps: 3 }, member)).toMatchObject({ amount: "1" });
  expect(ask(cash, { steps: 7 }, member)).toMatchObject({ amount: "2" });
});
