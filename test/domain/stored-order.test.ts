import { expect, test } from "vitest";
import { completeFacts, completePins, type StoredFacts } from "#app/domain/stored-order.ts";
import { aLine, anOrder, aRefund, on } from "#test/support/facts.ts";

function without<T extends object, K extends keyof T & string>(whole: T, names: K[]): Omit<T, K> {
  const gone: string[] = names;
  const kept = Object.entries(whole).filter(([name]) => !gone.includes(name));
  return Object.fromEntries(kept) as Omit<T, K>;
}

test("of an order stored before some of its fields existed, nothing is known of them", () => {
  const rest = { placedAt: on("2026-03-01"), updatedAt: on("2026-03-02") };
  const since = ["fulfilledAt", "pinnedAt", "tags", "country", "gatewaysAt", "gateways"] as const;
  const oldLine = without(aLine(), ["vendor"]);
  const edit = { ...aRefund({ kind: "edit" }), addedLines: [oldLine] };
  const stored = {
    ...without(anOrder(rest), [...since]),
    lines: [oldLine],
    changes: [edit],
  } as StoredFacts;
  const { updatedAt } = rest;
  expect(completeFacts(stored)).toEqual(
    anOrder({
      ...rest,
      ...{ fulfilledAt: null, pinnedAt: updatedAt, tags: [], country: null },
      ...{ gatewaysAt: updatedAt, gateways: [] },
      lines: [aLine({ vendor: null })],
      changes: [aRefund({ kind: "edit", addedLines: [aLine({ vendor: null })] })],
    }),
  );
});

test("an order stored as orders are today stays what it is", () => {
  const today = anOrder({
    ...{ fulfilledAt: on("2026-03-03"), pinnedAt: 5, tags: ["vip"], country: "DE" },
    ...{ gatewaysAt: 6, gateways: ["card"], updatedAt: 9 },
    lines: [aLine({ vendor: "Leaf & Co" })],
    changes: [aRefund({ addedLines: [aLine({ vendor: "Clay" })] })],
  });
  expect(completeFacts(today)).toEqual(today);
});

test("pins from before types were kept have none", () => {
  expect(
    completePins({
      tea: { tags: ["green"], collections: ["c1"] },
      cup: { tags: [], collections: [], type: "Cup" },
    }),
  ).toEqual({
    tea: { tags: ["green"], collections: ["c1"], type: "" },
    cup: { tags: [], collections: [], type: "Cup" },
  });
  expect(completePins({})).toEqual({});
});
