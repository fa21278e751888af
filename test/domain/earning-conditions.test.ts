import { describe, expect, test } from "vitest";
import { findUnmet, holds } from "#app/domain/earning/conditions.ts";
import { previewOrder, aNewcomer } from "#app/domain/earning/preview.ts";
import type { Buyer } from "#app/domain/earning/terms.ts";
import type { OrderFacts, ProductPins } from "#app/domain/order-facts.ts";
import { Condition, LineCondition, MemberCondition } from "#app/domain/program/condition.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import { aLine, anOrder, aProgram, on } from "#test/support/facts.ts";

type Told = { facts?: Partial<OrderFacts>; buyer?: Partial<Buyer>; timeZone?: string };

const traits = (rest: Partial<Buyer["traits"]>): Partial<Buyer> => ({
  traits: { ...aNewcomer().traits, ...rest },
});
const at = (text: string): Told => ({ facts: { placedAt: on(text) } });
const joined = (text: string) => traits({ joinedAt: on(text) });
const born = (month: number, day: number) => traits({ birthday: { month, day, since: 0 } });
const segment = "gid://shopify/Segment/1";
const tagged = traits({ tags: new Set(["vip"]) });
const inSegment = traits({ segments: new Set([segment]) });

const pins: ProductPins = {
  "gid://shopify/Product/1": {
    tags: ["Green", "Japan"],
    collections: ["gid://shopify/Collection/1"],
    type: "Tea",
  },
};
const line = aLine({ variantId: "gid://shopify/ProductVariant/1", vendor: "Acme", quantity: 2 });

/** Whether a rule with this condition, or for these lines, gives its 7 points. */
function applies(rule: { when?: unknown; lines?: unknown }, told: Told = {}): boolean {
  const gives = { kind: "fixed" as const, points: 7 };
  const version = aProgram(
    (d) => ({
      ...d,
      earning: {
        ...d.earning,
        points: "0",
        rules: [
          {
            id: "rule",
            name: { en: "Rule" },
            when: rule.when === undefined ? null : Condition.parse(rule.when),
            lines: rule.lines === undefined ? null : LineCondition.parse(rule.lines),
            gives,
          },
        ],
      },
    }),
    { timeZone: told.timeZone ?? "UTC" },
  );
  const facts = anOrder({ lines: [line], ...told.facts });
  const buyer = { ...aNewcomer(), ...told.buyer };
  const receipt = previewOrder({ facts, pins }, prepareProgram(version), { buyer });
  expect(receipt.points === 7n).toBe(receipt.skipped.length === 0);
  return receipt.points === 7n;
}

const pos = { kind: "channel", in: ["pos"] };
const acme = { kind: "vendor", in: ["acme"] };

type Example = [condition: object, told: Told, holds: boolean];

