import { expect, test } from "vitest";
import { isSameAddress } from "#app/domain/same-address.ts";

test.each([
  ["ada@gmail.com", "ben@gmail.com", false],
  ["ada+tea+cup@example.com", "ada+pot@example.com", true],
  ["+tea@example.com", "+cup@example.com", true],
  ["ada", "ADA ", true],
  ["ada", "ada@example.com", false],
  ["ada", "ada@", true],
])("%s and %s are one person's addresses: %s", (one, other, same) => {
  expect(isSameAddress(one, other)).toBe(same);
});
