import fc from "fast-check";
import type { ProgramInput } from "#app/domain/program/document.ts";

type Rule = NonNullable<ProgramInput["earning"]["rules"]>[number];
type Campaign = NonNullable<ProgramInput["campaigns"]>[number];

const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const product = { kind: "product" as const, in: ["gid://shopify/Product/1"] };
const named = (id: string) => ({ id, name: { en: id } });

/** Rules of every kind; of those with a cap only one, so that the laws hold to the point. */
export const someRules: Rule[] = [
  { ...named("rate"), lines: product, gives: { kind: "rate", points: "2", perAmount: "1" } },
  {
    ...named("big"),
    when: { kind: "order-total", atLeast: "30" },
    gives: { kind: "rate", points: "1.3", perAmount: "0.7" },
  },
  { ...named("items"), lines: product, gives: { kind: "per-item", points: "0.75" } },
  {
    ...named("days"),
    when: { kind: "weekday", in: [...everyDay.slice(0, 4)] },
    gives: { kind: "multiplier", factor: "2" },
  },
  { ...named("some"), lines: product, gives: { kind: "multiplier", factor: "1.2" } },
  { ...named("less"), gives: { kind: "multiplier", factor: "0.9" } },
  {
    ...named("first"),
    when: { kind: "order-number", to: 2 },
    gives: { kind: "fixed", points: 15 },
  },
  { ...named("once"), gives: { kind: "fixed", points: 7 }, limits: [{ per: "month", times: 1 }] },
  {
    ...named("capped"),
    gives: { kind: "multiplier", factor: "3" },
    caps: [{ per: "month", points: 40 }],
  },
];

const campaign: Campaign = {
  ...named("spring"),
  from: "2026-02-01",
  until: "2026-09-30",
  audience: { kind: "tier", in: ["none", "gold"] },
  rules: [{ ...named("of-spring"), gives: { kind: "multiplier", factor: "1.5" } }],
};

/** How orders earn beyond the program's own rate. */
export const anyRules = fc.record({
  rules: fc.subarray(someRules, { maxLength: 5 }),
  campaigns: fc.subarray([campaign]),
  combine: fc.record({
    rates: fc.constantFrom("best", "add" as const),
    multipliers: fc.constantFrom("best", "add", "multiply" as const),
    fixed: fc.constantFrom("best", "add" as const),
    per: fc.constantFrom("line", "order" as const),
  }),
  roundPer: fc.constantFrom("order", "order", "line" as const),
  widerCaps: fc.constantFrom(
    [],
    [],
    [
      { per: "order" as const, points: 90 },
      { per: "month" as const, points: 160 },
    ],
  ),
});
