import { describe, expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { noNames } from "#app/domain/receipt-names.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";
import { aLine, anOrder, aProgram, aRefund, factsOf, on } from "#test/support/facts.ts";

type Rule = NonNullable<ProgramInput["earning"]["rules"]>[number];
type Wanted = { earning?: Partial<ProgramInput["earning"]>; rest?: Partial<ProgramInput> };

/** Twenty points more for each order, or whatever `rest` says. */
const extra = (rest: Partial<Rule>): Rule => ({
  id: "extra",
  name: { en: "Extra" },
  gives: { kind: "fixed", points: 20 },
  ...rest,
});

function stateOf(orders: OrderFacts[], { earning, rest }: Wanted, events: MemberEvent[] = []) {
  const program = aProgram((d) => ({ ...d, earning: { ...d.earning, ...earning }, ...rest }));
  const facts = factsOf(orders, { events });
  return decide({ programs: [program], facts, asOf: on("2030-01-01") }).state;
}

function pointsOf(days: string[], wanted: Wanted): bigint[] {
  const orders = days.map((day, n) => orderNo(n, { placedAt: on(day) }));
  return [...stateOf(orders, wanted).orders.values()].map(({ points }) => points);
}

function orderNo(n: number, rest: Partial<OrderFacts> = {}): OrderFacts {
  const lines = [aLine({ netMinor: 1_000n })];
  return anOrder({ orderId: `gid://shopify/Order/${n}`, lines, ...rest });
}

describe("a cap of all orders", () => {
  test.each([
    ["order", ["2026-03-01", "2026-03-01T13:00"], [7n, 7n]],
    ["day", ["2026-03-01", "2026-03-01T13:00", "2026-03-02"], [7n, 0n, 7n]],
    ["week", ["2026-03-01", "2026-03-02", "2026-03-08"], [7n, 7n, 0n]],
    ["month", ["2026-03-01", "2026-03-31", "2026-04-01"], [7n, 0n, 7n]],
    ["quarter", ["2026-01-01", "2026-03-31", "2026-04-01"], [7n, 0n, 7n]],
    ["year", ["2026-01-01", "2026-12-31", "2027-01-01"], [7n, 0n, 7n]],
    ["lifetime", ["2026-01-01", "2029-12-31"], [7n, 0n]],
  ] as const)("per %s", (per, days, points) => {
    expect(pointsOf([...days], { earning: { caps: [{ per, points: 7 }] } })).toEqual(points);
  });

  test("of several the tightest counts", () => {
    const caps = [
      { per: "day" as const, points: 8 },
      { per: "month" as const, points: 12 },
    ];
    const days = ["2026-03-01", "2026-03-02", "2026-03-03"];
    expect(pointsOf(days, { earning: { caps } })).toEqual([8n, 4n, 0n]);
  });
});

describe("a cap of a rule", () => {
  test("never takes what the order earns without it", () => {
    const rules = [
      extra({
        gives: { kind: "rate", points: "5", perAmount: "1" },
        caps: [{ per: "month", points: 25 }],
      }),
    ];
    const days = ["2026-03-01", "2026-03-02", "2026-04-01"];
    expect(pointsOf(days, { earning: { rules } })).toEqual([35n, 10n, 35n]);
  });

  test("leaves its place to another rule once it is used up", () => {
    const rate = (id: string, points: string, rest: Partial<Rule> = {}) =>
      extra({ id, gives: { kind: "rate", points, perAmount: "1" }, ...rest });
    const rules = [rate("five", "5", { caps: [{ per: "day", points: 40 }] }), rate("two", "2")];
    const days = ["2026-03-01", "2026-03-01T13:00"];
    expect(pointsOf(days, { earning: { rules } })).toEqual([50n, 20n]);
  });
});

test("a limit says how many times, and only what gave something is a time", () => {
  const limits = [{ per: "month" as const, times: 2 }];
  const when = { kind: "order-number" as const, from: 2 };
  const days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-04-01"];
  const points = pointsOf(days, { earning: { rules: [extra({ limits, when })] } });
  expect(points).toEqual([10n, 30n, 30n, 10n, 30n]);
});

test("a refund frees no room, no time and no number", () => {
  const limits = [{ per: "month" as const, times: 1 }];
  const refund = aRefund({
    at: on("2026-03-02"),
    lines: [{ lineId: aLine().id, quantity: -1, netMinor: -1_000n, taxMinor: 0n }],
  });
  const orders = [
    orderNo(1, { placedAt: on("2026-03-01"), changes: [refund] }),
    orderNo(2, { placedAt: on("2026-03-03") }),
  ];
  const state = stateOf(orders, { earning: { rules: [extra({ limits })] } });
  expect([...state.orders.values()].map(({ points }) => points)).toEqual([0n, 10n]);
  expect(state.ordersPlaced).toBe(2);
});

describe("a campaign", () => {
  const campaign = (rest: object): Wanted => ({
    rest: {
      campaigns: [{ id: "spring", name: { en: "Spring" }, rules: [extra({})], ...rest }],
    },
  });

  test("runs from its first day to its last, both included", () => {
    const days = ["2026-02-28", "2026-03-01T00:00", "2026-03-02T23:59", "2026-03-03T00:00"];
    const wanted = campaign({ from: "2026-03-01", until: "2026-03-02" });
    expect(pointsOf(days, wanted)).toEqual([10n, 30n, 30n, 10n]);
  });

  test("is for its audience", () => {
    const wanted = campaign({ audience: { kind: "weekday", in: ["mon"] } });
    expect(pointsOf(["2026-03-01", "2026-03-02"], wanted)).toEqual([10n, 30n]);
  });

  test("is named in the receipt where its audience is not the member, not where it is over", () => {
    const named = (rest: object) => {
      const state = stateOf([orderNo(1)], campaign(rest));
      const receipt = state.journal[0]?.receipt;
      return receipt?.kind === "order" ? receipt.skipped : null;
    };
    const reason = { kind: "audience", leaf: "tier", not: false };
    const audience = { kind: "tier", in: ["gold"] };
    expect(named({ audience })).toEqual([{ rule: "extra", reason }]);
    expect(named({ until: "2026-02-01" })).toEqual([]);
    expect(named({ from: "2026-04-01" })).toEqual([]);
    const when = { kind: "channel" as const, in: ["pos"] };
    expect(named({ audience, rules: [extra({ when })] })).toEqual([{ rule: "extra", reason }]);
  });
});

describe("a budget", () => {
  const source = "order:gid://shopify/Order/1";
  const granted = (budget: string, points: bigint): MemberEvent => {
    return { id: budget, at: on("2026-03-05"), kind: "granted", budget, source, points };
  };
  const spring = { id: "spring", name: { en: "Spring" }, budgetPoints: 90 };
  const rules = [extra({ budgetPoints: 50 })];
  const wanted: Wanted = {
    earning: { budgetPoints: 500 },
    rest: { campaigns: [{ ...spring, rules }] },
  };

  /** Points and what is asked next, when these budgets have answered. */
  function after(...events: MemberEvent[]) {
    const { orders, wishes } = stateOf([orderNo(1)], wanted, events);
    const points = [...orders.values()].map((order) => order.points);
    return { points, wishes: wishes.map(({ budget, points }) => [budget, points]) };
  }

  test("is asked from the narrowest to the widest, each with what the one before gave", () => {
    const campaign = granted("campaign:spring", 15n);
    const rule = granted("rule:extra", 12n);
    expect(after()).toEqual({ points: [0n], wishes: [["campaign:spring", 20n]] });
    expect(after(campaign)).toEqual({ points: [0n], wishes: [["rule:extra", 15n]] });
    expect(after(campaign, rule)).toEqual({ points: [0n], wishes: [["program", 22n]] });
    const all = [campaign, rule, granted("program", 20n)];
    expect(after(...all)).toEqual({ points: [20n], wishes: [] });
  });

  test("that answers with nothing leaves the order what it earns otherwise", () => {
    const all = [granted("campaign:spring", 0n), granted("program", 500n)];
    expect(after(...all)).toEqual({ points: [10n], wishes: [] });
  });

  test("is not asked by an order that is not paid", () => {
    const { wishes } = stateOf([orderNo(1, { paidAt: null })], wanted);
    expect(wishes).toEqual([]);
  });
});

test("the receipt says what every rule added, what cut it, and why one gave nothing", () => {
  const rules = [
    extra({ caps: [{ per: "month", points: 15 }] }),
    extra({ id: "pos", name: { en: "Store" }, when: { kind: "channel", in: ["pos"] } }),
    extra({ id: "double", gives: { kind: "multiplier", factor: "2.5" } }),
  ];
  const state = stateOf([orderNo(1)], { earning: { rules } });
  const receipt = state.journal[0]?.receipt;
  const names = { ...noNames, rules: { extra: { en: "Extra", "zh-CN": "额外" } } };
  const said = receipt ? formatReceipt(receipt, "en", names).slice(2) : [];
  expect(said).toEqual([
    "Together $10.00 counts.",
    "1 per $1.00 makes 10.",
    "double: times 2.5 adds 15.",
    "Extra: adds 20.",
    "Extra: its cap of the month left room for 15.",
    "40 points.",
    "pos gave nothing: the sales channel does not fit.",
  ]);
  expect(receipt && formatReceipt(receipt, "zh-CN", names)).toContain("额外：增加 20。");
});
