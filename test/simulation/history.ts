import { amountOf } from "#test/simulation/currencies.ts";
import { diceFor, type Dice } from "#test/simulation/dice.ts";
import { rollPurchase, suits } from "#test/simulation/history-buying.ts";
import { withContent } from "#test/simulation/history-content.ts";
import { weighted, type RolledKind } from "#test/simulation/history-kinds.ts";
import {
  addHolds,
  mayBeDecided,
  rollDecision,
  rollFriend,
  rollReport,
} from "#test/simulation/history-beside.ts";
import {
  isGift,
  rollProgram,
  rollRewards,
  type SimProgram,
  type SimReward,
} from "#test/simulation/program.ts";
import type { ShopSettings } from "#test/simulation/shop-parts.ts";

/** Something that happens in a shop's life. Others are named by the ids of their events. */
export type Happening = { id: number; at: number } & (
  | {
      kind: "buy";
      who: number | null;
      items: { product: number; quantity: number }[];
      shipping: number | null;
      /** Tries a code of theirs at the checkout, if they have one. */
      withCode: boolean;
      paid: boolean;
    }
  | { kind: "pay" | "note"; order: number }
  | {
      kind: "refund";
      order: number;
      what: "line" | "shipping" | "amount" | "parts" | "everything";
      which: number;
      pending: boolean;
    }
  | { kind: "settle-refund"; order: number; succeeded: boolean }
  | { kind: "edit"; order: number; add: number | null; less: number | null }
  | { kind: "cancel"; order: number; refund: boolean }
  /** Staff gives the order to another customer, or to nobody; or deletes it. */
  | { kind: "hand-over"; order: number; to: number | null }
  | { kind: "delete-order"; order: number }
  | {
      kind: "redeem";
      who: number;
      reward: number;
      times: 1 | 2;
      /** Of twice, the second time for somebody else. */
      other: number | null;
      rested: boolean;
      /** Of points as cash. */
      steps?: number;
      /** As a perk, for no points. */
      free?: boolean;
      /** Staff takes the codes out of the pool at that very moment. */
      withdraws?: boolean;
    }
  /** Staff does a service, cannot, or had not; or does it as somebody else says that it cannot. */
  | { kind: "serve"; which: number; act: "done" | "undo" | "refuse" | "both" }
  | { kind: "draw"; winners: number }
  /** Staff gives a reward to somebody, for nothing. */
  | { kind: "issue"; who: number; reward: number }
  | { kind: "add-codes"; codes: string[] }
  | { kind: "withdraw-codes" }
  | { kind: "hand-back"; which: number }
  | { kind: "adjust"; who: number; points: number }
  | {
      kind: "report";
      who: number;
      activity: "visit" | "photo";
      /** Told so many milliseconds after it was done; 0 for at once. */
      earlier: number;
      times: 1 | 2;
      /** Twice as one request, not as two. */
      same: boolean;
      /** Somebody else of whom the second says it. */
      other: number | null;
    }
  | { kind: "report-again"; which: number }
  | { kind: "decide"; which: number; approved: boolean }
  /** Comes by the code of a customer, which may be their own. */
  | { kind: "refer"; who: number; by: number }
  /** Staff promises a tier, for so many days, 0 for today; null takes that back. */
  | { kind: "hold-tier"; who: number; tier: string | null; days: number | null }
  /** Says when they were born; and an earlier request of that kind once more. */
  | { kind: "set-birthday"; who: number; month: number; day: number }
  | { kind: "birthday-again"; which: number }
  | { kind: "close-account"; who: number; by: "customer" | "staff:1" }
  | { kind: "reopen-account"; who: number }
  | { kind: "merge"; keep: number; gone: number }
  | { kind: "redact"; who: number }
  | { kind: "publish"; program: SimProgram }
  /** Our tokens die for good, until the merchant opens the app again. */
  | { kind: "lose-access" | "open-admin" }
);

/** A whole life: everything that follows from the first half of a seed. */
export type History = { shop: Omit<ShopSettings, "domain">; events: Happening[] };

