import { expiryOf, type Cause } from "#app/domain/engine/points.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Program } from "#app/domain/program/program.ts";

/** What can keep points alive where they end without activity. */
export type SignOfLife = "order" | "redemption" | "activity";

/**
 * The member did something. It moves the end of all points that live by it; what has ended before
 * is gone. A lot whose points are all set aside moves, too: they may come back.
 */
export function noteSignOfLife(state: State, kind: SignOfLife, at: Instant): void {
  state.signsOfLife.set(kind, at);
  if (!state.programs.some((program) => livesBy(program, kind))) return;
  for (const lot of state.lots.values()) {
    if (lot.expiresAt === null || lot.expiresAt <= at || !livesBy(lot.program, kind)) continue;
    lot.expiresAt = expiryOf(lot.program, at);
  }
}

/** Something was given for what the member did; what comes with the calendar is no sign of life. */
export function noteAward(state: State, { source, at }: Cause): void {
  const isOrder = source.startsWith("order:");
  if (!isOrder && /^(activity|streak|challenge|referral|referred)(:|$)/.test(source)) {
    noteSignOfLife(state, "activity", at);
  }
}

/** When points earned at a moment end, as far as is known now. */
export function lifeOf(state: State, program: Program, earnedAt: Instant): Instant | null {
  const { expiry } = program.document;
  if (expiry.kind !== "months-without-activity") return expiryOf(program, earnedAt);
  const last = expiry.counts.map((kind) => state.signsOfLife.get(kind) ?? earnedAt);
  return expiryOf(program, Math.max(earnedAt, ...last));
}

function livesBy(program: Program | null, kind: SignOfLife): boolean {
  const expiry = program?.document.expiry;
  return expiry?.kind === "months-without-activity" && expiry.counts.includes(kind);
}
