import fc from "fast-check";
import { expect, test } from "vitest";
import { flowsOf, type Flow } from "#app/domain/engine/flows.ts";
import { formatPosted, parsePosted } from "#app/domain/engine/posted.ts";
import type { Account, Lot } from "#app/domain/engine/state.ts";
import { rowsOf } from "#test/support/flow-rows.ts";

const ORDER = "order:gid://shopify/Order/5000000000123";
const accounts: Account[] =
  "pending available reserved debt issued redeemed expired adjusted forgiven"
    .split(" ")
    .map((name) => name as Account);

const name = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((n) => `order:gid://shopify/Order/${n}`),
  fc.constantFrom("", "1", "order:gid://shopify/Order/", "order:gid://shopify/Order/01", ORDER),
  fc.string({ unit: "binary" }),
);
const points = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n });
const flow: fc.Arbitrary<Flow> = fc.record({
  ...{ source: name, lot: name, points },
  from: fc.constantFrom(...accounts),
  to: fc.constantFrom(...accounts),
});
const time = fc.integer({ min: -8.64e15, max: 8.64e15 });
const lot: fc.Arbitrary<Lot> = fc.record({
  ...{ lot: name, points, since: time },
  expiresAt: fc.option(time),
});

test("what is written is read back, whatever names and amounts there are", () => {
  fc.assert(
    fc.property(fc.array(flow), fc.array(lot), (moves, lots) => {
      const flows = flowsOf(moves.filter(({ from, to }) => from !== to));
      const read = parsePosted(formatPosted({ flows, lots }));
      expect(rowsOf(read.flows)).toEqual(rowsOf(flows));
      expect(read.lots).toEqual(lots);
    }),
  );
});

test("each name stands once, orders as their number, and nothing for what came to nothing", () => {
  const moves: Flow[] = [
    { source: ORDER, lot: ORDER, from: "issued", to: "available", points: 25n },
    { source: "redemption:r1", lot: ORDER, from: "available", to: "reserved", points: 10n },
    { source: "gift:gold", lot: "gift:gold", from: "issued", to: "available", points: 7n },
    { source: "gift:gold", lot: "gift:gold", from: "available", to: "issued", points: 7n },
  ];
  const lots = [{ lot: ORDER, points: 15n, since: 1_772_445_600_000, expiresAt: null }];
  const text = formatPosted({ flows: flowsOf(moves), lots });
  expect(text).toBe(
    '[[5000000000123,"redemption:r1"],[[0,0,"ai-25"],[1,0,"ar10"]],[[0,"15",1772445600000,null]]]',
  );
});

test("an order takes some 60 bytes", () => {
  const orders = Array.from({ length: 100 }, (_, n) => `order:gid://shopify/Order/${5e12 + n}`);
  const text = formatPosted({
    flows: flowsOf(
      orders.map((source) => {
        return { source, lot: source, from: "issued", to: "available", points: 25n };
      }),
    ),
    lots: orders.map((lot) => ({ lot, points: 25n, since: 1.7e12, expiresAt: 1.8e12 })),
  });
  expect(text.length / 100).toBeLessThan(68);
});

test("where nothing was posted there is no text, and another's text is refused", () => {
  expect(parsePosted("")).toEqual({ flows: new Map(), lots: [] });
  expect(() => parsePosted('[["a"],[[0,1,"ai-25"]],[]]')).toThrow("each place has a name");
  expect(() => parsePosted('[["a"],[[0,0,"xy1"]],[]]')).toThrow("each letter has an account");
});
