import { describe, expect, test } from "vitest";
import { allowancesAt, claim, findReachedLimit, findRoom } from "#app/domain/earning/allowances.ts";
import { judged, own } from "#test/support/cut-orders.ts";
import { fixed } from "#test/support/order-rules.ts";
import { on } from "#test/support/facts.ts";

describe("what an order has used", () => {
  const used = new Map<string, bigint>();
  const daily = [{ per: "day" as const, points: 50 }];
  const once = [{ per: "week" as const, times: 1 }];
  const seenBy = (claims: Map<string, bigint>) =>
    allowancesAt(used, claims, { at: on("2026-03-04"), timeZone: "UTC" });

  test("is room for itself, not for others, and stays used when it falls", () => {
    const [own, other] = [seenBy(new Map()), seenBy(new Map())];
    claim({ what: "tea", points: 30n, caps: daily, limits: once }, own);
    expect(findRoom(daily, "tea", own)).toEqual({ points: 50n, per: "day" });
    expect(findRoom(daily, "tea", other)).toEqual({ points: 20n, per: "day" });
    expect([own, other].map((each) => findReachedLimit(once, "tea", each))).toEqual([null, "week"]);
    claim({ what: "tea", points: 10n, caps: daily, limits: once }, own);
    expect(findRoom(daily, "tea", other)).toEqual({ points: 20n, per: "day" });
    claim({ what: "tea", points: 45n, caps: daily, limits: once }, own);
    expect(findRoom(daily, "tea", other)).toEqual({ points: 5n, per: "day" });
    expect(findRoom(daily, "cup", other)).toEqual({ points: 50n, per: "day" });
  });

  test.each([[0n], [-5n]])("is not one of a limit where it gave %s points", (points) => {
    const other = seenBy(new Map());
    claim({ what: `gave ${points}`, points, caps: daily, limits: once }, seenBy(new Map()));
    expect(findReachedLimit(once, `gave ${points}`, other)).toBeNull();
    expect(findRoom(daily, `gave ${points}`, other)).toEqual({ points: 50n, per: "day" });
  });

  test("leaves a cap of each order whole for the next", () => {
    const each = [{ per: "order" as const, points: 40 }];
    claim({ what: "each", points: 40n, caps: each, limits: [] }, seenBy(new Map()));
    expect(findRoom(each, "each", seenBy(new Map()))).toEqual({ points: 40n, per: "order" });
  });
});

describe("a rule that does not apply", () => {
  const weekday = (...days: ("sat" | "sun")[]) => ({ kind: "weekday" as const, in: days });

  test("says which of its conditions is to blame, and how", () => {
    // The order is of a Sunday.
    const rules = [
      fixed(1, { when: weekday("sat") }),
      fixed(2, { when: { kind: "not", of: weekday("sun") } }),
      fixed(3, { when: weekday("sun") }),
    ];
    expect(judged({ earning: { rules } }).steps).toEqual([
      own,
      "3: fixed3, 3",
      "= 53",
      "not fixed1: condition weekday",
      "not fixed2: condition not weekday",
    ]);
  });
});
