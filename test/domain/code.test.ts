import { expect, test } from "vitest";
import { CODE_BYTES, formatCode } from "#app/domain/code.ts";

test("a code is thirteen digits and capitals in three groups, none of them easily mistaken", () => {
  const random = Uint8Array.of(0, 31, 32, 255, 9, 10, 17, 18, 19, 20, 26, 27, 28);
  expect(CODE_BYTES).toBe(13);
  expect(formatCode(random)).toBe("0Z0Z-9AHJ-KMTVW");
});

test("more randomness than a code takes makes it no longer", () => {
  expect(formatCode(new Uint8Array(20).fill(7))).toBe("7777-7777-77777");
});