const orderExamples: Example[] = [
  [{ kind: "channel", in: ["POS"] }, { facts: { channel: "pos" } }, true],
  [{ kind: "channel", in: ["pos"] }, { facts: { channel: "web" } }, false],
  [{ kind: "country", in: ["de"] }, { facts: { country: "DE" } }, true],
  [{ kind: "country", in: ["DE"] }, { facts: { country: "AT" } }, false],
  [{ kind: "country", in: ["DE"] }, { facts: { country: null } }, false],
  [{ kind: "currency", in: ["EUR"] }, { facts: { presentmentCurrency: "EUR" } }, true],
  [{ kind: "currency", in: ["EUR"] }, { facts: { presentmentCurrency: "USD" } }, false],
  [{ kind: "payment", in: ["PayPal"] }, { facts: { gateways: ["card", "paypal"] } }, true],
  [{ kind: "payment", in: ["paypal"] }, { facts: { gateways: ["card"] } }, false],
  [{ kind: "order-tag", in: ["vip"] }, { facts: { tags: ["VIP"] } }, true],
  [{ kind: "order-tag", in: ["vip"] }, { facts: { tags: [] } }, false],
  [{ kind: "discount-code" }, { facts: { discountCodes: ["ANY"] } }, true],
  [{ kind: "discount-code" }, { facts: { discountCodes: [] } }, false],
  [{ kind: "discount-code", in: ["spring"] }, { facts: { discountCodes: ["SPRING"] } }, true],
  [{ kind: "discount-code", in: ["spring"] }, { facts: { discountCodes: ["FALL"] } }, false],
  [{ kind: "order-total", atLeast: "100" }, {}, true],
  [{ kind: "order-total", atLeast: "100.01" }, {}, false],
  [{ kind: "order-total", below: "100" }, {}, false],
  [{ kind: "order-total", below: "100.01" }, {}, true],
  [{ kind: "order-total", atLeast: "50", below: "150" }, {}, true],
  [{ kind: "order-total", atLeast: "99.999" }, {}, true],
  [{ kind: "order-total", atLeast: "100.001" }, {}, false],
  [{ kind: "order-total", below: "99.999" }, {}, false],
  [{ kind: "order-total", below: "100.001" }, {}, true],
  [{ kind: "order-number" }, {}, true],
  [{ kind: "order-number", to: 1 }, { buyer: { orderNumber: 2 } }, false],
  [{ kind: "order-number", from: 3 }, { buyer: { orderNumber: 2 } }, false],
  [{ kind: "order-number", from: 3 }, { buyer: { orderNumber: 3 } }, true],
  [{ kind: "order-number", from: 3, every: 2 }, { buyer: { orderNumber: 4 } }, false],
  [{ kind: "order-number", from: 3, every: 2 }, { buyer: { orderNumber: 5 } }, true],
  [{ kind: "contains", lines: { kind: "vendor", in: ["acme"] }, atLeast: 2 }, {}, true],
  [{ kind: "contains", lines: { kind: "vendor", in: ["acme"] }, atLeast: 3 }, {}, false],
  [{ kind: "contains", lines: { kind: "vendor", in: ["leaf"] } }, {}, false],
  [{ kind: "all", of: [{ kind: "order-number" }, { kind: "contains", lines: acme }] }, {}, true],
  [{ kind: "any", of: [pos, { kind: "contains", lines: acme }] }, {}, true],
];

const memberExamples: Example[] = [
  [{ kind: "tier", in: ["gold"] }, { buyer: { tierId: "gold" } }, true],
  [{ kind: "tier", in: ["gold"] }, { buyer: { tierId: null } }, false],
  [{ kind: "tier", in: ["none"] }, { buyer: { tierId: null } }, true],
  [{ kind: "customer-tag", in: ["new", "VIP"] }, { buyer: tagged }, true],
  [{ kind: "customer-tag", in: ["VIP"] }, {}, false],
  [{ kind: "segment", in: [`${segment}2`, segment] }, { buyer: inSegment }, true],
  [{ kind: "segment", in: [segment] }, {}, false],
  [{ kind: "joined", from: "2026-01-01" }, { buyer: joined("2026-01-01T00:00") }, true],
  [{ kind: "joined", from: "2026-01-01" }, { buyer: joined("2025-12-31T23:59") }, false],
  [{ kind: "joined", until: "2026-01-01" }, { buyer: joined("2026-01-01T23:59") }, true],
  [{ kind: "joined", until: "2026-01-01" }, { buyer: joined("2026-01-02T00:00") }, false],
  [{ kind: "joined" }, {}, false],
  [{ kind: "member-for", atLeastDays: 28 }, { buyer: joined("2026-02-01T23:00") }, true],
  [{ kind: "member-for", atLeastDays: 29 }, { buyer: joined("2026-02-01T01:00") }, false],
  [{ kind: "member-for", atMostDays: 28 }, { buyer: joined("2026-02-01") }, true],
  [{ kind: "member-for", atMostDays: 27 }, { buyer: joined("2026-02-01") }, false],
  [{ kind: "member-for" }, {}, false],
  [{ kind: "birthday" }, { buyer: born(3, 1) }, true],
  [{ kind: "birthday" }, { buyer: born(3, 2) }, false],
  [{ kind: "birthday", daysBefore: 1 }, { buyer: born(3, 2) }, true],
  [{ kind: "birthday", daysAfter: 2 }, { buyer: born(2, 27) }, true],
  [{ kind: "birthday", daysAfter: 1 }, { buyer: born(2, 27) }, false],
  [{ kind: "birthday", daysAfter: 3 }, { ...at("2026-01-02"), buyer: born(12, 31) }, true],
  [{ kind: "birthday", daysBefore: 3 }, { ...at("2026-12-30"), buyer: born(1, 1) }, true],
  [{ kind: "birthday" }, { ...at("2026-02-28"), buyer: born(2, 29) }, true],
  [{ kind: "birthday" }, { ...at("2028-02-28"), buyer: born(2, 29) }, false],
  [{ kind: "birthday" }, { ...at("2028-02-29"), buyer: born(2, 29) }, true],
  [{ kind: "birthday" }, {}, false],
  [{ kind: "birthday-month" }, { buyer: born(3, 31) }, true],
  [{ kind: "birthday-month" }, { buyer: born(4, 1) }, false],
  [{ kind: "birthday-month" }, {}, false],
  [{ kind: "top-percent", percent: "10" }, { buyer: traits({ rankPercent: "10" }) }, true],
  [{ kind: "top-percent", percent: "10" }, { buyer: traits({ rankPercent: "10.5" }) }, false],
  [{ kind: "top-percent", percent: "10" }, {}, false],
];

