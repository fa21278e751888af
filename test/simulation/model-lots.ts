import type { Factor } from "#test/simulation/model-budgets.ts";
import type {
  ModelActivity,
  ModelBoost,
  ModelFacts,
  ModelProgram,
  ModelReferral,
  ModelSign,
  ModelWant,
} from "#test/simulation/model-facts.ts";

export type Lot = {
  points: number;
  since: number;
  until: number | null;
  /** The one that says when they end. */
  program: ModelProgram | null;
};
export type Waiting = {
  lot: string;
  points: number;
  ripeAt: number;
  earnedAt: number;
  program: ModelProgram;
};
/** What is known of an order: by what it is judged, and what it stands for. */
export type Known = {
  program: ModelProgram;
  factors: Factor[];
  placedAt: number;
  paid: boolean;
  paidAt: number;
  changes: number;
  cancelled: boolean;
  tooSmall: boolean;
  points: number;
  spend: number;
};
/** What is known of something a member did. */
export type KnownDeed = {
  program: ModelProgram;
  offer: ModelActivity;
  at: number;
  factors: Factor[];
  /** Before anything is added to it; then what it is worth for good. */
  points: number;
  /** What of its cap it takes: what a budget does not give, too. */
  claimed: number;
  boost: ModelBoost | null;
  /** It came when the limit was reached, or before it was unlocked. */
  refused: boolean;
  /** When it first counted. */
  givenAt: number | null;
  stands: boolean;
};
/** How coming by somebody stands. */
export type KnownFriend = {
  by: number;
  /** They had ordered before they came. */
  isLate: boolean;
  /** They left before it brought anything. */
  isOver: boolean;
  order: { id: string; program: ModelProgram; referral: ModelReferral } | null;
  /** When the order will have been paid for long enough. */
  dueAt: number | null;
  givenAt: number | null;
  /** What it brings the friend, for good once it is given. */
  points: number;
  stands: boolean;
};
/** The tiers of a member: what is held, by what was done, and what that reaches now. */
export type KnownStanding = {
  tier: string | null;
  merit: string | null;
  reached: string | null;
  graceUntil: number | null;
};
/** The gift of a tier, and what there was to spend when it was given, other gifts aside. */
export type KnownGift = {
  at: number;
  balance: number;
  /** Whose points there had been by then, and how many of them had ended. */
  ended: Map<string, number>;
  /** So many of theirs were taken back since, and not given again. */
  taken: Map<string, number>;
};
export type Part = { lot: string; points: number };

/** A member's books, step by step. */
export type Books = {
  facts: ModelFacts;
  lots: Map<string, Lot>;
  expired: Map<string, number>;
  waiting: Waiting[];
  reserved: Map<string, Part[]>;
  taken: Map<string, Part[]>;
  orders: Map<string, Known>;
  deeds: Map<string, KnownDeed>;
  /** Of goals: what was given each time, by what is asked for; how often, by name. */
  given: Map<string, string[]>;
  counted: Map<string, number>;
  /** What was given for periods, by what is asked for and the first day, and their lengths. */
  periods: Map<string, Map<string, string>>;
  lengths: Map<string, string>;
  /** By what was given: what of that which is asked for is reached. */
  reached: Map<string, Set<string>>;
  earned: Map<string, number>;
  /** When what keeps points alive was done last. */
  signs: Map<ModelSign, number>;
  /** When anything but orders first gave points. */
  givenAt: Map<string, number>;
  standing: KnownStanding;
  joinedAt: number | null;
  /** When they left, and have not joined again since. */
  closedAt: number | null;
  /** When they last left: nothing of before comes back. */
  endedAt: number;
  birthday: { at: number; month: number; day: number } | null;
  /** The beginnings of days up to then have passed: what is told at one comes too late for it. */
  daysUntil: number;
  /** The last days on which days of the year brought something, by what they are. */
  celebrated: Map<string, string>;
  /** Of the tiers that staff promises, those of before. */
  holdsMade: number;
  /** Something was given back since the tier was judged last. */
  givenBack: boolean;
  /** When which tiers gave their gifts. */
  gifts: Map<string, KnownGift>;
  /** Of gifts taken back, what was not there, and the redemptions that may have spent it. */
  forgiven: { lot: string; points: number; owed: number; redemptions: Set<string> }[];
  /** Up to when time has passed. */
  now: number;
  firstOrder: string | null;
  friend: KnownFriend | null;
  /** When what a friend had brought came to nothing. */
  undoneFriends: Map<string, number>;
  owed: number;
  overdrawn: string[];
  /** The most that was wanted of budgets, by budget and source. */
  wants: Map<string, ModelWant>;
};

