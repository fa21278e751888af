import { expect, test } from "vitest";
import { lotChanges } from "#app/domain/engine/lot-changes.ts";
import type { Lot } from "#app/domain/engine/state.ts";

const lot = (name: string, rest: Partial<Lot> = {}): Lot => {
  return { lot: name, points: 10n, since: 100, expiresAt: 900, ...rest };
};

test("lots that are as they were are left alone", () => {
  const lots = [lot("a"), lot("b", { expiresAt: null })];
  expect(
    lotChanges(
      lots,
      lots.map((one) => ({ ...one })),
    ),
  ).toEqual({ gone: [], put: [] });
  expect(lotChanges([], [])).toEqual({ gone: [], put: [] });
});

test("a lot that is no longer wanted goes, a new one is put", () => {
  expect(lotChanges([lot("a"), lot("b")], [lot("b"), lot("c")])).toEqual({
    gone: ["a"],
    put: [lot("c")],
  });
});

test.each([
  ["points", { points: 9n }],
  ["beginning", { since: 101 }],
  ["last moment", { expiresAt: 901 }],
  ["last moment, which it has no more", { expiresAt: null }],
])("a lot is put anew for another %s", (_what, change) => {
  const wanted = [lot("a", change), lot("b")];
  expect(lotChanges([lot("a"), lot("b")], wanted)).toEqual({ gone: [], put: [lot("a", change)] });
});
