import fc from "fast-check";
import { expect, test } from "vitest";
import { currencyExponent, formatMinor, parseMinor } from "#app/domain/money.ts";

test("a currency has as many decimals as ISO 4217 says", () => {
  expect(["USD", "JPY", "KWD", "ZZZ"].map(currencyExponent)).toEqual([2, 0, 3, 2]);
});

test("amounts are read exactly, with the currency's decimals", () => {
  expect(parseMinor("19.9", "USD")).toBe(1990n);
  expect(parseMinor("1000.00", "JPY")).toBe(1000n);
  expect(parseMinor("1.234", "KWD")).toBe(1234n);
  expect(parseMinor("-0.05", "EUR")).toBe(-5n);
  expect(parseMinor("90071992547409.93", "USD")).toBe(9_007_199_254_740_993n);
});

test("what is finer than the minor unit is rounded, half away from zero", () => {
  expect(["1.005", "1.0049", "-1.005"].map((text) => parseMinor(text, "USD"))).toEqual([
    101n,
    100n,
    -101n,
  ]);
  expect(parseMinor("12.5", "ISK")).toBe(13n);
});

test("what is no plain decimal is refused", () => {
  for (const text of ["", "1,00", "1e3", "NaN", "1.", ".5", "+1", " 1", "--1"]) {
    expect(() => parseMinor(text, "USD"), text).toThrow(RangeError);
  }
});

test("what was formatted is read back as it was", () => {
  const amounts = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
  fc.assert(
    fc.property(amounts, fc.constantFrom("USD", "JPY", "KWD"), (minor, currency) => {
      expect(parseMinor(formatMinor(minor, currency), currency)).toBe(minor);
    }),
  );
});
