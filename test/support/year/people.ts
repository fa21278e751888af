import { addDays, startOfDay, type Day } from "#app/domain/calendar.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { OrderWithPins } from "#app/domain/engine/timeline.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Market } from "#test/support/year/market.ts";
import { aPlannedOrder, type Baskets } from "#test/support/year/orders.ts";
import { aRandom, type Random } from "#test/support/year/random.ts";

/** How people differ: orders in percent of a regular's, what they go for, how long they stay. */
const KINDS = [
  { kind: "regular", weight: 22, orders: 100, size: 1, keen: 60, stays: 365 },
  { kind: "heavy", weight: 6, orders: 220, size: 2, keen: 60, stays: 365 },
  { kind: "bargain-hunter", weight: 18, orders: 40, size: 1, keen: 50, stays: 365 },
  { kind: "one-timer", weight: 24, orders: 0, size: 1, keen: 0, stays: 1 },
  { kind: "returner", weight: 12, orders: 50, size: 1, keen: 10, stays: 365 },
  { kind: "sleeper", weight: 12, orders: 100, size: 1, keen: 40, stays: 75 },
  { kind: "farmer", weight: 6, orders: 40, size: 1, keen: 250, stays: 365 },
] as const;
export type Kind = (typeof KINDS)[number];

export const YEAR = "2027";
const FIRST: Day = `${YEAR}-01-01`;

export type Deed = { at: number } & (
  | { kind: "order"; order: OrderWithPins }
  | { kind: "event"; event: MemberEvent }
  | { kind: "visit" }
);

/** Someone's year as they would live it; what they redeem they decide on the way. */
export type Person = { id: string; kind: Kind; inviterId: string | null; deeds: Deed[] };

/** Everybody who comes to a shop in its year. Seeded by the shop: always the same people. */
export function peopleOf(market: Market, document: ProgramDocument): Person[] {
  const random = aRandom(market.id);
  const baskets: Baskets = { market, next: 1 };
  return Array.from({ length: market.members }, (_, index) => {
    const kind = aKind(random);
    const invited = index > 20 && random.perMille(market.referred);
    const inviterId = invited ? `m${random.below(index)}` : null;
    const life = { id: `m${index}`, kind, inviterId, market, document, random };
    return { id: life.id, kind, inviterId, deeds: deedsOf(life, baskets) };
  });
}

type Life = Omit<Person, "deeds"> & {
  market: Market;
  document: ProgramDocument;
  random: Random;
};

function aKind(random: Random): Kind {
  let drawn = random.below(100);
  return KINDS.find(({ weight }) => (drawn -= weight) < 0) ?? KINDS[0];
}

function deedsOf(life: Life, baskets: Baskets): Deed[] {
  const { random, kind } = life;
  const joined = random.perMille(350) ? random.below(5) : random.below(330);
  const deeds = beginningOf(life, joined);
  const visitsOn = `-${random.between(10, 28)}`;
  let orderedYesterday = false;
  for (let day = joined; day < Math.min(365, joined + kind.stays); day += 1) {
    const date = addDays(FIRST, day);
    const orders = ordersOn(life, { date, first: day === joined, orderedYesterday });
    orderedYesterday = orders > 0;
    for (let n = 0; n < orders; n += 1) {
      const order = aPlannedOrder(baskets, { kind, at: during(life, date), random });
      deeds.push({ at: order.facts.placedAt, kind: "order", order });
    }
    deeds.push(...activitiesOn(life, date));
    if (visits(life, date, visitsOn)) {
      deeds.push({ at: during(life, date), kind: "visit" });
    }
  }
  return deeds.sort((a, b) => a.at - b.at);
}

/** Two of three months, and on the days that good customers wait for. */
function visits({ market, kind, random }: Life, date: Day, visitsOn: string): boolean {
  if (date.endsWith(visitsOn)) return random.perMille(650);
  return kind.kind === "heavy" && market.occasions.includes(date.slice(5));
}

/** Joining, and what is known of a person from then on. */
function beginningOf({ id, market, random, inviterId }: Life, joined: number): Deed[] {
  // Who is there from the beginning has been a customer for up to a year.
  const day = joined < 5 ? addDays(FIRST, -random.between(1, 360)) : addDays(FIRST, joined);
  const at = startOfDay(day, market.timeZone) + 60_000;
  const deeds: Deed[] = [];
  const say = (event: MemberEvent) => deeds.push({ at, kind: "event", event });
  say({ id: `${id}:joined`, at, kind: "joined" });
  if (random.perMille(600)) {
    const [month, day] = [random.between(1, 12), random.between(1, 28)];
    say({ id: `${id}:birthday`, at: at + 1, kind: "birthday", month, day });
  }
  const tags = Object.entries(market.customerTags);
  const added = tags.filter(([, share]) => random.perMille(share)).map(([tag]) => tag);
  if (added.length > 0) say({ id: `${id}:tags`, at: at + 2, kind: "tags", added, removed: [] });
  if (inviterId !== null) {
    const refused = random.perMille(100) ? "same-address" : null;
    say({ id: `${id}:referred`, at: at + 3, kind: "referred", inviterId, refused });
  }
  return deeds;
}

type OnDay = { date: Day; first: boolean; orderedYesterday: boolean };

function ordersOn({ kind, market, random }: Life, day: OnDay): number {
  if (day.first) return random.perMille(900) ? 1 : 0;
  const weekday = new Date(`${day.date}T00:00:00Z`).getUTCDay();
  const usual = Math.floor((market.ordersPerYear * kind.orders * 10) / 365);
  const hunter = kind.kind === "bargain-hunter";
  const bargain = market.isBargainDay(day.date, weekday);
  let perMille = hunter ? (bargain ? usual * 5 : 0) : usual;
  if (kind.kind === "heavy" && market.occasions.includes(day.date.slice(5))) perMille = 900;
  if (perMille > 0 && day.orderedYesterday) perMille = Math.max(perMille, market.sticky);
  if (!random.perMille(Math.min(perMille, 900))) return 0;
  // Who farms points splits what could have been one order.
  return kind.kind === "farmer" ? 2 : 1;
}

function activitiesOn(life: Life, date: Day): Deed[] {
  const { kind, market, random } = life;
  return Object.entries(market.activities).flatMap(([activity, perYear]) => {
    const perMille = Math.min(950, Math.floor((perYear * kind.keen * 10) / 365));
    if (!random.perMille(perMille)) return [];
    // Who farms points says everything twice.
    const times = kind.kind === "farmer" ? [1, 2] : [1];
    return times.flatMap((time) => reported(life, { activity, date, time }));
  });
}

function reported(
  { id, market, document, random }: Life,
  { activity, date, time }: { activity: string; date: Day; time: number },
): Deed[] {
  const at = during({ market, random }, date);
  const eventId = `${id}:${activity}:${date}:${time}`;
  const event: MemberEvent = { id: eventId, at, kind: "activity", activity, subject: date };
  const deeds: Deed[] = [{ at, kind: "event", event }];
  if (document.activities.find((known) => known.id === activity)?.approval) {
    const approved = random.perMille(850);
    const decided = { id: `${eventId}:decided`, at: at + 86_400_000, eventId, approved };
    deeds.push({ at: decided.at, kind: "event", event: { ...decided, kind: "activity-decided" } });
  }
  return deeds;
}

/** Some moment of the shop's day, from 7 to 21. */
function during({ market, random }: Pick<Life, "market" | "random">, date: Day): number {
  return startOfDay(date, market.timeZone) + random.between(7 * 60, 21 * 60) * 60_000;
}
