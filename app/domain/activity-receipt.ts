import type { Unmet } from "#app/domain/earning/condition-test.ts";
import type { Fraction } from "#app/domain/fraction.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Activity } from "#app/domain/program/activity.ts";
import type { Cap, Limit, LocalText } from "#app/domain/program/basics.ts";

/** What points can be for, beside orders. */
export type ActivityKind = Activity["kind"] | "referral" | "referred";

/** Why something that a member did gives nothing. */
export type ActivityNothing =
  | { reason: "no-program" | "unknown" | "by-itself" | "closed" }
  | { reason: "condition"; unmet: Unmet }
  /** Another activity has to have given something first. */
  | { reason: "locked"; activityId: string }
  | { reason: "limit"; per: Limit["per"]; times: number }
  | { reason: "awaits-approval" | "rejected" | "undone" }
  /** The birthday was not known for so many days before. */
  | { reason: "known-too-late"; waitDays: number }
  /** Less than 300 days after the last one, or in the same year. */
  | { reason: "too-soon" };

/** One step of the way to the points; the steps' exact points add up to them. */
export type ActivityStep = { exact: Fraction } & (
  | { kind: "gives" }
  | { kind: "campaign"; campaignId: string; name: LocalText; factor: string }
  | { kind: "rounding" }
  | { kind: "cap"; per: Cap["per"]; capPoints: number }
  /** `waits` while the budget has not answered yet. */
  | { kind: "budget"; budget: string; waits: boolean }
  | { kind: "undone" }
);

/** How something a member did came to its points, or why it gives none. */
export type ActivityReceipt = {
  kind: "activity";
  of: ActivityKind;
  /** The activity's id in the program, or what a partner reported. */
  activityId: string;
  /** Null where the program does not name it. */
  name: LocalText | null;
  /** The program version by which it is judged, or null if there was none. */
  version: number | null;
  /** The moment as of which it is judged. */
  at: Instant;
  steps: ActivityStep[];
  /** What it gives instead of points: orders earn so many times as much until then. */
  boost: { factor: string; days: number; until: Instant } | null;
  points: bigint;
  nothing: ActivityNothing | null;
};
