import { z } from "zod";
import { MonthDay } from "#app/domain/program/basics.ts";

const Months = z.number().int().min(1).max(120);

/** When points end: always with the end of a day in the shop's time zone. */
export const Expiry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("never") }),
  z.object({ kind: z.literal("months-after-earning"), months: Months }),
  /** With the month, quarter or year in which they were earned, or so many of them later. */
  z.object({
    kind: z.literal("end-of-period"),
    period: z.enum(["month", "quarter", "year"]),
    later: z.number().int().min(0).max(20).default(0),
  }),
  /** All points together, so many months after the last thing that counts as activity. */
  z.object({
    kind: z.literal("months-without-activity"),
    months: Months,
    counts: z.array(z.enum(["order", "redemption", "activity"])).min(1),
  }),
  /** On days of the year, for points that are at least so old by then. */
  z.object({
    kind: z.literal("fixed-days"),
    days: z.array(MonthDay).min(1).max(12),
    minimumAgeDays: z.number().int().min(0).max(730).default(0),
  }),
]);
export type Expiry = z.infer<typeof Expiry>;