const timeExamples: Example[] = [
  [{ kind: "weekday", in: ["sun"] }, {}, true],
  [{ kind: "weekday", in: ["mon", "sat"] }, {}, false],
  [{ kind: "weekday", in: ["mon"] }, { ...at("2026-03-01T20:00"), timeZone: "Asia/Tokyo" }, true],
  [{ kind: "dates", from: "2026-03-01", until: "2026-03-01" }, {}, true],
  [{ kind: "dates", from: "2026-03-02" }, {}, false],
  [{ kind: "dates", until: "2026-02-28" }, {}, false],
  [{ kind: "dates" }, {}, true],
  [{ kind: "hours", from: "09:30", until: "12:00" }, at("2026-03-01T09:30"), true],
  [{ kind: "hours", from: "09:30", until: "12:00" }, at("2026-03-01T09:29"), false],
  [{ kind: "hours", from: "09:30", until: "12:00" }, at("2026-03-01T12:00"), false],
  [{ kind: "hours", from: "22:00", until: "02:00" }, at("2026-03-01T21:59"), false],
  [{ kind: "hours", from: "22:00", until: "02:00" }, at("2026-03-01T22:00"), true],
  [{ kind: "hours", from: "22:00", until: "02:00" }, at("2026-03-01T23:00"), true],
  [{ kind: "hours", from: "22:00", until: "02:00" }, at("2026-03-01T01:59"), true],
  [{ kind: "hours", from: "22:00", until: "02:00" }, at("2026-03-01T02:00"), false],
  [{ kind: "hours", from: "18:00", until: "24:00" }, at("2026-03-01T23:59"), true],
  [{ kind: "day-of-month", in: [1] }, {}, true],
  [{ kind: "day-of-month", in: [-1] }, {}, false],
  [{ kind: "day-of-month", in: [-1] }, at("2026-02-28"), true],
  [{ kind: "day-of-month", in: [-1] }, at("2028-02-28"), false],
  [{ kind: "day-of-month", in: [31] }, at("2026-04-30"), false],
  [{ kind: "yearly", from: "02-20", until: "03-01" }, {}, true],
  [{ kind: "yearly", from: "03-02", until: "12-31" }, {}, false],
  [{ kind: "yearly", from: "12-24", until: "01-06" }, at("2026-01-06"), true],
  [{ kind: "yearly", from: "12-24", until: "01-06" }, at("2026-12-24"), true],
  [{ kind: "yearly", from: "12-24", until: "01-06" }, at("2026-01-07"), false],
  [{ kind: "yearly", from: "12-24", until: "12-24" }, at("2026-12-23"), false],
  [{ kind: "yearly", from: "12-24", until: "12-24" }, at("2026-12-24"), true],
  [{ kind: "yearly", from: "12-24", until: "12-24" }, at("2026-12-25"), false],
  [{ kind: "yearly", from: "02-29", until: "02-29" }, at("2026-02-28"), true],
  [{ kind: "yearly", from: "02-29", until: "02-29" }, at("2028-02-28"), false],
  [{ kind: "yearly", from: "02-29", until: "02-29" }, at("2028-02-29"), true],
];

