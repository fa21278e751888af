import { expect, test } from "vitest";
import { awardOf } from "#app/domain/earning/award.ts";
import { aNewcomer, previewOrder } from "#app/domain/earning/preview.ts";
import { roomsFor } from "#app/domain/earning/rooms.ts";
import { decideTerms } from "#app/domain/earning/terms.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { formatMoney } from "#app/domain/format.ts";
import { noNames } from "#app/domain/receipt-names.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";
import { aLine, anOrder, aProgram, aRefund } from "#test/support/facts.ts";

const program = prepareProgram(
  aProgram((document) => ({
    ...document,
    earning: { ...document.earning, caps: [{ per: "day", points: 60 }] },
    tiers: {
      measure: "spend",
      window: { kind: "lifetime" },
      grace: { kind: "days", days: 0 },
      levels: [
        { id: "gold", name: { en: "Gold" }, threshold: "1", multiplier: "1.5", entryGift: 0 },
      ],
    },
  })),
);

const order = {
  facts: anOrder({
    lines: [
      aLine({ netMinor: 3_333n }),
      aLine({ id: "gid://shopify/LineItem/2", title: "Gift card", giftCard: true }),
    ],
    changes: [aRefund({ adjustmentMinor: -1_333n })],
  }),
  pins: {},
};

const names = { ...noNames, tiers: { gold: { en: "Gold", "zh-CN": "金卡" } } };

test("a receipt says what counted, what not and why, and every step to the points", () => {
  const buyer = { ...aNewcomer(), tierId: "gold" };
  const terms = decideTerms(order, program, buyer);
  const used = new Map([["orders|day|2026-03-01", 40n]]);
  const allowances = { used, claims: new Map(), day: "2026-03-01" };
  const { receipt } = awardOf(order, terms, {
    standing: { paid: true, cancelled: false, changes: 1 },
    rooms: roomsFor(terms, allowances, () => false),
    ask: ({ points }) => ({ points, waits: false }),
  });
  expect(formatReceipt(receipt, "en", names)).toEqual([
    "Judged by version 1 of the program; the tier was Gold when the order was placed.",
    "Tea × 1: $33.33 counts.",
    "Gift card does not count: gift cards do not earn points.",
    "Money was given back: $120.00 of $133.33 was kept, and counts in proportion.",
    "Together $33.33 counts.",
    "1 per $1.00 makes ≈ 29.9977.",
    "Tier Gold: times 1.5 adds ≈ 14.9988.",
    "Rounded down: ≈ −0.9966.",
    "The cap of the day left room for 20.",
    "20 points.",
  ]);
});

test("a receipt for nothing says why, in Chinese too", () => {
  const terms = decideTerms(order, program, aNewcomer());
  const { receipt } = awardOf(order, terms, {
    standing: { paid: false, cancelled: false, changes: 0 },
    rooms: { rules: [], skipped: [], byRule: new Map(), program: null },
    ask: ({ points }) => ({ points, waits: false }),
  });
  expect(formatReceipt(receipt, "en")).toEqual(["The order is not paid yet."]);
  expect(formatReceipt(receipt, "zh-CN")).toEqual(["订单尚未付款。"]);
});

test("a receipt hides no decimals: neither of a fine rate, nor of a currency with three", () => {
  const fine = (document: ProgramDocument) => ({
    ...document,
    earning: { ...document.earning, perAmount: "0.0005" },
  });
  const dinars = prepareProgram(aProgram(fine, { currency: "KWD" }));
  const facts = anOrder({ currency: "KWD", lines: [aLine({ netMinor: 1_234n })] });
  const text = formatReceipt(previewOrder({ facts, pins: {} }, dinars), "en").join(" ");
  expect(text).toContain("1.234 counts.");
  expect(text).toContain("0.0005 makes 2468.");
  expect(formatMoney(1_234n, "IQD", "en")).toMatch(/1\.234$/);
});
