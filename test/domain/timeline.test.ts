import { expect, test } from "vitest";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import {
  factsBy,
  noFacts,
  timelineOf,
  type Event,
  type MemberFacts,
} from "#app/domain/engine/timeline.ts";
import { anOrder, aRedemption, aRefund, factsOf, on } from "#test/support/facts.ts";

const at = on("2026-03-05");

function told(event: Event): string {
  switch (event.kind) {
    case "placed":
    case "paid":
    case "fulfilled":
    case "changed":
    case "cancelled":
      return `${event.order.facts.orderId} ${event.kind}`;
    case "reserved":
    case "ended":
    case "restored":
      return `${event.redemption.id} ${event.kind}`;
    case "adjusted":
      return `${event.adjustment.id} ${event.kind}`;
    case "member":
      return `${event.event.id} ${event.event.kind}`;
  }
}

const change = (id: string) => aRefund({ id, at });
const whole = (orderId: string) =>
  anOrder({
    ...{ orderId, placedAt: at, paidAt: at, fulfilledAt: at, cancelledAt: at },
    changes: [change("b"), change("a")],
  });
const taken = (id: string) =>
  aRedemption({ id, reservedAt: at, ended: { at, outcome: "used" }, returnedAt: at });
const given = (id: string) => ({ id, at, points: 1n, undoes: null });
const kinds = [
  { id: "1", kind: "closed" },
  { id: "2", kind: "referral", friendId: "f", outcome: "completed" },
  { id: "3", kind: "activity-decided", eventId: "4", approved: true },
  { id: "4", kind: "activity", activity: "review", subject: null },
  { id: "5", kind: "referred", inviterId: "i", refused: null },
  { id: "6", kind: "ranked", percent: "5" },
  { id: "7", kind: "granted", budget: "program", source: "order:o1", points: 1n },
  { id: "8", kind: "joined" },
];
const events = kinds.map((kind) => ({ at, ...kind })) as MemberEvent[];

test("what happened in one moment stands in its natural order", () => {
  const facts = factsOf([whole("o2"), whole("o1")], {
    redemptions: [taken("r2"), taken("r1")],
    adjustments: [given("a2"), given("a1")],
    events,
  });
  expect(timelineOf(facts).map(told)).toEqual([
    "a1 adjusted",
    "a2 adjusted",
    "8 joined",
    "6 ranked",
    "7 granted",
    "5 referred",
    "4 activity",
    "3 activity-decided",
    "2 referral",
    ...["o1", "o2"].flatMap((id) =>
      ["placed", "paid", "fulfilled", "changed", "changed", "cancelled"].map(
        (kind) => `${id} ${kind}`,
      ),
    ),
    ...["r1", "r2"].flatMap((id) =>
      ["reserved", "ended", "restored"].map((kind) => `${id} ${kind}`),
    ),
    "1 closed",
  ]);
});

test("what comes back in a moment is there for what is taken in it, whatever they are called", () => {
  const back = { at, outcome: "returned" as const };
  const early = aRedemption({ id: "r2", reservedAt: at - 1, ended: back });
  const used = { at: at - 1, outcome: "used" as const };
  const earlier = aRedemption({ id: "r3", reservedAt: at - 2, ended: used, returnedAt: at });
  const facts = factsOf([], { redemptions: [taken("r1"), early, earlier] });
  expect(timelineOf(facts).slice(-5).map(told)).toEqual([
    "r2 ended",
    "r3 restored",
    "r1 reserved",
    "r1 ended",
    "r1 restored",
  ]);
});

test("what happened in different moments stands by time, and nothing before what it is about", () => {
  const day = (n: number) => on(`2026-03-0${n}`);
  const changes = [
    aRefund({ id: "late", at: day(8) }),
    aRefund({ id: "early", at: day(6) }),
    aRefund({ id: "before", at: day(1) }),
  ];
  const order = anOrder({
    ...{ orderId: "o1", placedAt: day(5), paidAt: day(1), fulfilledAt: day(4), changes },
    cancelledAt: day(2),
  });
  const redemption = aRedemption({
    ...{ reservedAt: day(7), ended: { at: day(3), outcome: "used" }, returnedAt: day(2) },
  });
  const timeline = timelineOf(factsOf([order], { redemptions: [redemption] }));
  expect(timeline.map((event) => [new Date(event.at).getUTCDate(), told(event)])).toEqual([
    [5, "o1 placed"],
    [5, "o1 paid"],
    [5, "o1 fulfilled"],
    [5, "o1 changed"],
    [5, "o1 cancelled"],
    [6, "o1 changed"],
    [7, "r1 reserved"],
    [7, "r1 ended"],
    [7, "r1 restored"],
    [8, "o1 changed"],
  ]);
  const [placed] = timeline;
  if (placed?.kind !== "placed") throw new Error("not placed");
  expect(placed.order.facts.changes.map(({ id }) => id)).toEqual(["before", "early", "late"]);
});

test("changes of one moment stand by their ids, more than ten of them, too", () => {
  const ids = ["k", "c", "a", "b", "d", "e", "f", "g", "h", "i", "j", "l"];
  const timeline = timelineOf(factsOf([anOrder({ placedAt: at, changes: ids.map(change) })]));
  const [placed] = timeline;
  if (placed?.kind !== "placed") throw new Error("not placed");
  expect(placed.order.facts.changes.map(({ id }) => id).join("")).toBe("abcdefghijkl");
  expect(timeline.slice(2).map(({ id }) => id.slice(-2))).toEqual([
    "00",
    "01",
    "02",
    "03",
    "04",
    "05",
    "06",
    "07",
    "08",
    "09",
    "10",
    "11",
  ]);
});

test("by a moment our own decisions have been made, and orders are left as they are", () => {
  const [early, now, ahead] = [on("2026-03-01"), at, on("2026-03-09")];
  const facts = (moment: number): MemberFacts => ({
    orders: [{ facts: anOrder({ placedAt: ahead }), pins: {} }],
    redemptions: [
      aRedemption({ reservedAt: early }),
      aRedemption({ reservedAt: moment, ended: { at: moment, outcome: "used" } }),
      aRedemption({
        ...{ reservedAt: early, ended: { at: early, outcome: "used" }, returnedAt: moment },
      }),
    ],
    adjustments: [
      { id: "a", at: early, points: 1n, undoes: null },
      { id: "b", at: moment, points: 1n, undoes: null },
    ],
    events: [
      { id: "c", at: early, kind: "joined" },
      { id: "d", at: moment, kind: "closed" },
    ],
  });
  expect(factsBy(now, facts(ahead))).toEqual(facts(now));
  expect(factsBy(now, noFacts())).toEqual(noFacts());
});
