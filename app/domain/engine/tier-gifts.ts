import type { Instant } from "#app/domain/order-facts.ts";
import { programAt, type Level, type Program } from "#app/domain/program/program.ts";
import {
  credit,
  expiryOf,
  hasEnded,
  max,
  min,
  move,
  spend,
  type Cause,
} from "#app/domain/engine/points.ts";
import { dropForgiven, noteForgiven } from "#app/domain/engine/forgiven.ts";
import type { Gift, State } from "#app/domain/engine/state.ts";
import { balanceOf } from "#app/domain/engine/tier-measure.ts";
import {
  givenLevel,
  isByInvitation,
  levelOf,
  qualifiedLevel,
  viewNow,
} from "#app/domain/engine/tier-ways.ts";

type Rise = { program: Program; to: number; at: Instant };

/**
 * Every tier passed on the way up gives its gift, once, so the way up makes no difference; one by
 * invitation only to who is invited. Of a gift that could not be taken back in whole only the rest
 * is given again.
 */
export function giveGifts(state: State, { program, to, at }: Rise): void {
  const { levels } = program;
  const given = givenLevel(state, viewNow(program, at));
  const gift: Gift = { at, balance: balanceOf(state), givenId: levels[given]?.id ?? null };
  for (const { id, points } of giftsDue(state, levels, to)) {
    state.gifts.set(id, gift);
    const lot = `gift:${id}`;
    dropForgiven(state, lot);
    if (points === 0n) continue;
    const cause: Cause = { source: lot, reason: "tier-gift", at };
    move(state, cause, { lot, from: "issued", to: "available", points });
    credit(state, cause, { points, lot, since: at, expiresAt: expiryOf(program, at), program });
  }
}

/** What is decided later in the moment of a gift counts for it, too: both are of one moment. */
export function noteGivenNow(state: State, { program, at }: Omit<Rise, "to">): void {
  for (const [id, gift] of state.gifts) {
    if (gift.at !== at) continue;
    const given = givenLevel(state, viewNow(program, at));
    state.gifts.set(id, { ...gift, givenId: program.levels[given]?.id ?? null });
  }
}

/** Points that rising to a level would give; none where the member stands there or above. */
export function giftPointsTo(state: State, levels: Level[], to: number): bigint {
  if (to <= levelOf(levels, state.tier.id)) return 0n;
  return giftsDue(state, levels, to).reduce((total, { points }) => total + points, 0n);
}

function giftsDue(state: State, levels: Level[], to: number): { id: string; points: bigint }[] {
  return levels
    .slice(0, to + 1)
    .filter((level, at) => !state.gifts.has(level.id) && (at === to || !isByInvitation(level)))
    .map(({ id, entryGift }) => {
      const { given } = giftOf(state, `gift:${id}`);
      return { id, points: max(BigInt(entryGift) - given, 0n) };
    });
}

/**
 * Takes back the gifts of tiers that what is left of the orders would not have reached; not those
 * that were given before the member left.
 */
export function takeGiftsBack(state: State, lost: Level[], at: Instant): void {
  for (const level of lost) {
    const gift = state.gifts.get(level.id);
    if (!gift || hasEnded(state, gift.at) || isStillEarned(state, level, gift)) continue;
    state.gifts.delete(level.id);
    takeGiftBack(state, `gift:${level.id}`, at);
  }
}

/** Whether what is left would still have reached a tier when its gift was given. */
function isStillEarned(state: State, { id }: Level, gift: Gift): boolean {
  const program = programAt(state.programs, gift.at);
  if (!program) return true;
  const { levels } = program;
  const { at, givenId } = gift;
  const view = { program, at, balance: gift.balance - takenBackOf(state, at), now: false };
  return levelOf(levels, id) <= Math.max(qualifiedLevel(state, view), levelOf(levels, givenId));
}

/** What was taken back since a moment of points that could be spent by then, gifts aside. */
function takenBackOf(state: State, by: Instant): bigint {
  const spendable = new Set<string>();
  let points = 0n;
  for (const { source, from, to, at, points: moved } of state.journal) {
    if (to === "available" && at <= by && !source.startsWith("gift:")) spendable.add(source);
    const isTaken = to === "issued" && from !== "pending" && at >= by;
    if (isTaken && spendable.has(source)) points += moved;
  }
  return points;
}

/** Takes back what is left of a gift, and the rest from other points; never more than there is. */
function takeGiftBack(state: State, lot: string, at: Instant): void {
  const { given, expired } = giftOf(state, lot);
  const points = max(given - expired, 0n);
  const cause: Cause = { source: lot, reason: "tier-gift-returned", at };
  const own = state.lots.get(lot);
  const first = own ? [{ lot, points: min(own.points, points) }] : [];
  const taken = spend(state, cause, { points, to: "issued", first });
  noteForgiven(
    state,
    lot,
    taken.reduce((missing, part) => missing - part.points, points),
  );
}

/** What a gift has given and was not taken back since, and what of it had expired. */
function giftOf(state: State, source: string): { given: bigint; expired: bigint } {
  let given = 0n;
  let expired = 0n;
  for (const entry of state.journal) {
    if (entry.source !== source) continue;
    if (entry.from === "issued") given += entry.points;
    if (entry.to === "issued") given -= entry.points;
    if (entry.to === "expired") expired += entry.points;
  }
  return { given, expired };
}
