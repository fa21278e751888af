import { expect, test } from "vitest";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import { activity, after, aProgramWith, aReview, balance } from "#test/support/activity-facts.ts";
import { aLine, anOrder, aRedemption, on } from "#test/support/facts.ts";

const at = on("2026-03-05");
/** Two ids for two events, in both orders. */
const BOTH = [
  ["a", "b"],
  ["b", "a"],
] as const;

test.each(BOTH)("who joins and leaves in one moment has left: %s, %s", (one, other) => {
  const events: MemberEvent[] = [
    { id: one, at, kind: "joined" },
    { id: other, at, kind: "closed" },
  ];
  const state = after(aProgramWith([activity({ id: "hello", kind: "signup" })]), { events });
  expect(state.traits.closedAt).toBe(at);
  expect(balance(state)).toBe(0n);
});

test.each(BOTH)("what a member is comes before what they do: %s, %s", (one, other) => {
  const events: MemberEvent[] = [
    { id: one, at, kind: "tags", added: ["vip"], removed: [] },
    { id: other, at, kind: "activity", activity: "review", subject: null },
  ];
  const program = aProgramWith([aReview({ when: { kind: "customer-tag", in: ["vip"] } })]);
  expect(balance(after(program, { events }))).toBe(20n);
});

test.each(BOTH)("a deed and leaving in one moment: it was done before: %s, %s", (one, other) => {
  const events: MemberEvent[] = [
    { id: one, at, kind: "activity", activity: "review", subject: null },
    { id: other, at, kind: "closed" },
  ];
  const state = after(aProgramWith([aReview()]), { events });
  expect(balancesOf(flowsOf(state.journal))).toMatchObject({ issued: -20n, expired: 20n });
});

test("a reward taken in the moment of leaving was taken before, and nothing is owed", () => {
  const events: MemberEvent[] = [{ id: "a", at, kind: "closed" }];
  const program = aProgramWith([], { earning: { points: "1", perAmount: "1" } });
  const state = after(program, { orders: [anOrder()], redemptions: [aRedemption()], events });
  expect(state.owed).toBe(0n);
  expect(balancesOf(flowsOf(state.journal))).toMatchObject({ reserved: 80n, expired: 20n });
});

test("a gift is kept by who was put into its tier by hand in the moment they reached it", () => {
  const signup = activity({ id: "hello", kind: "signup", gives: { kind: "points", points: 25 } });
  const program = aProgramWith([signup], {
    earning: { points: "1", perAmount: "1" },
    tiers: {
      measure: "points",
      window: { kind: "lifetime" },
      levels: [{ id: "silver", name: { en: "Silver" }, threshold: "50", entryGift: 30 }],
    },
  });
  const cancelledAt = on("2026-03-10");
  const order = anOrder({ lines: [aLine({ netMinor: 3_000n })], cancelledAt });
  const joined: MemberEvent = { id: "a", at, kind: "joined" };
  const byHand = { kind: "tier-floor", until: null } as const;
  const held: MemberEvent = { id: "b", at, ...byHand, tierId: "silver" };
  const freed: MemberEvent = { id: "c", at: on("2026-03-06"), ...byHand, tierId: null };
  const balanceAfter = (events: MemberEvent[]) =>
    balance(after(program, { orders: [order], events }));
  expect(balanceAfter([joined, held, freed])).toBe(55n);
  expect(balanceAfter([joined])).toBe(25n);
});
