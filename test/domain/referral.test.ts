import { expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { explainDeed } from "#app/domain/engine/deeds.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { after, aProgramWith, balance, event, pointsOf } from "#test/support/activity-facts.ts";
import { anOrder, aRedemption, aRefund, factsOf, on } from "#test/support/facts.ts";

function referring(rest: Partial<NonNullable<ProgramInput["referral"]>> = {}) {
  return aProgramWith([], { referral: { inviterPoints: 50, friendPoints: 10, ...rest } });
}

const came = event("referred", "2026-02-01", { inviterId: "ada", refused: null });

/** An order of 100.00 on a day of March. */
function order(day: number, rest: Partial<OrderFacts> = {}): OrderFacts {
  const placedAt = on(`2026-03-0${day}`);
  return anOrder({ orderId: `gid://shopify/Order/${day}`, placedAt, ...rest });
}

function refund(at: string, pieces = 1) {
  const lineId = "gid://shopify/LineItem/1";
  const netMinor = pieces === 1 ? -10_000n : -5_000n;
  return aRefund({ at: on(at), lines: [{ lineId, quantity: -pieces, netMinor, taxMinor: 0n }] });
}

function outcome({ referralOutcome }: State) {
  return referralOutcome && [referralOutcome.outcome, new Date(referralOutcome.at).toISOString()];
}

test("the friend's first order brings the friend theirs, once it can no longer be returned", () => {
  const program = referring({ waitDays: 14 });
  const orders = [order(1, { paidAt: on("2026-03-02") }), order(3)];
  const before = decide({
    programs: [program],
    facts: factsOf(orders, { events: [came] }),
    asOf: on("2026-03-15"),
  });
  expect(outcome(before.state)).toEqual(["none", "2026-02-01T12:00:00.000Z"]);
  expect(before.nextDueAt).toBe(on("2026-03-16"));
  const state = after(program, { orders, events: [came] });
  expect(outcome(state)).toEqual(["completed", "2026-03-16T12:00:00.000Z"]);
  expect(pointsOf(state, "referred")).toBe(10n);
  expect(balance(state)).toBe(10n);
});

test("without days to wait the payment is enough", () => {
  const state = after(referring(), { orders: [order(1)], events: [came] });
  expect(outcome(state)).toEqual(["completed", "2026-03-01T12:00:00.000Z"]);
});

test.each([
  ["nobody invited them", [], null],
  [
    "the invitation was refused",
    [event("referred", "2026-02-01", { inviterId: "ada", refused: "self" })],
    { reason: "refused", why: "self" },
  ],
  [
    "they had ordered before",
    [event("referred", "2026-03-02", { inviterId: "ada", refused: null })],
    { reason: "not-first-order" },
  ],
  ["they had left", [came, event("closed", "2026-02-20", {})], { reason: "closed" }],
] as [string, MemberEvent[], object | null][])(
  "nothing comes of it where %s",
  (_why, events, refused) => {
    const state = after(referring(), { orders: [order(1), order(4)], events });
    expect(balance(state)).toBe(0n);
    expect(state.referralOutcome?.outcome ?? "none").toBe("none");
    expect(state.friend?.refused ?? null).toEqual(refused);
  },
);

test("an invitation that was refused makes way for one that is not", () => {
  const self = event("referred", "2026-01-01", { inviterId: "me", refused: "self" });
  const state = after(referring(), { orders: [order(1)], events: [self, came] });
  expect(state.friend?.inviterId).toBe("ada");
  expect(balance(state)).toBe(10n);
  const other = event("referred", "2026-02-10", { inviterId: "bob", refused: null });
  const two = after(referring(), { orders: [order(1)], events: [came, other] });
  expect(two.friend?.inviterId).toBe("ada");
});

test.each([
  ["100", 10n],
  ["100.01", 0n],
])("a first order of 100.00 against a minimum of %s gives %s", (minimumOrder, points) => {
  const program = referring({ minimumOrder });
  const state = after(program, { orders: [order(1), order(2)], events: [came] });
  expect(balance(state)).toBe(points);
  expect(state.friend?.refused).toEqual(points > 0n ? null : { reason: "below-minimum" });
});

test("the first order is judged by the program of its own moment", () => {
  const none = aProgramWith([]);
  const next = { version: 2, effectiveFrom: on("2026-03-02") };
  const program = { ...referring(), ...next };
  const state = after([none, program], { orders: [order(1), order(3)], events: [came] });
  expect(state.friend?.refused).toEqual({ reason: "no-referral" });
  const ended = [referring({ waitDays: 14 }), { ...none, ...next }];
  expect(balance(after(ended, { orders: [order(1)], events: [came] }))).toBe(10n);
});

test("a test order is nobody's first", () => {
  const orders = [order(1, { test: true }), order(2)];
  expect(balance(after(referring(), { orders, events: [came] }))).toBe(10n);
});

test("a refund in whole, or a cancellation, undoes it; in part it stands", () => {
  const two = (rest: Partial<OrderFacts>) => {
    const lines = anOrder().lines.map((line) => ({ ...line, quantity: 2 }));
    return after(referring(), { orders: [order(1, { lines, ...rest })], events: [came] });
  };
  const part = aRefund({
    at: on("2026-03-10"),
    lines: [{ lineId: "gid://shopify/LineItem/1", quantity: -1, netMinor: -5_000n, taxMinor: 0n }],
  });
  expect(two({ changes: [part] }).referralOutcome?.outcome).toBe("completed");
  const undone = ["undone", "2026-03-10T12:00:00.000Z"];
  expect(outcome(two({ cancelledAt: on("2026-03-10") }))).toEqual(undone);
  const whole = after(referring(), {
    orders: [order(1, { changes: [refund("2026-03-10")] })],
    events: [came],
  });
  expect(outcome(whole)).toEqual(undone);
  expect(pointsOf(whole, "referred")).toBe(0n);
  expect(balance(whole)).toBe(0n);
});

test("what is refunded within the days to wait never comes to anything", () => {
  const orders = [order(1, { changes: [refund("2026-03-10")] })];
  const state = after(referring({ waitDays: 14 }), { orders, events: [came] });
  expect(state.referralOutcome?.outcome).toBe("none");
  expect(state.journal).toEqual([]);
});

test("what the order brought goes before a gift of its tier, which leaves no debt", () => {
  const gold = { id: "gold", name: { en: "Gold" }, threshold: "100", entryGift: 60 };
  const tiers = {
    measure: "spend" as const,
    window: { kind: "lifetime" as const },
    levels: [gold],
  };
  const program = aProgramWith([], { referral: { friendPoints: 15, inviterPoints: 50 }, tiers });
  const spent = aRedemption({
    reservedAt: on("2026-03-02"),
    takes: [{ lot: "gift:gold", points: 5n }],
    ended: { at: on("2026-03-02"), outcome: "used" },
  });
  const { state } = decide({
    programs: [program],
    facts: factsOf([order(1, { changes: [refund("2026-03-05")] })], {
      events: [came],
      redemptions: [spent],
    }),
    asOf: on("2026-04-01"),
  });
  expect(pointsOf(state, "referred")).toBe(0n);
  expect(pointsOf(state, "gift:gold")).toBe(5n);
  expect(state.owed).toBe(0n);
});

test("an order that stands again after an edit counts again", () => {
  const added = anOrder().lines.map((line) => ({ ...line, id: "added" }));
  const edit = aRefund({ id: "edit", kind: "edit", at: on("2026-03-12"), addedLines: added });
  const orders = [order(1, { changes: [refund("2026-03-10"), edit] })];
  const state = after(referring(), { orders, events: [came] });
  expect(outcome(state)).toEqual(["completed", "2026-03-12T12:00:00.000Z"]);
  expect(balance(state)).toBe(10n);
});

function heard(friendId: string, result: "completed" | "undone", at: string): MemberEvent {
  return {
    id: `${friendId}:${at}:${result}`,
    at: on(at),
    kind: "referral",
    friendId,
    outcome: result,
  };
}

test("the inviter gets theirs for each friend, and gives it back when it is undone", () => {
  const done = [heard("bob", "completed", "2026-03-01"), heard("eve", "completed", "2026-03-02")];
  expect(balance(after(referring(), { events: [...done, ...done] }))).toBe(100n);
  const undone = heard("bob", "undone", "2026-03-05");
  const state = after(referring(), { events: [...done, undone] });
  expect(balance(state)).toBe(50n);
  expect(explainDeed(state, "referral:bob")).toMatchObject({ of: "referral", points: 0n });
  const again = heard("bob", "completed", "2026-03-06");
  expect(balance(after(referring(), { events: [...done, undone, again] }))).toBe(100n);
});

test("what came and went at one moment is gone, in whatever order it is told", () => {
  const events = [heard("bob", "completed", "2026-03-01"), heard("bob", "undone", "2026-03-01")];
  expect(balance(after(referring(), { events }))).toBe(0n);
  const swapped = events.map((told, index) => ({ ...told, id: String(9 - index) }));
  expect(balance(after(referring(), { events: swapped }))).toBe(0n);
});

test("so many friends count in each period; one that is undone keeps its place", () => {
  const program = referring({ limits: [{ per: "month", times: 1 }] });
  const friends = [
    heard("bob", "completed", "2026-03-01"),
    heard("bob", "undone", "2026-03-02"),
    heard("eve", "completed", "2026-03-03"),
    heard("joe", "completed", "2026-04-01"),
  ];
  const state = after(program, { events: friends });
  expect(balance(state)).toBe(50n);
  expect(explainDeed(state, "referral:eve")?.nothing).toEqual({
    reason: "limit",
    per: "month",
    times: 1,
  });
});

test("an inviter who has left, or whose program rewards nobody, gets nothing", () => {
  const done = heard("bob", "completed", "2026-03-01");
  const closed = event("closed", "2026-02-01", {});
  expect(balance(after(referring(), { events: [closed, done] }))).toBe(0n);
  expect(after(aProgramWith([]), { events: [done] }).journal).toEqual([]);
});
