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
import type { Move, State } from "#app/domain/engine/state.ts";
import { balanceOf } from "#app/domain/engine/tier-measure.ts";
import {
  givenLevel,
  isByInvitation,
  levelOf,
  qualifiedLevel,
  viewNow,
} from "#app/domain/engine/tier-ways.ts";

/** When a tier gave its entry gift, and what no fact says of that moment later. */
export type Gift = {
  at: Instant;
  /** The most that could be spent in that moment, and how long the journal was by then. */
  balance: bigint;
  seq: number;
  /** The highest tier that then rested on no order: by hand, by rank, by a condition. */
  givenId: string | null;
};

type Rise = { program: Program; to: number; at: Instant };

/**
 * Every tier passed on the way up gives its gift, once, so the way up makes no difference; one by
 * invitation only to who is invited. Of a gift that could not be taken back in whole only the rest
 * is given again.
 */
export function giveGifts(state: State, { program, to, at }: Rise): void {
  const { levels } = program;
  const given = givenLevel(state, viewNow(program, at));
  const givenId = levels[given]?.id ?? null;
  const gift: Gift = { at, balance: balanceOf(state), seq: state.journal.length, givenId };
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
    const balance = balanceOf(state);
    const most = balance > gift.balance ? { balance, seq: state.journal.length } : {};
    state.gifts.set(id, { ...gift, ...most, givenId: program.levels[given]?.id ?? null });
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
  const view = { program, at, balance: gift.balance - takenBackOf(state, gift.seq), now: false };
  return levelOf(levels, id) <= Math.max(qualifiedLevel(state, view), levelOf(levels, givenId));
}

/**
 * What of a balance was taken back since: of each source as much as it has less now than what of
 * it could be spent by then, or had been. What it was given since goes first.
 */
function takenBackOf(state: State, seq: number): bigint {
  const sources = new Map<string, { then: bigint; now: bigint }>();
  state.journal.forEach((entry, index) => {
    const source = state.undoings.get(entry.source) ?? entry.source;
    if (source.startsWith("gift:")) return;
    const known = sources.get(source) ?? { then: 0n, now: 0n };
    const given = givenBy(state, entry);
    known.now += given;
    if (index < seq) known.then += given - unspendableBy(entry);
    sources.set(source, known);
  });
  let points = 0n;
  for (const { then, now } of sources.values()) points += max(then - now, 0n);
  return points;
}

/** What a move gives to its source, negative for what it takes back. Taking by hand is spending. */
function givenBy({ undoings }: State, { source, from, to, points }: Move): bigint {
  if (from === "issued" || from === "adjusted") return points;
  return to === "issued" || (to === "adjusted" && undoings.has(source)) ? -points : 0n;
}

/** What a move adds to what waits or has expired. */
function unspendableBy({ from, to, points }: Move): bigint {
  const isOut = (account: Move["to"]) => account === "pending" || account === "expired";
  return (isOut(to) ? points : 0n) - (isOut(from) ? points : 0n);
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
