import { expect, test } from "vitest";
import { decide } from "#app/domain/engine/decide.ts";
import { spendByMonth } from "#app/domain/engine/spend-by-month.ts";
import { emptyState, type State } from "#app/domain/engine/state.ts";
import { traitsInUse } from "#app/domain/program/traits-in-use.ts";
import { decideNews, type Told } from "#app/domain/referral-news.ts";
import { isSameAddress } from "#app/domain/same-address.ts";
import { aLine, anOrder, aProgram, aRefund, factsOf, on } from "#test/support/facts.ts";

test.each([
  ["ada@example.com", "ADA@example.com ", true],
  ["ada+tea@example.com", "ada@example.com", true],
  ["a.da@example.com", "ada@example.com", false],
  ["a.d.a+x@gmail.com", "ada@googlemail.com", true],
  ["ada@gmail.com", "ada@example.com", false],
  ["ada@example.com", "bob@example.com", false],
  [null, null, false],
  ["ada@example.com", null, false],
  [null, "ada@example.com", false],
])("%s and %s are one person's addresses: %s", (a, b, same) => {
  expect(isSameAddress(a, b)).toBe(same);
});

const best = {
  id: "best",
  name: { en: "Best" },
  threshold: null,
  ways: [{ kind: "top-percent" as const, percent: "10" }],
};
const ranking = aProgram((document) => ({
  ...document,
  tiers: { measure: "spend", window: { kind: "lifetime" }, levels: [best] },
}));

function spentBy(now: string, timeZone = "UTC", program = ranking) {
  const orders = [
    ["1", "2025-02-28T23:30"],
    ["2", "2025-03-31T23:30"],
    ["3", "2026-03-02"],
    ["4", "2026-03-03"],
  ].map(([id = "", at = ""]) =>
    anOrder({
      orderId: `gid://shopify/Order/${id}`,
      placedAt: on(at),
      paidAt: on(at),
      lines: [aLine({ netMinor: BigInt(id) * 100n })],
    }),
  );
  const asOf = on(now);
  const programs = [{ ...program, timeZone }];
  return spendByMonth(decide({ programs, facts: factsOf(orders), asOf }).state, asOf);
}

test("spend is added up by month of the shop, of this month and the twelve before", () => {
  expect(spentBy("2026-03-15")).toEqual({ "2025-03": "200", "2026-03": "700" });
  expect(Object.keys(spentBy("2026-03-15", "Asia/Tokyo"))).toEqual([
    "2025-03",
    "2025-04",
    "2026-03",
  ]);
  expect(spentBy("2026-04-01")).toEqual({ "2026-03": "700" });
});

test("nothing is added up where no program looks for the best, and what is refunded is gone", () => {
  expect(spentBy("2026-03-15", "UTC", aProgram())).toEqual({});
  expect(spendByMonth(emptyState([]), on("2026-03-15"))).toEqual({});
  const lines = [
    { lineId: "gid://shopify/LineItem/1", quantity: -1, netMinor: -10_000n, taxMinor: 0n },
  ];
  const order = anOrder({ changes: [aRefund({ lines })] });
  const asOf = on("2026-03-15");
  const { state } = decide({ programs: [ranking], facts: factsOf([order]), asOf });
  expect(spendByMonth(state, asOf)).toEqual({});
});

test("tags and segments are found wherever a program names them", () => {
  const tag = (word: string) => ({ kind: "customer-tag" as const, in: [word] });
  const segment = (id: number) => ({
    kind: "segment" as const,
    in: [`gid://shopify/Segment/${id}`],
  });
  const rule = { name: { en: "Rule" }, gives: { kind: "fixed" as const, points: 1 } };
  const gives = { kind: "points" as const, points: 1 };
  const { document } = aProgram((plain) => ({
    ...plain,
    earning: {
      ...plain.earning,
      rules: [
        { ...rule, id: "a", when: { kind: "any", of: [tag("Rule"), { kind: "birthday-month" }] } },
        { ...rule, id: "b", when: { kind: "not", of: { kind: "all", of: [segment(1)] } } },
      ],
    },
    activities: [{ id: "s", kind: "survey", name: { en: "Survey" }, gives, when: tag("activity") }],
    campaigns: [
      {
        id: "c",
        name: { en: "Campaign" },
        audience: tag("audience"),
        rules: [{ ...rule, id: "d", when: segment(2) }],
      },
    ],
    rewards: [
      {
        id: "r",
        name: { en: "Reward" },
        gives: { kind: "free-shipping" },
        costPoints: 1,
        for: tag("reward"),
      },
    ],
    tiers: {
      measure: "spend",
      window: { kind: "lifetime" },
      levels: [{ ...best, ways: [{ kind: "condition", when: tag("way") }] }],
    },
  }));
  const { tags, segments } = traitsInUse([document, aProgram().document]);
  expect([...tags].sort()).toEqual(["activity", "audience", "reward", "rule", "way"]);
  expect([...segments].sort()).toEqual(["gid://shopify/Segment/1", "gid://shopify/Segment/2"]);
});

const NOW = 1000;

function news(
  stands: { inviterId: string; outcome: "none" | "completed" | "undone" } | null,
  told: Told | null,
) {
  const state: State = emptyState([]);
  if (stands) {
    const { inviterId, outcome } = stands;
    state.referralOutcome = { outcome, at: 500 };
    state.friend = { inviterId, since: 0, refused: null, order: null, dueAt: null, deed: null };
  }
  return decideNews(state, told, NOW);
}

test("an inviter is told what they do not know yet, and no more", () => {
  const by = (inviterId: string, outcome: "none" | "completed" | "undone") => ({
    inviterId,
    outcome,
  });
  const completed = { inviterId: "ada", outcome: "completed" as const };
  const undone = { inviterId: "ada", outcome: "undone" as const };
  expect(news(null, null)).toEqual([]);
  expect(news(by("ada", "none"), null)).toEqual([]);
  expect(news(by("ada", "undone"), null)).toEqual([]);
  expect(news(by("ada", "completed"), null)).toEqual([{ ...completed, at: 500 }]);
  expect(news(by("ada", "completed"), completed)).toEqual([]);
  expect(news(by("ada", "completed"), undone)).toEqual([{ ...completed, at: 500 }]);
  expect(news(by("ada", "undone"), completed)).toEqual([{ ...undone, at: 500 }]);
  expect(news(by("ada", "undone"), undone)).toEqual([]);
});

test("who was told of a friend that is gone, or another's by now, is told that it is undone", () => {
  const completed = { inviterId: "ada", outcome: "completed" as const };
  const undone = { inviterId: "ada", outcome: "undone" as const, at: NOW };
  expect(news(null, completed)).toEqual([undone]);
  expect(news({ inviterId: "ada", outcome: "none" }, completed)).toEqual([undone]);
  expect(news({ inviterId: "eve", outcome: "completed" }, completed)).toEqual([
    undone,
    { inviterId: "eve", outcome: "completed", at: 500 },
  ]);
});
