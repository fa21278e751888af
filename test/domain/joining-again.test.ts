import { expect, test } from "vitest";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { activity, after, aReview, balance, did, event } from "#test/support/activity-facts.ts";
import { anOrder, aProgram, aRedemption, aRefund, on } from "#test/support/facts.ts";

const closed = event("closed", "2026-04-01", {});
const again = event("joined", "2026-05-01", {});
const ORDERS = { kind: "orders" };
const YEAR = { kind: "period", per: "year" };

/** 1 point per 1, and a tier at 50 that gives 5 on reaching it. */
function program(more: Partial<ProgramInput> = {}) {
  return aProgram((plain) => ({
    ...plain,
    activities: [aReview()],
    tiers: {
      measure: "spend",
      window: { kind: "lifetime" },
      levels: [{ id: "gold", name: { en: "Gold" }, threshold: "50", entryGift: 5 }],
    },
    ...more,
  }));
}

const whole = [{ lineId: "gid://shopify/LineItem/1", quantity: -1, netMinor: 0n, taxMinor: 0n }];

/** The order of 100.00 on 1 March, refunded in whole later. */
function refundedAt(at: string) {
  return anOrder({ changes: [aRefund({ at: on(at), lines: whole })] });
}

/** Taken on credit, since the order it named was refunded before. */
const onCredit = aRedemption({ takes: [{ lot: "order:gid://shopify/Order/1", points: 80n }] });

test("a reward taken on credit brings nothing back after joining again", () => {
  const facts = { orders: [refundedAt("2026-03-03")], events: [closed, again] };
  const back = { ...onCredit, ended: { at: on("2026-05-10"), outcome: "returned" as const } };
  const state = after(program(), { ...facts, redemptions: [back] });
  expect(balance(state)).toBe(0n);
  expect(balancesOf(flowsOf(state.journal)).forgiven).toBe(0n);
});

test("who has left owes nothing for what is taken later", () => {
  const late = aRedemption({ reservedAt: on("2026-04-10") });
  const adjustments = [{ id: "a", at: on("2026-04-11"), points: -30n, undoes: null }];
  const facts = { orders: [anOrder()], redemptions: [late], adjustments };
  const state = after(program(), {
    ...facts,
    events: [closed, again, did("review", "2026-05-02")],
  });
  expect(state.owed).toBe(0n);
  expect(balance(state)).toBe(20n);
  expect(balancesOf(flowsOf(state.journal)).forgiven).toBe(-110n);
});

test.each(["returned", "used"] as const)(
  "what was let off is no gift when the reward comes back after joining again: %s",
  (outcome) => {
    const taken = { reservedAt: on("2026-04-10"), ended: { at: on("2026-05-10"), outcome } };
    const returnedAt = outcome === "used" ? on("2026-05-20") : null;
    const late = aRedemption({ ...taken, returnedAt });
    const events = [closed, again, did("review", "2026-05-02")];
    const state = after(program(), { orders: [anOrder()], redemptions: [late], events });
    expect(balance(state)).toBe(20n);
    expect(balancesOf(flowsOf(state.journal))).toMatchObject({ forgiven: 0n, debt: 0n });
  },
);

test("an entry gift of before is not taken back from what came after", () => {
  const spent = aRedemption({
    takes: [{ lot: "gift:gold", points: 5n }],
    ended: { at: on("2026-03-06"), outcome: "used" },
  });
  const later = refundedAt("2026-06-10");
  const second = { ...later, orderId: "gid://shopify/Order/2", placedAt: on("2026-05-10") };
  const paid = { ...second, paidAt: on("2026-05-10") };
  const events = [closed, again, did("review", "2026-05-11")];
  const state = after(program(), { orders: [anOrder(), paid], redemptions: [spent], events });
  expect(state.tier.id).toBeNull();
  expect(balance(state)).toBe(20n);
});

test("a friend who leaves before it is safe brings nobody anything, also after joining again", () => {
  const referral = { inviterPoints: 50, friendPoints: 30, waitDays: 90 };
  const came = event("referred", "2026-02-01", { inviterId: "ada", refused: null });
  const run = (events: MemberEvent[], placed = "2026-03-01") => {
    const orders = [anOrder({ placedAt: on(placed), paidAt: on(placed) })];
    return after(program({ referral }), { orders, events: [came, ...events] });
  };
  expect(run([]).referralOutcome?.outcome).toBe("completed");
  expect(run([closed, again]).referralOutcome?.outcome).toBe("none");
  expect(run([closed, again], "2026-05-10").referralOutcome?.outcome).toBe("none");
});

test("a streak, a challenge and a lock begin anew after joining again", () => {
  const activities = [
    aReview(),
    activity({ id: "run", kind: "streak", of: ORDERS, unit: "month", length: 2 }),
    activity({ id: "two", kind: "challenge", of: ORDERS, target: "2", within: { ...YEAR } }),
    activity({ id: "more", kind: "survey", unlockedBy: "review" }),
  ];
  const order = (id: number, at: string) =>
    anOrder({ orderId: `gid://shopify/Order/${id}`, placedAt: on(at), paidAt: on(at) });
  const gone = [event("closed", "2026-03-20", {}), event("joined", "2026-03-25", {})];
  const given = (events: MemberEvent[], ...orders: string[]) => {
    const bought = orders.map((at, index) => order(index + 1, at));
    const { deeds } = after(program({ activities, tiers: null }), { orders: bought, events });
    return [...deeds.values()].filter(({ stands }) => stands).map(({ offer }) => offer.id);
  };
  const did2 = [did("review", "2026-03-02"), did("more", "2026-04-02")];
  expect(given(did2, "2026-03-01", "2026-04-01")).toEqual(["review", "run", "two", "more"]);
  expect(given([...did2, ...gone], "2026-03-01", "2026-04-01")).toEqual(["review"]);
  expect(given(gone, "2026-03-01", "2026-04-01", "2026-05-01")).toEqual(["run", "two"]);
});

test("an order of before that is paid after joining again leads to nothing more", () => {
  const run = activity({ id: "run", kind: "streak", of: ORDERS, unit: "month", length: 2 });
  const order = (id: number, placed: string, paid: string) =>
    anOrder({ orderId: `gid://shopify/Order/${id}`, placedAt: on(placed), paidAt: on(paid) });
  const orders = [order(1, "2026-02-01", "2026-02-01"), order(2, "2026-03-01", "2026-05-10")];
  const state = after(program({ activities: [run], tiers: null }), {
    orders,
    events: [closed, again],
  });
  expect(balance(state)).toBe(0n);
  expect([...state.deeds.values()].map(({ refused }) => refused)).toEqual([{ reason: "closed" }]);
});
