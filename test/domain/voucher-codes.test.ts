import { expect, test } from "vitest";
import { readVoucherCodes } from "#app/domain/voucher-codes.ts";

test("one to a line, the first column, each once, with or without a heading", () => {
  const codes = ["A-1", "https://example.com/v?c=2", "x_3"];
  const csv = `\uFEFFVoucher code;note\r\n"A-1";one\n${codes[1]}\n\nx_3,y\nA-1\n`;
  expect(readVoucherCodes(csv)).toEqual({ ok: true, codes });
  for (const heading of ["code", "Codes", "coupon", "VOUCHERS", "Gutschein", "券码"]) {
    expect(readVoucherCodes(`${heading}\nA`), heading).toEqual({ ok: true, codes: ["A"] });
  }
  expect(readVoucherCodes("A\ncode")).toEqual({ ok: true, codes: ["A", "code"] });
});

test.each([
  "this is no code !!!",
  "John Smith",
  "j@example.com",
  "Grüße",
  "x".repeat(101),
  "\u0007",
])("a line that says %j refuses the file, naming it", (line) => {
  const refused = { ok: false, reason: "malformed", lines: [3], text: line.slice(0, 40) };
  expect(readVoucherCodes(`code\nA\n${line}\nB`)).toEqual(refused);
});

test("of many lines that are no codes, the first ten are named", () => {
  const csv = Array.from({ length: 30 }, (_, n) => `no code ${n}`).join("\n");
  expect(readVoucherCodes(csv)).toMatchObject({ lines: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
});

test("a file without codes, or with more than fifty thousand, is refused", () => {
  expect(readVoucherCodes("code\n\n")).toEqual({ ok: false, reason: "empty" });
  const many = Array.from({ length: 50_001 }, (_, n) => `C${n}`).join("\n");
  expect(readVoucherCodes(many)).toEqual({ ok: false, reason: "too-many" });
});
