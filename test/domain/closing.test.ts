import { expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { after, aReview, balance, did, event } from "#test/support/activity-facts.ts";
import { anOrder, aProgram, aRedemption, aRefund, on } from "#test/support/facts.ts";

const closed = event("closed", "2026-04-01", {});
const again = event("joined", "2026-05-01", {});

/** 1 point per 1, and a tier at 50. */
function program(more: Partial<ProgramInput> = {}) {
  return aProgram((plain) => ({
    ...plain,
    activities: [aReview()],
    tiers: {
      measure: "spend",
      window: { kind: "lifetime" },
      levels: [
        { id: "gold", name: { en: "Gold" }, threshold: "50", multiplier: "2", entryGift: 5 },
      ],
    },
    ...more,
  }));
}

const whole = [{ lineId: "gid://shopify/LineItem/1", quantity: -1, netMinor: 0n, taxMinor: 0n }];

/** The order of 100.00 on 1 March, refunded in whole later. */
function refundedAt(at: string) {
  return anOrder({ changes: [aRefund({ at: on(at), lines: whole })] });
}

test("who leaves has nothing left: lots expire, the tier ends", () => {
  const state = after(program(), { orders: [anOrder()], events: [closed] });
  expect(balance(state)).toBe(0n);
  expect(state.tier).toMatchObject({ id: null, since: null, qualifiedId: null });
  const ends = state.journal.filter(({ reason }) => reason === "closed");
  expect(ends.map(({ to, points, source }) => [to, points, source])).toEqual([
    ["expired", 100n, "order:gid://shopify/Order/1"],
    ["expired", 5n, "gift:gold"],
  ]);
});

test("what waits expires, too, and nothing is due any more", () => {
  const held = program({
    earning: { points: "1", perAmount: "1", hold: { days: 60, after: "payment" } },
  });
  const facts = {
    orders: [{ facts: anOrder(), pins: {} }],
    events: [closed],
    redemptions: [],
    adjustments: [],
  };
  const { state, nextDueAt } = decide({ programs: [held], facts, asOf: on("2026-04-02") });
  const { pending, expired } = balancesOf(flowsOf(state.journal));
  expect([pending, expired, nextDueAt]).toEqual([0n, 105n, null]);
});

test("what is owed is forgiven", () => {
  const spent = aRedemption({ takes: [{ lot: "order:gid://shopify/Order/1", points: 100n }] });
  const facts = { orders: [refundedAt("2026-03-10")], redemptions: [spent] };
  expect(after(program(), facts).owed).toBe(95n);
  const state = after(program(), { ...facts, events: [closed] });
  expect(state.owed).toBe(0n);
  expect(balance(state)).toBe(0n);
});

test("a refund after leaving takes what has expired, and nothing twice", () => {
  const state = after(program(), { orders: [refundedAt("2026-04-10")], events: [closed] });
  const balances = balancesOf(flowsOf(state.journal));
  expect(balances).toMatchObject({ available: 0n, debt: 0n, forgiven: 0n });
  const own = state.journal.filter(({ source }) => source === "order:gid://shopify/Order/1");
  expect(balancesOf(flowsOf(own)).issued).toBe(0n);
});

test("what was spent and is refunded after leaving is forgiven, also after joining again", () => {
  const spent = aRedemption({ ended: { at: on("2026-03-06"), outcome: "used" } });
  const facts = { orders: [refundedAt("2026-06-10")], redemptions: [spent] };
  const review = did("review", "2026-05-10");
  const state = after(program(), { ...facts, events: [closed, again, review] });
  expect(balancesOf(flowsOf(state.journal)).forgiven).toBe(-80n);
  expect(balance(state)).toBe(20n);
});

test("a reward handed back after leaving ends, also after joining again", () => {
  for (const ended of ["2026-04-10", "2026-05-10"]) {
    const back = aRedemption({ ended: { at: on(ended), outcome: "returned" } });
    const events: MemberEvent[] = [closed, again];
    const state = after(program(), { orders: [anOrder()], redemptions: [back], events });
    expect(balance(state)).toBe(0n);
    expect(balancesOf(flowsOf(state.journal))).toMatchObject({ reserved: 0n, expired: 105n });
  }
});

test("nothing is earned after leaving, and nothing of before counts after joining again", () => {
  const order = (id: number, placed: string, paid = placed) =>
    anOrder({ orderId: `gid://shopify/Order/${id}`, placedAt: on(placed), paidAt: on(paid) });
  const closedOnly = after(program(), {
    orders: [order(2, "2026-04-10")],
    events: [closed, did("review", "2026-04-11")],
  });
  expect(closedOnly.journal).toEqual([]);
  expect(closedOnly.tier.id).toBeNull();
  const later = after(program(), {
    orders: [order(1, "2026-03-01"), order(2, "2026-03-30", "2026-05-10")],
    events: [closed, again],
  });
  expect(balance(later)).toBe(0n);
  expect(later.tier.id).toBeNull();
  const fresh = after(program(), {
    orders: [order(1, "2026-03-01"), order(3, "2026-05-10")],
    events: [closed, again],
  });
  expect(balance(fresh)).toBe(100n);
  expect(fresh.tier.id).toBe("gold");
});

test("points given by hand to who has left end at once", () => {
  const adjustments = [{ id: "a", at: on("2026-04-10"), points: 30n, undoes: null }];
  expect(balance(after(program(), { adjustments, events: [closed] }))).toBe(0n);
  expect(balance(after(program(), { adjustments, events: [] }))).toBe(30n);
});

test("a multiplier ends with the account, and a tier set by hand does", () => {
  const gives = { kind: "multiplier", factor: "2", days: 90 };
  const floor = event("tier-floor", "2026-03-01", { tierId: "gold", until: null });
  const state = after(program({ activities: [aReview({ gives })] }), {
    events: [did("review", "2026-03-01"), floor, closed, again],
  });
  expect(state.boosts).toMatchObject([{ from: on("2026-03-01"), until: on("2026-04-01") }]);
  expect(state.tier.id).toBeNull();
});
