import type { ProgramInput } from "#app/domain/program/document.ts";

type Rule = NonNullable<ProgramInput["earning"]["rules"]>[number];
type Activity = NonNullable<ProgramInput["activities"]>[number];
/** Everything but id and name, which are given when it is added. */
type Unnamed<T> = T extends unknown ? Omit<T, "id" | "name"> : never;

const tag = { kind: "tag" as const, in: ["featured"] };

/** Rules people often want, ready to be changed. */
export const RULE_TEMPLATES = {
  weekday: {
    gives: { kind: "multiplier", factor: "2" },
    when: { kind: "weekday", in: ["wed"] },
  },
  firstOrder: { gives: { kind: "fixed", points: 50 }, when: { kind: "order-number", to: 1 } },
  everyFifth: {
    gives: { kind: "fixed", points: 100 },
    when: { kind: "order-number", from: 5, every: 5 },
  },
  productTag: { gives: { kind: "multiplier", factor: "2" }, lines: tag },
  perItem: { gives: { kind: "per-item", points: "5" }, lines: tag },
  bigOrder: {
    gives: { kind: "fixed", points: 100 },
    when: { kind: "order-total", atLeast: "100" },
  },
  birthdayMonth: {
    gives: { kind: "multiplier", factor: "2" },
    when: { kind: "birthday-month" },
  },
  membersDay: {
    gives: { kind: "multiplier", factor: "2" },
    when: { kind: "day-of-month", in: [1] },
  },
  inStore: { gives: { kind: "multiplier", factor: "2" }, when: { kind: "channel", in: ["pos"] } },
} satisfies Record<string, Unnamed<Rule>>;

const points = (count: number) => ({ kind: "points" as const, points: count });
const once = [{ per: "lifetime" as const, times: 1 }];

/** Activities people often want. */
export const ACTIVITY_TEMPLATES = {
  signup: { kind: "signup", gives: points(100), limits: once },
  birthday: { kind: "birthday", gives: points(100), waitDays: 30 },
  anniversary: { kind: "anniversary", gives: points(100) },
  review: {
    kind: "review",
    gives: points(20),
    approval: true,
    limits: [{ per: "month", times: 3 }],
  },
  newsletter: { kind: "newsletter", gives: points(50), limits: once },
  profile: { kind: "profile", gives: points(50), limits: once },
  social: { kind: "social", gives: points(20), limits: [{ per: "month", times: 1 }] },
  survey: { kind: "survey", gives: points(30), limits: [{ per: "month", times: 1 }] },
  visit: { kind: "visit", gives: points(1), limits: [{ per: "day", times: 1 }] },
  event: { kind: "event", gives: points(50), approval: true },
  upload: {
    kind: "upload",
    gives: points(30),
    approval: true,
    limits: [{ per: "month", times: 2 }],
  },
  partner: { kind: "partner", gives: points(20), limits: [{ per: "day", times: 1 }] },
  streak: {
    kind: "streak",
    gives: points(100),
    of: { kind: "orders" },
    unit: "month",
    length: 3,
  },
  challenge: {
    kind: "challenge",
    gives: points(100),
    of: { kind: "orders" },
    target: "3",
    within: { kind: "period", per: "month" },
  },
} satisfies Record<string, Unnamed<Activity>>;

export type RuleTemplate = keyof typeof RULE_TEMPLATES;
export type ActivityTemplate = keyof typeof ACTIVITY_TEMPLATES;
