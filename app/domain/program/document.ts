import { z } from "zod";

/** A decimal in plain notation, such as 12, 0.5 or 19.90. Exact: never turned into a float. */
const Decimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, "Write a number such as 10 or 2.50.");
const PositiveDecimal = Decimal.refine((text) => /[1-9]/.test(text), "Must be more than zero.");
const Points = z.number().int().min(0).max(1_000_000_000);
const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "Use lower-case letters, digits, dashes.");

/** A text for shoppers in every language Laurel speaks; English is what is left over. */
const LocalText = z.object({
  en: z.string().trim().min(1, "Give it a name.").max(60),
  "zh-CN": z.string().trim().max(60).optional(),
});

const Earning = z.object({
  /** So many points … */
  points: PositiveDecimal,
  /** … for every so much money, in the shop's currency. */
  perAmount: PositiveDecimal,
  counts: z.object({
    tax: z.boolean(),
    shipping: z.boolean(),
    tips: z.boolean(),
    giftCards: z.boolean(),
    testOrders: z.boolean(),
  }),
  /** Applied once per order, after the multiplier. */
  rounding: z.enum(["down", "nearest", "up"]),
  /** Days after payment until points can be spent. */
  holdDays: z.number().int().min(0).max(365),
  /** Orders that, as placed and with excluded products, come to less than this earn nothing. */
  minimumOrder: Decimal.nullable(),
  exclude: z.object({
    products: z.array(z.string().startsWith("gid://shopify/Product/")).max(250),
    collections: z.array(z.string().startsWith("gid://shopify/Collection/")).max(250),
    tags: z.array(z.string().trim().min(1).max(255)).max(250),
  }),
  /** At most so many points from the orders of one day in the shop's time zone. */
  capPerDay: Points.nullable(),
});

const Expiry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("never") }),
  z.object({ kind: z.literal("months-after-earning"), months: z.number().int().min(1).max(120) }),
]);

const Level = z.object({
  id: Id,
  name: LocalText,
  /** What the measure must reach: an amount, points, or a count of orders. */
  threshold: PositiveDecimal,
  multiplier: PositiveDecimal,
  /** Points given on reaching the tier; they do not count towards tiers. */
  entryGift: Points,
});

const Tiers = z.object({
  measure: z.enum(["spend", "points", "orders"]),
  window: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("lifetime") }),
    z.object({ kind: z.literal("calendar-year") }),
    z.object({ kind: z.literal("rolling-months"), months: z.number().int().min(1).max(60) }),
  ]),
  /** How long a tier is kept after time alone has taken what it rested on. */
  graceDays: z.number().int().min(0).max(730),
  levels: z.array(Level).min(1).max(10),
});

const Reward = z.object({
  id: Id,
  name: LocalText,
  gives: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("amount-off"), amount: PositiveDecimal }),
    z.object({ kind: z.literal("percentage-off"), percent: PositiveDecimal }),
    z.object({ kind: z.literal("free-shipping") }),
  ]),
  costPoints: Points.min(1, "A reward costs at least 1 point."),
  minimumOrder: Decimal.nullable(),
  /** Days the code can be used; null for no end. */
  validDays: z.number().int().min(1).max(1095).nullable(),
  combinesWith: z.object({
    orderDiscounts: z.boolean(),
    productDiscounts: z.boolean(),
    shippingDiscounts: z.boolean(),
  }),
  /** Whether an unused code gives its points back when it expires. */
  returnsWhenUnused: z.boolean(),
  /** Retired rewards can no longer be redeemed; codes already issued stay good. */
  retired: z.boolean(),
});

const Shape = z.object({
  schema: z.literal(1),
  name: z.string().trim().min(1, "Give the program a name.").max(60),
  earning: Earning,
  expiry: Expiry,
  tiers: Tiers.nullable(),
  refunds: z.object({
    /** What happens to points that were spent before their order was refunded. */
    belowZero: z.enum(["carry", "forgive"]),
  }),
  rewards: z.array(Reward).max(50),
});

/** The program document: everything a merchant decides, as data. Validated, then published. */
export const ProgramDocument = Shape.superRefine((program, report) => {
  const tell = (path: (string | number)[], message: string) =>
    report.addIssue({ code: "custom", path, message });
  checkHold(program, tell);
  checkRate(program.earning, tell);
  checkLevels(program.tiers, tell);
  checkRewards(program.rewards, tell);
});
export type ProgramDocument = z.infer<typeof Shape>;
export type Reward = z.infer<typeof Reward>;
export type TierLevel = z.infer<typeof Level>;
export type LocalText = z.infer<typeof LocalText>;

type Tell = (path: (string | number)[], message: string) => void;

function checkHold({ earning, expiry }: ProgramDocument, tell: Tell): void {
  if (expiry.kind === "months-after-earning" && earning.holdDays >= expiry.months * 28) {
    tell(["earning", "holdDays"], "Points would expire before they can be spent.");
  }
}

/** What is published is never changed: a rate whose points no ledger can hold would be for ever. */
function checkRate({ points, perAmount }: ProgramDocument["earning"], tell: Tell): void {
  const most = Number(perAmount) * MOST_POINTS_PER_UNIT;
  if (most > 0 && Number(points) > most) {
    tell(
      ["earning", "points"],
      `Too big: points per unit of money must be <=${MOST_POINTS_PER_UNIT}`,
    );
  }
}
const MOST_POINTS_PER_UNIT = 10_000;
const MOST_MULTIPLIER = 50;

function checkLevels(tiers: ProgramDocument["tiers"], tell: Tell): void {
  tiers?.levels.forEach((level, index) => {
    const path = ["tiers", "levels", index];
    const before = tiers.levels[index - 1];
    if (before && Number(level.threshold) <= Number(before.threshold)) {
      tell([...path, "threshold"], "Must be more than the tier before it.");
    }
    if (Number(level.multiplier) > MOST_MULTIPLIER) {
      tell([...path, "multiplier"], `Too big: a multiplier must be <=${MOST_MULTIPLIER}`);
    }
    if (tiers.levels.findIndex((other) => other.id === level.id) < index) {
      tell([...path, "id"], "Two tiers have the same id.");
    }
  });
}

function checkRewards(rewards: Reward[], tell: Tell): void {
  rewards.forEach((reward, index) => {
    const path = ["rewards", index];
    if (rewards.findIndex((other) => other.id === reward.id) < index) {
      tell([...path, "id"], "Two rewards have the same id.");
    }
    if (reward.gives.kind === "percentage-off" && Number(reward.gives.percent) > 100) {
      tell([...path, "gives", "percent"], "At most 100.");
    }
  });
}