const lineExamples: Example[] = [
  [{ kind: "product", in: ["gid://shopify/Product/1"] }, {}, true],
  [{ kind: "product", in: ["gid://shopify/Product/2"] }, {}, false],
  [{ kind: "variant", in: ["gid://shopify/ProductVariant/1"] }, {}, true],
  [{ kind: "variant", in: ["gid://shopify/ProductVariant/2"] }, {}, false],
  [{ kind: "collection", in: ["gid://shopify/Collection/1"] }, {}, true],
  [{ kind: "collection", in: ["gid://shopify/Collection/2"] }, {}, false],
  [{ kind: "tag", in: ["JAPAN"] }, {}, true],
  [{ kind: "tag", in: ["black"] }, {}, false],
  [{ kind: "vendor", in: ["ACME"] }, {}, true],
  [{ kind: "vendor", in: ["leaf"] }, {}, false],
  [{ kind: "product-type", in: ["tea"] }, {}, true],
  [{ kind: "product-type", in: ["cup"] }, {}, false],
  [{ kind: "not", of: { kind: "tag", in: ["green"] } }, {}, false],
  [{ kind: "product", in: ["gid://shopify/Product/1"] }, { facts: { lines: [bare()] } }, false],
  [{ kind: "vendor", in: ["acme"] }, { facts: { lines: [bare()] } }, false],
  [
    { kind: "variant", in: ["gid://shopify/ProductVariant/1"] },
    { facts: { lines: [bare()] } },
    false,
  ],
];

function bare() {
  return aLine({ productId: null });
}

describe("a condition on", () => {
  test.each(orderExamples)("the order: %o of %o is %s", (when, told, expected) => {
    expect(applies({ when }, told)).toBe(expected);
    expect(applies({ when: { kind: "not", of: when } }, told)).toBe(!expected);
  });

  test.each([...memberExamples, ...timeExamples])(
    "member or time: %o of %o is %s",
    (...example) => {
      const [when, told, expected] = example;
      expect(applies({ when }, told)).toBe(expected);
      const { traits: known, tierId } = { ...aNewcomer(), ...told.buyer };
      const placedAt = told.facts?.placedAt ?? on("2026-03-01");
      const moment = { at: placedAt, timeZone: told.timeZone ?? "UTC", tierId, traits: known };
      const condition = MemberCondition.parse(when);
      expect(holds(condition, moment)).toBe(expected);
      expect(findUnmet(condition, moment) === null).toBe(expected);
    },
  );

  test.each(lineExamples)("lines: %o of %o is %s", (lines, told, expected) => {
    expect(applies({ lines }, told)).toBe(expected);
  });
});

describe("all, any and not", () => {
  const yes = { kind: "channel", in: ["web"] };
  const no = { kind: "currency", in: ["EUR"] };
  const not = (of: object) => ({ kind: "not", of });
  test.each([
    [{ kind: "all", of: [yes, yes] }, true],
    [{ kind: "all", of: [yes, no] }, false],
    [{ kind: "any", of: [no, yes] }, true],
    [{ kind: "any", of: [no, no] }, false],
    [not({ kind: "all", of: [yes, no] }), true],
    [not(not(yes)), true],
    [{ kind: "all", of: [{ kind: "any", of: [no, yes] }, not(no)] }, true],
  ])("%o is %s", (when, expected) => {
    expect(applies({ when })).toBe(expected);
  });
});
