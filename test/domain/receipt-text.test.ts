import { expect, test } from "vitest";
import { awardOf, decideTerms } from "#app/domain/award.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { formatMoney, formatReceipt } from "#app/domain/receipt-text.ts";
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

test("a receipt says what counted, what not and why, and every step to the points", () => {
  const terms = decideTerms(order, { program, tierId: "gold", usedPoints: 40n });
  const { receipt } = awardOf(order, terms, { paid: true, cancelled: false, changes: 1 });
  expect(formatReceipt(receipt, "en", { gold: { en: "Gold" } })).toEqual([
    "Judged by version 1 of the program; the tier was Gold when the order was placed.",
    "Tea × 1: $33.33 counts.",
    "Gift card does not count: gift cards do not earn points.",
    "Money was given back: $120.00 of $133.33 was kept, and counts in proportion.",
    "Together $33.33 counts.",
    "1 per $1.00, times 1.5 for the tier, makes ≈ 44.9966.",
    "Rounded down: 44.",
    "The cap of the day left room for 20.",
    "20 points.",
  ]);
});

test("a receipt for nothing says why, in Chinese too", () => {
  const terms = decideTerms(order, { program, tierId: null, usedPoints: 0n });
  const { receipt } = awardOf(order, terms, { paid: false, cancelled: false, changes: 0 });
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
  const terms = decideTerms({ facts, pins: {} }, { program: dinars, tierId: null, usedPoints: 0n });
  const standing = { paid: true, cancelled: false, changes: 0 };
  const text = formatReceipt(awardOf({ facts, pins: {} }, terms, standing).receipt, "en").join(" ");
  expect(text).toContain("1.234 counts.");
  expect(text).toContain("0.0005 makes 2468.");
  expect(formatMoney(1_234n, "IQD", "en")).toMatch(/1\.234$/);
});
