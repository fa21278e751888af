import { describe, expect, test } from "vitest";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { undoneAt } from "#app/domain/undone-order.ts";
import { aLine, anOrder, aRefund, on } from "#test/support/facts.ts";

const MARCH_10 = on("2026-03-10");
const id = aLine().id;
const back = (quantity: number, netMinor: bigint, taxMinor = 0n) =>
  aRefund({ lines: [{ lineId: id, quantity, netMinor, taxMinor }] });
const two = (rest: Partial<OrderFacts>) => anOrder({ lines: [aLine({ quantity: 2 })], ...rest });

describe("an order has come to nothing", () => {
  test.each<[string, OrderFacts, number | null]>([
    ["never while nothing was refunded", anOrder(), null],
    ["when cancelled", anOrder({ cancelledAt: on("2026-03-05") }), on("2026-03-05")],
    ["when its only line was refunded", anOrder({ changes: [back(-1, -10_000n)] }), MARCH_10],
    [
      "when all was refunded, although it was cancelled later",
      anOrder({ changes: [back(-1, -10_000n)], cancelledAt: on("2026-03-12") }),
      MARCH_10,
    ],
    [
      "when cancelled, although its money went back later",
      anOrder({ changes: [back(-1, -10_000n)], cancelledAt: on("2026-03-05") }),
      on("2026-03-05"),
    ],
    ["not while a piece is left", two({ changes: [back(-1, -5_000n)] }), null],
    [
      "when the last piece was refunded",
      two({
        changes: [back(-1, -5_000n), { ...back(-1, -5_000n), id: "2", at: on("2026-03-12") }],
      }),
      on("2026-03-12"),
    ],
    [
      "whatever the order in which refunds are told",
      two({
        changes: [{ ...back(-1, -5_000n), id: "2", at: on("2026-03-12") }, back(-1, -5_000n)],
      }),
      on("2026-03-12"),
    ],
    [
      "when all its money was given back without naming lines",
      anOrder({ changes: [aRefund({ adjustmentMinor: -10_000n })] }),
      MARCH_10,
    ],
    [
      "not when a cent was kept",
      anOrder({ changes: [aRefund({ adjustmentMinor: -9_999n })] }),
      null,
    ],
    [
      "not when only shipping was given back",
      anOrder({ shippingMinor: 500n, changes: [aRefund({ shippingMinor: -500n })] }),
      null,
    ],
    [
      "not by money while shipping is kept",
      anOrder({ shippingMinor: 500n, changes: [aRefund({ adjustmentMinor: -10_000n })] }),
      null,
    ],
    [
      "not by money while tax is kept",
      anOrder({
        lines: [aLine({ taxMinor: 1_000n })],
        changes: [aRefund({ adjustmentMinor: -10_000n })],
      }),
      null,
    ],
    [
      "by money when tax is in the price",
      anOrder({
        taxesIncluded: true,
        lines: [aLine({ taxMinor: 1_000n })],
        shippingTaxMinor: 100n,
        changes: [aRefund({ adjustmentMinor: -10_000n })],
      }),
      MARCH_10,
    ],
    [
      "by money with the tax on shipping given back, too",
      anOrder({
        shippingMinor: 500n,
        shippingTaxMinor: 50n,
        changes: [
          aRefund({ adjustmentMinor: -10_000n, shippingMinor: -500n, shippingTaxMinor: -50n }),
        ],
      }),
      MARCH_10,
    ],
    [
      "when its only line came back, though shipping is kept",
      anOrder({ shippingMinor: 500n, changes: [back(-1, -10_000n)] }),
      MARCH_10,
    ],
    [
      "not by money while the tax on shipping is kept",
      anOrder({
        shippingMinor: 500n,
        shippingTaxMinor: 50n,
        changes: [aRefund({ adjustmentMinor: -10_000n, shippingMinor: -500n })],
      }),
      null,
    ],
    [
      "not by an edit that takes its lines away",
      anOrder({ changes: [{ ...back(-1, -10_000n), kind: "edit" }] }),
      null,
    ],
    [
      "not while what an edit brought is left",
      anOrder({
        changes: [
          { ...aRefund({ id: "1", addedLines: [aLine({ id: "new" })] }), kind: "edit" },
          { ...back(-1, -10_000n), id: "2" },
        ],
      }),
      null,
    ],
  ])("%s", (...[, order, at]) => {
    expect(undoneAt(order)).toBe(at);
  });
});
