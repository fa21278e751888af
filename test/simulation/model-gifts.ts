import { dayBegins, dayThere, nextDay } from "#test/simulation/model-calendar.ts";

/** What somebody has taken for points, and was to be given once. */
export type Promised = {
  id: string;
  gives: "gift-card" | "store-credit";
  /** In minor units. */
  worth: number;
  /** By what the shop may know who took it: several after a merge. */
  customerIds: number[];
  takenAt: number;
  validDays: number | null;
  /** What members type who were given a card. */
  code: string;
  outcome: "given" | "returned" | "open";
  /** The shop's own id of what was made, if it was noted. */
  madeId: string | null;
  /** Whether the customer has asked to be forgotten. */
  forgotten: boolean;
};

export type MadeCredit = {
  id: string;
  customerId: number;
  amount: number;
  until: number | null;
  madeAt: number;
};

export type MadeCard = {
  id: string;
  code: string;
  note: string;
  customerId: number;
  worth: number;
  balance: number;
  lastDay: string | null;
  madeAt: number;
  enabled: boolean;
};

export type Made = { credits: MadeCredit[]; cards: MadeCard[]; timeZone: string };

/** Where what the shop has given is not what was promised, in words. */
export function giftDifferences(promised: Promised[], made: Made): string[] {
  const credits = promised.filter(({ gives }) => gives === "store-credit");
  const cards = promised.filter(({ gives }) => gives === "gift-card");
  return [
    ...promised.flatMap(({ id, outcome }) =>
      outcome === "open" ? [`gift ${id} never came to an end`] : [],
    ),
    ...creditDifferences(credits, made),
    ...cards.flatMap((promise) => cardDifferences(promise, made)),
    ...made.cards.flatMap(({ note, enabled }) => {
      const known = cards.some(({ id }) => note.includes(id));
      return known || !enabled ? [] : [`a gift card can be spent that nobody took: ${note}`];
    }),
  ];
}

/** Each credit is one promise's, and each promise that was kept has one. */
function creditDifferences(promised: Promised[], made: Made): string[] {
  const differences: string[] = [];
  const left = new Map(made.credits.map((credit) => [credit.id, credit]));
  const unnoted: Promised[] = [];
  for (const promise of promised) {
    const { id, outcome, madeId, forgotten } = promise;
    if (outcome !== "given") continue;
    const credit = left.get(madeId ?? "");
    if (credit) {
      left.delete(credit.id);
      if (!fits(promise, credit, made)) differences.push(`gift ${id} was given otherwise`);
    } else if (forgotten && madeId === null) unnoted.push(promise);
    else differences.push(`gift ${id} is called given, and has no credit of its own`);
  }
  for (const credit of left.values()) {
    // Nobody can look into the account of somebody forgotten: theirs counts as given.
    const index = unnoted.findIndex((promise) => fits(promise, credit, made));
    if (index >= 0) unnoted.splice(index, 1);
    else differences.push(`a credit of ${credit.amount} stands for no gift`);
  }
  return differences;
}

function fits(promise: Promised, credit: MadeCredit, { timeZone }: Made): boolean {
  const { worth, customerIds } = promise;
  return (
    credit.amount === worth &&
    customerIds.includes(credit.customerId) &&
    credit.until === endOfGift(promise, timeZone) &&
    credit.madeAt >= promise.takenAt
  );
}

function cardDifferences(promise: Promised, { cards, timeZone }: Made): string[] {
  const { id, outcome, worth, customerIds, code, takenAt } = promise;
  const [card, ...others] = cards.filter(({ note }) => note.includes(id));
  if (others.length > 0) return [`gift ${id} has ${others.length + 1} cards`];
  const spent = card !== undefined && card.balance < card.worth;
  if (outcome === "returned") {
    if (card?.enabled) return [`gift ${id} was paid back, and its card can be spent`];
    return spent ? [`gift ${id} was paid back, and its card had been spent from`] : [];
  }
  if (outcome !== "given") return [];
  if (!card) return [`gift ${id} is called given, and has no card`];
  const last = lastDayOf(promise, timeZone);
  const wrong = [
    ...(card.enabled || spent ? [] : ["cannot be spent"]),
    ...(card.worth === worth ? [] : [`is worth ${card.worth}, not ${worth}`]),
    ...(customerIds.includes(card.customerId) ? [] : ["is somebody else's"]),
    ...(card.code === code.replaceAll("-", "").toLowerCase() ? [] : ["has another code"]),
    ...(card.lastDay === last ? [] : [`ends on ${card.lastDay ?? "no day"}`]),
    ...(card.madeAt >= takenAt ? [] : ["is older than the gift"]),
    ...(last === null || dayThere(card.madeAt, timeZone) <= last ? [] : ["was over when made"]),
  ];
  return wrong.map((what) => `gift ${id}: the card ${what}`);
}

/** The last day on which it can be spent: so many days after the day on which it was taken. */
function lastDayOf({ takenAt, validDays }: Valid, timeZone: string): string | null {
  if (validDays === null) return null;
  let day = dayThere(takenAt, timeZone);
  for (let count = 0; count < validDays; count++) day = nextDay(day);
  return day;
}

type Valid = Pick<Promised, "takenAt" | "validDays">;

/** The first moment at which it can be spent no longer; null for never. */
export function endOfGift(promise: Valid, timeZone: string): number | null {
  const last = lastDayOf(promise, timeZone);
  return last === null ? null : dayBegins(nextDay(last), timeZone);
}
