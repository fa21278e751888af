import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { OrderFacts, ProductPins } from "#app/domain/order-facts.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { aLine, anOrder, aProgram, factsOf, on, plainDocument } from "#test/support/facts.ts";

/** What a program can say of earning, by example: points of the plain order of 100.00 and more. */
type Earning = ProgramDocument["earning"];
type Example = [
  name: string,
  earning: Partial<Earning>,
  order: Partial<OrderFacts>,
  points: bigint,
];

const counts = { tax: true, shipping: false, tips: false, giftCards: false, testOrders: false };
const taxed = { lines: [aLine({ netMinor: 10_000n, taxMinor: 1_900n })] };
const shipped = { shippingMinor: 700n, shippingTaxMinor: 133n };
const card = { lines: [aLine(), aLine({ id: "card", giftCard: true, netMinor: 5_000n })] };
const odd = { lines: [aLine({ netMinor: 1_050n }), aLine({ id: "second", netMinor: 1_050n })] };
const exclude = plainDocument.earning.exclude;
const product = "gid://shopify/Product/1";
const collection = "gid://shopify/Collection/1";

const examples: Example[] = [
  ["1 point per 1", {}, {}, 100n],
  ["2.5 points per 1", { points: "2.5" }, {}, 250n],
  ["1 point per 3, exactly", { perAmount: "3" }, { lines: [aLine({ netMinor: 9_900n })] }, 33n],
  ["1 point per 0.7, no float in between", { perAmount: "0.7" }, {}, 142n],
  ["tax on top counts", {}, taxed, 119n],
  ["tax on top does not count", { counts: { ...counts, tax: false } }, taxed, 100n],
  ["tax within counts", {}, { ...taxed, taxesIncluded: true }, 100n],
  [
    "tax within does not count",
    { counts: { ...counts, tax: false } },
    { ...taxed, taxesIncluded: true },
    81n,
  ],
  ["shipping does not count", {}, shipped, 100n],
  ["shipping counts, with its tax", { counts: { ...counts, shipping: true } }, shipped, 108n],
  [
    "shipping counts, without tax",
    { counts: { ...counts, shipping: true, tax: false } },
    shipped,
    107n,
  ],
  ["tips do not count", {}, { tipMinor: 500n }, 100n],
  ["tips count", { counts: { ...counts, tips: true } }, { tipMinor: 500n }, 105n],
  ["gift cards do not count", {}, card, 100n],
  ["gift cards count", { counts: { ...counts, giftCards: true } }, card, 150n],
  ["test orders do not count", {}, { test: true }, 0n],
  ["test orders count", { counts: { ...counts, testOrders: true } }, { test: true }, 100n],
  ["rounded once, down: 21, not 10 + 10", {}, odd, 21n],
  ["rounded down", { points: "0.5" }, odd, 10n],
  ["rounded to the nearest", { points: "0.5", rounding: "nearest" }, odd, 11n],
  ["rounded up", { perAmount: "20", rounding: "up" }, odd, 2n],
  ["at the minimum", { minimumOrder: "100" }, {}, 100n],
  ["below the minimum", { minimumOrder: "100.01" }, {}, 0n],
  ["a product is excluded", { exclude: { ...exclude, products: [product] } }, card, 0n],
  ["a collection is excluded", { exclude: { ...exclude, collections: [collection] } }, {}, 0n],
  ["a tag is excluded, however written", { exclude: { ...exclude, tags: ["sale"] } }, {}, 0n],
  ["another tag is excluded", { exclude: { ...exclude, tags: ["sal"] } }, {}, 100n],
  ["a cap per day", { caps: [{ per: "day", points: 60 }] }, {}, 60n],
];

const pins: ProductPins = { [product]: { tags: ["SALE"], collections: [collection], type: "" } };

describe("an order earns", () => {
  test.each(examples)("%s", (...[, earning, order, points]: Example) => {
    const program = aProgram((d) => ({ ...d, earning: { ...d.earning, ...earning } }));
    const facts = { ...factsOf([]), orders: [{ facts: anOrder(order), pins }] };
    expect(balanceAt("2026-03-02", program, facts)).toBe(points);
  });

  test("in whole units of a currency without decimals, and thousandths of another", () => {
    const inCurrency = (currency: string) => {
      const order = anOrder({ currency, lines: [aLine({ netMinor: 12_345n })] });
      return balanceAt(
        "2026-03-02",
        aProgram((d) => d, { currency }),
        factsOf([order]),
      );
    };
    expect([inCurrency("JPY"), inCurrency("EUR"), inCurrency("KWD")]).toEqual([12_345n, 123n, 12n]);
  });

  test("again on the next day of the shop, where a cap cut the day before", () => {
    const program = aProgram(
      (d) => ({ ...d, earning: { ...d.earning, caps: [{ per: "day", points: 120 }] } }),
      {
        timeZone: "Asia/Shanghai",
      },
    );
    const times = ["2026-03-01T10:00", "2026-03-01T15:59", "2026-03-01T16:00"];
    const orders = times.map((time, n) =>
      anOrder({ orderId: `gid://shopify/Order/${n}`, placedAt: on(time) }),
    );
    const balances = [1, 2, 3].map((some) =>
      balanceAt("2026-03-03", program, factsOf(orders.slice(0, some))),
    );
    expect(balances).toEqual([100n, 120n, 220n]);
  });

  test("by the version that was in force when it was placed, whenever it is paid", () => {
    const twice = aProgram((d) => ({ ...d, earning: { ...d.earning, points: "2" } }), {
      version: 2,
      effectiveFrom: on("2026-03-05"),
    });
    const before = anOrder({ paidAt: on("2026-03-06") });
    const after = anOrder({ orderId: "gid://shopify/Order/2", placedAt: on("2026-03-05") });
    const earned = [before, after].map((order) => {
      const { state } = decide({
        programs: [aProgram(), twice],
        facts: factsOf([order]),
        asOf: on("2026-03-07"),
      });
      return state.journal.map(({ points, version }) => [points, version]);
    });
    expect(earned).toEqual([[[100n, 1]], [[200n, 2]]]);
  });
});

function balanceAt(
  day: string,
  program: ReturnType<typeof aProgram>,
  facts: ReturnType<typeof factsOf>,
): bigint {
  const { state } = decide({ programs: [program], facts, asOf: on(day) });
  return [...state.lots.values()].reduce((total, { points }) => total + points, -state.owed);
}
