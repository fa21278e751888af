import { addDays, addMonths, dayOf, startOfDay, type Day } from "#app/domain/calendar.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";
import { hasShrunk } from "#app/domain/engine/other-earnings.ts";
import type { State } from "#app/domain/engine/state.ts";
import { giveGifts, noteGivenNow, takeGiftsBack } from "#app/domain/engine/tier-gifts.ts";
import {
  floorLevel,
  isByInvitation,
  levelOf,
  nextBoundary,
  qualifiedLevel,
  viewNow,
} from "#app/domain/engine/tier-ways.ts";

type ReviewCause = "earned" | "refunded" | "time";

/**
 * Judges the tier again at a moment. It rises at once. It falls at once when a refund took what
 * it rested on (an entry gift that rested on the same goes back), and after the grace when only
 * time did. A tier set by hand stands beside that, and ends on its day.
 */
export function reviewTier(state: State, at: Instant, cause: ReviewCause): void {
  const shrunk = hasShrunk(state);
  const program = programAt(state.programs, at);
  if (!program) return;
  const { levels } = program;
  if (levels.length === 0 && state.tier.id === null) return;
  if (state.traits.closedAt !== null) return endTier(state);
  noteGivenNow(state, { program, at });
  const undone = judge(state, { program, at, refunded: cause === "refunded" || shrunk });
  const held = levelOf(levels, state.tier.id);
  const to = Math.max(levelOf(levels, state.tier.meritId), floorLevel(state, levels, at));
  if (to === held && (held >= 0 || state.tier.id === null)) return;
  state.tier.id = levels[to]?.id ?? null;
  state.tier.since = to < 0 ? null : at;
  if (to > held) giveGifts(state, { program, to, at });
  else if (undone) takeGiftsBack(state, levels.slice(to + 1), at);
}

/** Who has left holds no tier. */
function endTier({ tier }: State): void {
  Object.assign(tier, { id: null, since: null, meritId: null, qualifiedId: null });
  tier.graceUntil = null;
}

/** When time alone may change the tier next, or null. */
export function nextReview(state: State, at: Instant): Instant | null {
  const program = programAt(state.programs, at);
  if (!program || program.document.tiers === null) return null;
  const { floor } = state.traits;
  const floorEnd =
    floor?.until != null && floor.until > at ? floor.until : Number.POSITIVE_INFINITY;
  const grace = state.tier.graceUntil ?? Number.POSITIVE_INFINITY;
  const next = Math.min(grace, floorEnd, nextBoundary(state, program, at));
  return Number.isFinite(next) ? next : null;
}

type Judging = { program: Program; at: Instant; refunded: boolean };

/**
 * Brings the tier that the member holds by merit to where it belongs: up at once, down after the
 * grace. Returns whether a refund has undone it.
 */
function judge(state: State, { program, at, refunded }: Judging): boolean {
  const { tier } = state;
  const { levels } = program;
  let merit = levelOf(levels, tier.meritId);
  const before = levelOf(levels, tier.qualifiedId);
  const qualified = qualifiedLevel(state, viewNow(program, at));
  tier.qualifiedId = levels[qualified]?.id ?? null;
  const undone = refunded && qualified < merit && before >= merit;
  if (undone || qualified >= merit) {
    tier.graceUntil = null;
    merit = qualified;
  }
  while (qualified < merit) {
    tier.graceUntil ??= endOfGrace(program, at);
    if (tier.graceUntil > at) break;
    tier.graceUntil = null;
    merit = landing(program, { from: merit, qualified });
  }
  tier.meritId = levels[merit]?.id ?? null;
  return undone;
}

/** Where a member lands when the grace is over. Nobody steps down onto a tier by invitation. */
function landing(program: Program, { from, qualified }: { from: number; qualified: number }) {
  if (program.document.tiers?.landing !== "one-step") return qualified;
  const below = program.levels.slice(0, from).findLastIndex((level) => !isByInvitation(level));
  return Math.max(below, qualified);
}

/**
 * The grace is counted in whole days after the one on which a tier was lost, and ends with one.
 * Months end right: a month from the 31st lasts until the last day of a shorter one.
 */
function endOfGrace(program: Program, at: Instant): Instant {
  const grace = program.document.tiers?.grace ?? { kind: "days", days: 0 };
  if (grace.kind === "days" && grace.days === 0) return at;
  const first = addDays(dayOf(at - 1, program.timeZone), 1);
  const end =
    grace.kind === "months" ? monthsFrom(first, grace.months) : addDays(first, grace.days);
  return startOfDay(end, program.timeZone);
}

function monthsFrom(day: Day, months: number): Day {
  const same = addMonths(day, months);
  return same.slice(8) === day.slice(8) ? same : addDays(same, 1);
}
