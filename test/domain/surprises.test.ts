import { describe, expect, test } from "vitest";
import { starterProgram } from "#app/domain/program/starter.ts";
import { surpriseText } from "#app/texts/sentences/surprises.ts";
import {
  all,
  earning,
  found,
  named as name,
  surprisesOf,
  weekday,
  withRule,
} from "#test/support/surprises.ts";
import { chinese, english } from "#test/support/tellers.ts";

test("a plain program and the starter surprise nobody", () => {
  expect(found({})).toEqual([]);
  expect(found(starterProgram)).toEqual([]);
});

describe("a rule that never applies", () => {
  test.each([
    ["two weekdays at once", { when: all(weekday("mon"), weekday("tue")) }],
    [
      "something and its opposite",
      { when: all(weekday("mon"), { kind: "not", of: weekday("mon") }) },
    ],
    [
      "days apart",
      { when: all({ kind: "dates", until: "2027-02-01" }, { kind: "dates", from: "2027-02-02" }) },
    ],
    [
      "numbers apart",
      { when: all({ kind: "order-number", to: 1 }, { kind: "order-number", from: 2 }) },
    ],
    [
      "amounts apart",
      { when: all({ kind: "order-total", below: "50" }, { kind: "order-total", atLeast: "50" }) },
    ],
    [
      "hours apart, deep within",
      {
        when: {
          kind: "any",
          of: [
            all(
              { kind: "hours", from: "08:00", until: "10:00" },
              all({ kind: "hours", from: "10:00", until: "12:00" }),
            ),
          ],
        },
      },
    ],
    [
      "one product by two vendors",
      { lines: all({ kind: "vendor", in: ["Acme"] }, { kind: "vendor", in: ["Bolt"] }) },
    ],
  ])("%s", (_, rule) => {
    expect(found(withRule(rule))).toEqual(["serious: rule-never earning.rules.0"]);
  });

  test.each([
    ["days that meet", { when: all(weekday("mon", "tue"), weekday("tue")) }],
    ["either of two", { when: { kind: "any", of: [weekday("mon"), weekday("tue")] } }],
    [
      "tags, of which a product has several",
      { lines: all({ kind: "tag", in: ["a"] }, { kind: "tag", in: ["b"] }) },
    ],
    [
      "hours across midnight",
      {
        when: all(
          { kind: "hours", from: "22:00", until: "02:00" },
          { kind: "hours", from: "01:00", until: "03:00" },
        ),
      },
    ],
    [
      "the last day may be the 31st",
      { when: all({ kind: "day-of-month", in: [-1] }, { kind: "day-of-month", in: [31] }) },
    ],
  ])("but not: %s", (_, rule) => {
    expect(found(withRule(rule))).toEqual([]);
  });

  test("its days are over, today's not", () => {
    const until = (day: string) => withRule({ when: { kind: "dates", until: day } });
    expect(found(until("2027-01-30"))).toEqual(["serious: rule-over earning.rules.0"]);
    expect(found(until("2027-01-31"))).toEqual([]);
  });

  test("its products are excluded, or its orders too small", () => {
    const lines = { kind: "tag", in: ["Tea"] };
    expect(found(withRule({ lines }, { exclude: { tags: ["tea"] } }))).toEqual([
      "serious: rule-excluded earning.rules.0",
    ]);
    expect(found(withRule({ lines }, { exclude: { tags: ["cup"] } }))).toEqual([]);
    const when = { kind: "order-total", below: "20" };
    expect(found(withRule({ when }, { minimumOrder: "20" }))).toEqual([
      "serious: rule-below-minimum earning.rules.0",
    ]);
    expect(found(withRule({ when }, { minimumOrder: "19" }))).toEqual([]);
  });

  test("it multiplies nothing", () => {
    expect(found(withRule({}, { points: "0" }))).toContain(
      "serious: rule-multiplies-nothing earning.rules.0",
    );
  });

  test("its campaign's days or audience exclude it", () => {
    const campaign = { id: "c", name, from: "2027-02-01", until: "2027-02-07" };
    const rule = { id: "r", name, gives: { kind: "multiplier", factor: "2" } };
    const when = { kind: "dates", from: "2027-03-01" };
    const document = { campaigns: [{ ...campaign, rules: [{ ...rule, when }] }] };
    expect(found(document)).toEqual(["serious: rule-never campaigns.0.rules.0"]);
  });
});

describe("campaigns", () => {
  const rule = (id: string) => ({ id, name, gives: { kind: "multiplier", factor: "4" } });
  const two = (from: string) => [
    { id: "a", name, from: "2027-02-01", until: "2027-02-07", rules: [rule("one")] },
    { id: "b", name, from, until: "2027-02-20", rules: [rule("two")] },
  ];
  const combine = (multipliers: "best" | "add" | "multiply") => ({
    ...earning,
    combine: { rates: "best", multipliers, fixed: "add", per: "line" },
  });

  test("that overlap are told where multipliers multiply or add up", () => {
    const multiplied = { earning: combine("multiply"), campaigns: two("2027-02-07") };
    expect(surprisesOf(multiplied)).toMatchObject([
      { kind: "multipliers-pile-up", factor: "16", serious: true },
      { kind: "campaigns-pile-up", factor: "16" },
    ]);
    const added = { ...multiplied, earning: combine("add") };
    expect(surprisesOf(added)).toMatchObject([{ kind: "campaigns-pile-up", factor: "7" }]);
    expect(found({ ...multiplied, earning: combine("best") })).toEqual([]);
    const apart = { ...added, campaigns: two("2027-02-08") };
    expect(found(apart)).toEqual([]);
  });

  test("that are over, or do nothing", () => {
    const campaigns = [
      { id: "a", name, until: "2027-01-30", rules: [rule("one")] },
      { id: "b", name },
    ];
    expect(found({ campaigns })).toEqual([
      "campaign-over campaigns.0",
      "campaign-empty campaigns.1",
    ]);
  });
});

test("a surprise is told in both languages", () => {
  const [surprise] = surprisesOf(withRule({ when: all(weekday("mon"), weekday("tue")) }));
  if (!surprise) throw new Error("no surprise");
  expect([surpriseText(surprise, english), surpriseText(surprise, chinese)]).toEqual([
    "“It”: its conditions contradict each other, so it never applies.",
    "“It”：条件互相矛盾，永不生效。",
  ]);
});