/** Before anything has happened. */
export function emptyBooks(facts: ModelFacts): Books {
  return {
    facts,
    lots: new Map(),
    expired: new Map(),
    waiting: [],
    reserved: new Map(),
    taken: new Map(),
    orders: new Map(),
    deeds: new Map(),
    ...{ given: new Map(), counted: new Map(), periods: new Map() },
    ...{ lengths: new Map(), reached: new Map() },
    ...{ earned: new Map(), signs: new Map() },
    givenAt: new Map(),
    standing: { tier: null, merit: null, reached: null, graceUntil: null },
    ...{ joinedAt: null, closedAt: null, endedAt: -Infinity },
    ...{ birthday: null, daysUntil: -Infinity, celebrated: new Map() },
    ...{ gifts: new Map(), forgiven: [], givenBack: false, now: -Infinity },
    holdsMade: 0,
    ...{ firstOrder: null, friend: null, undoneFriends: new Map() },
    owed: 0,
    overdrawn: [],
    wants: new Map(),
  };
}

export function takeFrom(lot: Lot | undefined, most: number): number {
  const points = Math.min(lot?.points ?? 0, most);
  if (lot) lot.points -= points;
  return points;
}

/** Takes from the named lots first, then from those that end first. */
export function spend(books: Books, points: number, first: Part[]): Part[] {
  const parts: Part[] = [];
  let missing = points;
  const take = (name: string, most: number) => {
    const some = takeFrom(books.lots.get(name), Math.min(most, missing));
    if (some > 0) parts.push({ lot: name, points: some });
    missing -= some;
  };
  for (const { lot, points: most } of first) take(lot, most);
  const order = [...books.lots].sort(
    ([one, a], [other, b]) =>
      (a.until ?? Infinity) - (b.until ?? Infinity) || a.since - b.since || (one < other ? -1 : 1),
  );
  for (const [name] of order) take(name, missing);
  return parts;
}

export function credit(books: Books, name: string, { at, ...fresh }: Lot & { at: number }): void {
  const known = books.lots.get(name);
  const lot = known && known.points > 0 ? known : { ...fresh, points: 0 };
  books.lots.set(name, lot);
  lot.points += fresh.points;
  if (books.closedAt !== null) return expire(books, name, lot);
  if (lot.until !== null && lot.until <= at) return expire(books, name, lot);
  const paid = Math.min(books.owed, lot.points);
  lot.points -= paid;
  books.owed -= paid;
}

/** Whether what was judged then has ended, for the member has left since. */
export function hasEnded({ closedAt, endedAt }: Books, judgedAt: number): boolean {
  return closedAt !== null || judgedAt <= endedAt;
}

/** How often they had left before something: streaks and challenges begin anew after that. */
export function eraOf({ facts: { closings } }: Books, at: number): number {
  return closings.filter((left) => left.at < at).length;
}

/** More is owed, but by who has left; of what was owed before a gift was let go some is paid. */
export function owe(books: Books, points: number): void {
  if (books.closedAt !== null) return;
  for (const each of books.forgiven) each.owed = Math.min(each.owed, books.owed);
  books.owed += points;
}

export function expire(books: Books, name: string, lot: Lot): void {
  books.expired.set(name, (books.expired.get(name) ?? 0) + lot.points);
  lot.points = 0;
}

export function programAt({ facts }: Books, at: number): ModelProgram | null {
  return facts.programs.findLast(({ from }) => from <= at) ?? null;
}
