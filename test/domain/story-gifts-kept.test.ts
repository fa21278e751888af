import { describe, expect, test } from "vitest";
import { aRedemption, factsOf, on } from "#test/support/facts.ts";
import {
  event,
  level,
  moneyBack,
  order,
  refundOf,
  stateOn,
  tiered,
  type LevelInput,
} from "#test/support/tier-stories.ts";
import { toldOn } from "#test/support/told-member.ts";

type Way = NonNullable<LevelInput["ways"]>[number];
const month = { kind: "calendar-month" } as const;

describe("an entry gift", () => {
  const byTag = (until: string): Way => ({
    kind: "condition",
    when: {
      kind: "all",
      of: [
        { kind: "customer-tag", in: ["vip"] },
        { kind: "dates", until },
      ],
    },
  });
  const program = tiered({
    window: month,
    levels: [level("gold", "300", { entryGift: 30, ways: [byTag("2026-01-15")] })],
  });
  const tagged = (at: string) => event(at, { kind: "tags", added: ["vip"], removed: [] });
  const undone = order(1, "2026-01-10", 300n, { changes: [refundOf(1, "2026-01-20", 300n)] });
  const giftOf = (...events: ReturnType<typeof tagged>[]) => {
    const state = stateOn("2026-01-21", factsOf([undone], { events }), program);
    return [state.tier.id, state.lots.get("gift:gold")?.points];
  };

  test("that rested on a condition stays when an order is refunded", () => {
    expect(giftOf(tagged("2026-01-05"))).toEqual([null, 30n]);
  });

  test("that rested on the order goes, whatever is known of the member since", () => {
    expect(giftOf()).toEqual([null, 0n]);
    expect(giftOf(tagged("2026-01-17"))).toEqual([null, 0n]);
  });

  test("goes with what was earned by then, not with what came later", () => {
    const grace = { kind: "days", days: 60 } as const;
    const silver = tiered({
      window: month,
      grace,
      levels: [level("gold", "100", { entryGift: 30 })],
    });
    const first = order(1, "2026-01-10", 100n, { changes: [moneyBack(1, "2026-03-15", 60n)] });
    const last = order(3, "2026-03-05", 100n, { changes: [refundOf(3, "2026-03-20", 100n)] });
    const state = stateOn(
      "2026-03-21",
      factsOf([first, order(2, "2026-02-05", 60n), last]),
      silver,
    );
    expect([state.tier.id, state.lots.get("gift:gold")?.points]).toEqual([null, 0n]);
  });
});

describe("an entry gift for a balance", () => {
  const expiring = (months: number | null) => {
    const version = tiered({
      measure: "balance",
      levels: [level("gold", "100", { entryGift: 30 })],
    });
    const expiry =
      months === null ? version.document.expiry : { kind: "months-after-earning" as const, months };
    return { ...version, document: { ...version.document, expiry } };
  };
  const spent = (day: string, lot: string, points: bigint) =>
    aRedemption({ reservedAt: on(day), costPoints: points, takes: [{ lot, points }] });

  test("stays where what is left of that balance is enough", () => {
    const facts = factsOf(
      [
        order(1, "2026-01-05", 50n, { changes: [moneyBack(1, "2026-01-08", 30n)] }),
        order(2, "2026-01-10", 100n),
        order(3, "2026-01-11", 50n, { changes: [refundOf(3, "2026-01-20", 50n)] }),
      ],
      { redemptions: [spent("2026-01-15", "order:o2", 60n)] },
    );
    const state = stateOn("2026-01-21", facts, expiring(null));
    expect([state.tier.id, state.lots.get("gift:gold")?.points]).toEqual([null, 30n]);
  });

  test("stays where points of that balance have only expired", () => {
    const facts = factsOf([
      order(1, "2026-01-10", 100n),
      order(2, "2026-01-20", 100n, { changes: [moneyBack(2, "2026-02-15", 50n)] }),
    ]);
    const told = toldOn("2026-02-16", facts, expiring(1));
    expect(told.moves).toEqual([
      "2026-01-10 order:o1 earned: 100 issued → available",
      "2026-01-10 gift:gold tier-gift: 30 issued → available",
      "2026-01-20 order:o2 earned: 100 issued → available",
      "2026-02-11T00:00 order:o1 expired: 100 available → expired",
      "2026-02-11T00:00 gift:gold expired: 30 available → expired",
      "2026-02-15 order:o2 refunded: 50 available → issued",
    ]);
    expect(told.has).toEqual([
      "order:o2: 50 since 2026-01-20 until 2026-02-21T00:00",
      "next 2026-02-21T00:00",
    ]);
  });

  test("stays where points were refunded that had expired before", () => {
    const facts = factsOf(
      [
        order(1, "2026-01-01", 50n, { changes: [refundOf(1, "2026-02-13", 50n)] }),
        order(2, "2026-02-10", 150n, { changes: [moneyBack(2, "2026-02-15", 10n)] }),
      ],
      { redemptions: [spent("2026-02-12", "order:o2", 50n)] },
    );
    const state = stateOn("2026-02-16", facts, expiring(1));
    expect([state.tier.id, state.lots.get("gift:gold")?.points]).toEqual([null, 30n]);
  });

  test("stays where points that were refunded were given again", () => {
    const changes = [
      moneyBack(1, "2026-01-11", 50n),
      { ...moneyBack(1, "2026-01-12", -50n), id: "again" },
      { ...moneyBack(1, "2026-01-15", 10n), id: "less" },
    ];
    const facts = factsOf([order(1, "2026-01-10", 150n, { changes })], {
      redemptions: [spent("2026-01-13", "order:o1", 50n)],
    });
    const state = stateOn("2026-01-16", facts, expiring(null));
    expect([state.tier.id, state.lots.get("gift:gold")?.points]).toEqual([null, 30n]);
  });

  test("goes where the order is refunded in the very moment", () => {
    const undone = order(1, "2026-01-10", 100n, { changes: [refundOf(1, "2026-01-10", 100n)] });
    expect(toldOn("2026-01-11", factsOf([undone]), expiring(null)).moves).toEqual([
      "2026-01-10 order:o1 earned: 100 issued → available",
      "2026-01-10 gift:gold tier-gift: 30 issued → available",
      "2026-01-10 order:o1 refunded: 100 available → issued",
      "2026-01-10 gift:gold tier-gift-returned: 30 available → issued",
    ]);
  });

  test.each([
    ["still waited then", "2026-01-10", "2026-01-16"],
    ["had waited then", "2026-01-10", "2026-01-03"],
    ["came later", "2026-01-16", "2026-01-16"],
  ])("stays where points were refunded that %s", (...[, second, third]) => {
    const version = expiring(null);
    const hold = { days: 14, after: "payment" as const, atMostDays: null };
    const { earning } = version.document;
    const held = { ...version, document: { ...version.document, earning: { ...earning, hold } } };
    const facts = factsOf(
      [
        order(1, "2026-01-01", 100n),
        order(2, second, 50n, { changes: [refundOf(2, "2026-01-20", 50n)] }),
        order(3, third, 50n, { changes: [refundOf(3, "2026-02-01", 50n)] }),
      ],
      { redemptions: [spent("2026-01-31", "order:o1", 40n)] },
    );
    const state = stateOn("2026-02-02", facts, held);
    expect([state.tier.id, state.lots.get("gift:gold")?.points]).toEqual([null, 30n]);
  });
});
