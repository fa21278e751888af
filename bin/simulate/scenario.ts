import { z } from "zod";
import { Expectations } from "#bin/simulate/expectations.ts";
import { Amount, Knobs, Moment, Name, Duration, Text } from "#bin/simulate/scenario-basics.ts";
import { MEMBER_ACTIONS } from "#bin/simulate/scenario-members.ts";
import { SHOP_ACTIONS } from "#bin/simulate/scenario-orders.ts";

/**
 * A program as in program.schema.json, or one to start from and what to change about it. Where an
 * id of Shopify's is wanted, `product:tea` stands for the product of that name; so do
 * `variant:tea/small`, `collection:hot` and `segment:vip`.
 */
const Program = z
  .record(z.string(), z.unknown())
  .describe("A program as in program.schema.json, or `from` and what to `change`.");

const Version = z.strictObject({
  program: Program,
  /** When it comes into force; at once when left out. */
  from: Moment.optional(),
});

/** What the shop sells. A product that is not named here is made when somebody buys it. */
const Product = z.strictObject({
  price: Amount.optional(),
  vendor: Text.optional(),
  type: Text.optional(),
  tags: z.array(Text).optional(),
  collections: z.array(Name).optional(),
  variants: z.array(Name).optional(),
  giftCard: z.boolean().optional(),
  taxable: z.boolean().optional(),
});

/** A code of the shop's own, with which all others combine. */
const Code = z.union([
  z.strictObject({ amount: Amount, products: z.array(Name).optional() }),
  z.strictObject({ percent: Amount, products: z.array(Name).optional() }),
  z.strictObject({ freeShipping: z.literal(true) }),
]);
export type CodeToBe = z.infer<typeof Code>;

const Customer = z.strictObject({
  email: z.email().nullable().optional(),
  tags: z.array(Text).optional(),
  /** Makes an account only where a step says so. */
  joins: z.literal("later").optional(),
});

type CustomerToBe = z.infer<typeof Customer>;

const Shop = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "Write a currency such as EUR.")
    .default("EUR"),
  timeZone: z
    .string()
    .refine(isTimeZone, "Write a time zone such as Europe/Berlin.")
    .default("UTC"),
  /** When the app is installed and the program published. */
  start: Moment.default("2026-01-01T00:00"),
  /** Whether prices contain tax. */
  taxesIncluded: z.boolean().default(true),
  /** For every sale, as a decimal: 0.19. */
  taxRate: Amount.default("0"),
  /** Units of another currency for one of the shop's, for shoppers who pay in it. */
  rates: z.record(z.string().regex(/^[A-Z]{3}$/), Amount).default({}),
});

const Step = z
  .strictObject({
    /** When it happens, in the shop's time zone; at once when both are left out. */
    at: Moment.optional(),
    /** So long after the step before. */
    after: Duration.optional(),
    note: Text.optional(),
    webhooks: Knobs.optional(),
    ...SHOP_ACTIONS,
    ...MEMBER_ACTIONS,
    publish: Version.optional(),
    expect: Expectations.optional(),
  })
  .superRefine((step, report) => {
    const actions = actionsOf(step);
    if (actions.length > 1) {
      const message = `One thing at a time: this step has ${actions.join(" and ")}.`;
      report.addIssue({ code: "custom", message });
    }
    if (step.at !== undefined && step.after !== undefined) {
      report.addIssue({ code: "custom", message: "Write `at` or `after`, not both." });
    }
  });
export type Step = z.infer<typeof Step>;

/** What can be said of a scenario: docs/simulate.md explains it. */
export const Scenario = z.strictObject({
  $schema: z.string().optional(),
  title: Text,
  /** The question it answers, or the trap it stands for. */
  why: Text,
  shop: Shop.prefault({}),
  program: Program,
  /** Further versions, published when the scenario begins. */
  versions: z.array(Version).default([]),
  products: z.record(Name, Product).default({}),
  codes: z.record(z.string().min(1).max(60), Code).default({}),
  customers: z.union([z.array(Name).transform(withoutMore), z.record(Name, Customer)]),
  steps: z.array(Step).min(1),
});
export type Scenario = z.infer<typeof Scenario>;

const FRAME = new Set(["at", "after", "note", "webhooks", "expect"]);

/** The name of what a step does, or none. */
export function actionsOf(step: object): string[] {
  return Object.entries(step)
    .filter(([key, value]) => !FRAME.has(key) && value !== undefined)
    .map(([key]) => key);
}

function withoutMore(names: string[]): Record<string, CustomerToBe> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
