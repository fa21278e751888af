import { z } from "zod";

/**
 * A decimal in plain notation, such as 12, 0.5 or 19.90. Exact: never turned into a float. A comma
 * is read as the point where it cannot part thousands, as in 12,5.
 */
export const Decimal = z
  .string()
  .overwrite(withPoint)
  .regex(/^\d{1,12}(\.\d{1,6})?$/, { error: ({ input }) => decimalProblem(String(input)) });
export const PositiveDecimal = Decimal.refine(
  (text) => /[1-9]/.test(text),
  "Must be more than zero.",
);
/** More than 0, at most 100. */
export const Percent = PositiveDecimal.refine((text) => Number(text) <= 100, "At most 100.");
export const Points = z.number().int().min(0).max(1_000_000_000);
export const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "Use lower-case letters, digits, dashes.");
/** A day of the calendar, judged in the shop's time zone. */
export const DayText = z.string().refine((text) => isDay(text), "Write a day such as 2027-01-31.");
/** A day of every year, such as 12-24. */
export const MonthDay = z
  .string()
  .refine((text) => isDay(`2028-${text}`), "Write month and day, such as 12-24.");
/** A time of day in the shop's time zone, such as 14:00. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "Write a time such as 14:00.");

/** A text for shoppers in every language Laurel speaks; English is what is left over. */
export const LocalText = z.object({
  en: z.string().trim().min(1, "Give it a name.").max(60),
  "zh-CN": z.string().trim().max(60).optional(),
});
export type LocalText = z.infer<typeof LocalText>;

/** As `LocalText`, for a sentence or two. */
export const LongText = z.object({
  en: z.string().trim().min(1, "Write a sentence.").max(500),
  "zh-CN": z.string().trim().max(500).optional(),
});

/** How long a count runs before it begins again, by the shop's calendar. Weeks begin on Monday. */
export const Period = z.enum(["day", "week", "month", "quarter", "year", "lifetime"]);
export type Period = z.infer<typeof Period>;

/** At most so many points in each period (or from each order), per member. */
export const Cap = z.object({
  per: z.enum(["order", ...Period.options]),
  points: Points.min(1, "A cap lets at least 1 point through."),
});
export type Cap = z.infer<typeof Cap>;

/** At most so many times in each period, per member. */
export const Limit = z.object({ per: Period, times: z.number().int().min(1).max(100_000) });
export type Limit = z.infer<typeof Limit>;

/** The text with a point for a comma that can only be a decimal sign: 12,5 and 0,125 but 1,500. */
export function withPoint(text: string): string {
  return /^(\d+,(\d{1,2}|\d{4,6})|0,\d{3})$/.test(text) ? text.replace(",", ".") : text;
}

function decimalProblem(text: string): string {
  if (/^\d[\d.,]*,/.test(text)) return "Write it without a comma, such as 1500 or 2.50.";
  if (/^-\d/.test(text)) return "Must not be negative.";
  if (/^\d+(\.\d+)?$/.test(text)) return "At most 12 digits, and 6 after the point.";
  return "Write a number such as 10 or 2.50.";
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}