const ZONES = [
  ["America/New_York", "2026-03-08T07:00:00Z"],
  ["America/New_York", "2026-11-01T06:00:00Z"],
  ["Europe/Berlin", "2026-03-29T01:00:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
  ["Asia/Tokyo", "2026-06-30T15:00:00Z"],
  ["UTC", "2026-12-31T23:59:58Z"],
] as const;
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** The life of one shop: its customers buy, return, redeem; its merchant changes things. */
export function rollHistory(seed: number): History {
  const dice = diceFor(seed, "history");
  const [timeZone, edge] = dice.pick(ZONES);
  const turn = Date.parse(edge);
  const openedAt = turn - dice.between(1, 6) * DAY - dice.between(0, 86_399) * SECOND;
  const rolled = dice.pick(["USD", "USD", "USD", "JPY"]);
  const currency = seed % 16 === 13 ? "KWD" : rolled;
  const customers = dice.between(1, 4);
  const rewards = rollRewards(dice);
  const first: Happening = {
    ...{ id: 0, at: openedAt + 60 * SECOND, kind: "publish" },
    program: rollProgram(dice, { rewards, turn, climb: diceFor(seed, "tiers", 0) }),
  };
  const events: Happening[] = [first];
  const count = dice.pick([5, 6, 7, 8, 9, 10, 12, 15, 25]);
  let at = first.at;
  for (let id = 1; id <= count; id++) {
    at = nextMoment(dice, at, turn);
    const past = { events, customers, rewards, turn, climb: diceFor(seed, "tiers", id) };
    events.push({ id, at, ...rollDeed(dice, past) } as Happening);
  }
  const shop = {
    ...{ currency, timeZone, customers, openedAt },
    taxesIncluded: dice.often(0.5),
    taxRate: dice.pick(["0", "0.1", "0.0825", "0.19"]),
    taxShipping: dice.often(0.5),
    prices: [1999, 5000, 12_345, 730].map((price) => amountOf(price, currency)),
    shipping: [0, 499, 1250].map((price) => amountOf(price, currency)),
  };
  const dated = addHolds(diceFor(seed, "holds"), { events, customers });
  return { shop, events: withContent(dated, { seed, customers, rewards, timeZone }) };
}

/** Seconds, hours or days later, and sometimes to within seconds of a change of clocks or a day. */
function nextMoment(dice: Dice, before: number, turn: number): number {
  const gap = dice.pick([5, 40, 600, 3600, 7200, 86_400, 3 * 86_400, 12 * 86_400]);
  const after = before + (2 + dice.between(0, gap)) * SECOND;
  const edge = turn + dice.between(-3, 3) * SECOND + dice.pick([0, 0, DAY, 31 * DAY]);
  return dice.often(0.15) && edge > before + 2 * SECOND && edge < after + 30 * DAY ? edge : after;
}

type Past = {
  events: Happening[];
  customers: number;
  rewards: SimReward[];
  turn: number;
  climb: Dice;
};
type Deed = Happening extends infer H
  ? H extends Happening
    ? Omit<H, "id" | "at">
    : never
  : never;

/** What happens more often where rewards are handed over. */
const KEEN = ["redeem", "redeem", "hand-back", "adjust"] as const;

/** What may happen before anybody has bought something. */
const EARLY: Happening["kind"][] = ["report", "decide", "refer", "redact", "publish"];

function rollDeed(dice: Dice, past: Past): Deed {
  const orders = past.events.filter(({ kind }) => kind === "buy").map(({ id }) => id);
  const last = past.events.at(-1);
  if (last?.kind === "refer" && dice.often(0.7)) {
    // Whoever comes by somebody mostly buys next.
    return { ...rollPurchase(dice, past), who: last.who, paid: true };
  }
  const isFirst = past.events.length === 1 && past.customers > 1;
  if (isFirst && dice.often(0.4)) return rollFriend(dice, past);
  const kind = rollKind(dice, past);
  if (orders.length === 0 && !EARLY.includes(kind)) return rollPurchase(dice, past);
  const fit = orders.filter((id) => suits(kind, past.events[id]));
  const order = dice.pick([
    ...(fit.length > 0 ? fit : orders).slice(-4),
    ...(orders.length === 0 ? [0] : []),
  ]);
  const who = dice.between(0, past.customers - 1);
  return DEEDS[kind]({ dice, past, order, who });
}

function rollKind(dice: Dice, { events, rewards }: Past): RolledKind {
  if (mayBeDecided(events.at(-1)) && dice.often(0.5)) return "decide";
  const keen = rewards.every(isGift) && dice.often(0.4);
  return keen ? dice.pick(KEEN) : weighted(dice);
}

type Chances = { dice: Dice; past: Past; order: number; who: number };

const REFUNDS = ["line", "line", "shipping", "amount", "parts", "everything"] as const;

const DEEDS: Record<RolledKind, (chances: Chances) => Deed> = {
  buy: ({ dice, past }) => rollPurchase(dice, past),
  pay: ({ order }) => ({ kind: "pay", order }),
  note: ({ order }) => ({ kind: "note", order }),
  refund: ({ dice, order }) => {
    const what = dice.pick(REFUNDS);
    return { kind: "refund", order, what, which: dice.between(0, 99), pending: dice.often(0.15) };
  },
  "settle-refund": ({ dice, order }) => {
    return { kind: "settle-refund", order, succeeded: dice.often(0.7) };
  },
  edit: ({ dice, order }) => {
    const adds = dice.often(0.5);
    const number = dice.between(0, 9);
    return { kind: "edit", order, add: adds ? number : null, less: adds ? null : number };
  },
  cancel: ({ dice, order }) => ({ kind: "cancel", order, refund: dice.often(0.7) }),
  redeem: ({ dice, past, who }) => {
    const reward = dice.between(0, past.rewards.length - 1);
    const twice = past.rewards.every(isGift) ? 0.7 : 0.15;
    const times = dice.often(twice) ? 2 : 1;
    const buyers = past.events.flatMap((event) => (event.kind === "buy" ? (event.who ?? []) : []));
    const buyer = buyers.length > 0 ? dice.pick(buyers) : who;
    return { kind: "redeem", who: buyer, reward, times, other: null, rested: dice.often(0.7) };
  },
  "hand-back": ({ dice }) => ({ kind: "hand-back", which: dice.pick([0, dice.between(0, 99)]) }),
  adjust: ({ dice, who }) => ({ kind: "adjust", who, points: dice.pick([50, 20, -10, -30]) }),
  report: ({ dice, who }) => rollReport(dice, who),
  "report-again": ({ dice }) => ({ kind: "report-again", which: dice.between(0, 99) }),
  decide: ({ dice }) => rollDecision(dice),
  refer: ({ dice, past }) => rollFriend(dice, past),
  merge: ({ dice, past, who }) => {
    const { customers } = past;
    if (customers < 2) return rollPurchase(dice, past);
    return { kind: "merge", keep: who, gone: (who + dice.between(1, customers - 1)) % customers };
  },
  redact: ({ who }) => ({ kind: "redact", who }),
  "lose-access": () => ({ kind: "lose-access" }),
  "open-admin": () => ({ kind: "open-admin" }),
  publish: ({ dice, past }) => ({ kind: "publish", program: rollProgram(dice, past) }),
};
