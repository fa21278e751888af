import { z } from "zod";

const At = z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/);
const Money = z.union([z.string(), z.number()]).transform(String);
const Words = z.array(z.string()).default([]);
const step = <T extends z.ZodRawShape>(shape: T) => z.strictObject({ at: At, ...shape });

const Line = z.strictObject({
  id: z.string().default("1"),
  price: Money,
  quantity: z.number().int().default(1),
  tax: Money.default("0"),
  product: z.number().default(1),
  variant: z.number().nullable().default(null),
  vendor: z.string().nullable().default(null),
  type: z.string().default(""),
  tags: Words,
  collections: z.array(z.number()).default([]),
  giftCard: z.boolean().default(false),
});

const Returned = z.strictObject({
  id: z.string().default("1"),
  price: Money,
  quantity: z.number().int().default(1),
});

/** An order as the examples of docs/program.md write it; `total` stands for one line. */
export const OrderText = z.strictObject({
  order: z.string(),
  total: Money.optional(),
  lines: z.array(Line).optional(),
  shipping: Money.default("0"),
  tip: Money.default("0"),
  codes: Words,
  tags: Words,
  channel: z.string().default("web"),
  country: z.string().nullable().default(null),
  paidIn: z.string().default("USD"),
  paidBy: Words,
  paid: z.union([z.boolean(), At]).default(true),
  fulfilled: z.union([z.null(), At]).default(null),
  taxesIncluded: z.boolean().default(false),
  test: z.boolean().default(false),
});

/** One thing that happens in an example. */
export const Step = z.union([
  step(OrderText.shape),
  step({
    refund: z.string(),
    lines: z.array(Returned).default([]),
    shipping: Money.default("0"),
    amount: Money.default("0"),
  }),
  step({ edit: z.string(), add: z.array(Line) }),
  step({ cancel: z.string() }),
  step({ joined: z.literal(true) }),
  step({ closed: z.literal(true) }),
  step({ activity: z.string(), id: z.string().optional(), subject: z.string().optional() }),
  step({ decided: z.string(), approved: z.boolean() }),
  step({ birthday: z.string() }),
  step({ tagged: Words, untagged: Words }),
  step({ segments: z.array(z.string()) }),
  step({ invited: z.string().nullable(), until: At.nullable().default(null) }),
  step({ ranked: z.string() }),
  step({ referredBy: z.string(), refused: z.string().nullable().default(null) }),
  step({ friend: z.string(), outcome: z.enum(["completed", "undone"]) }),
  step({
    redeem: z.string(),
    id: z.string().optional(),
    steps: z.number().optional(),
    free: z.boolean().optional(),
    costs: z.number().optional(),
    worth: z.string().optional(),
    from: z.string().optional(),
    refused: z.string().optional(),
  }),
  step({ used: z.string() }),
  step({ returned: z.string() }),
  step({ lapsed: z.string() }),
  step({ adjust: z.number() }),
]);
export type Step = z.infer<typeof Step>;

/** What an example says that the engine comes to at a moment. Only what is named is compared. */
export const Expected = z.strictObject({
  at: At,
  available: z.number().optional(),
  pending: z.number().optional(),
  reserved: z.number().optional(),
  owed: z.number().optional(),
  tier: z.string().nullable().optional(),
  /** Points of orders, by name. */
  orders: z.record(z.string(), z.number()).optional(),
  /** What lots hold and the last day they can be spent, in the order of spending. */
  lots: z.array(z.tuple([z.number(), At.nullable()])).optional(),
});
export type Expected = z.infer<typeof Expected>;

/** A block of docs/program.md: part of a program, what happens, what comes of it. */
export const Example = z.strictObject({
  program: z.record(z.string(), z.unknown()).default({}),
  currency: z.string().default("USD"),
  timeZone: z.string().default("UTC"),
  /** What other members have had from budgets already. */
  taken: z.record(z.string(), z.number()).default({}),
  happens: z.array(Step),
  expect: z.array(Expected).min(1),
});
export type Example = z.infer<typeof Example>;

/** A block of conditions: which of the named situations each one is true of. */
export const Conditions = z.strictObject({
  timeZone: z.string().default("UTC"),
  situations: z.record(
    z.string(),
    z.strictObject({ before: z.array(Step).default([]), order: z.record(z.string(), z.unknown()) }),
  ),
  conditions: z.array(
    z.strictObject({
      when: z.unknown().optional(),
      lines: z.unknown().optional(),
      true: z.array(z.string()),
    }),
  ),
});
export type Conditions = z.infer<typeof Conditions>;
