import { z } from "zod";

/** What customers, orders, products and redemptions are called within a scenario. */
export const Name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "Use a name of lower-case letters, digits, dashes.");
export const Text = z.string().trim().min(1).max(2_000);

/** Money in units of the currency, such as 10 or 19.90. */
export const Amount = z
  .union([z.number().nonnegative().transform(String), z.string()])
  .pipe(z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, "Write an amount such as 10 or 19.90."));
export const Points = z.number().int();
export const Quantity = z.number().int().min(1).max(10_000);

/** 2026-03-01T10:00 or 2026-03-01 (noon), in the shop's time zone. */
export const Moment = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z?)?$/,
    "Write a moment such as 2026-03-01T10:00, or a day such as 2026-03-01.",
  );
export const Duration = z
  .string()
  .regex(
    /^\d+ (second|minute|hour|day|week|month|year)s?$/,
    "Write how long, such as 3 days or 1 month.",
  );
export const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/, "Write a day such as 2026-03-01.");

/** What goes wrong with the webhooks of a step. */
export const Knobs = z.strictObject({
  /** Each is delivered two times. */
  twice: z.boolean().optional(),
  /** They come so long after what they tell of. */
  late: Duration.optional(),
  /** They come in another order than they should, the last one first. */
  shuffled: z.boolean().optional(),
  /** They never come. */
  lost: z.boolean().optional(),
});
export type Knobs = z.infer<typeof Knobs>;
