import type { AppContext } from "#app/context.server.ts";
import type { ShopContext } from "#app/db/context.ts";
import type { Dice } from "#test/simulation/dice.ts";
import type { Order } from "#dev-shop/order-model.ts";
import type { History } from "#test/simulation/history.ts";
import type { Act } from "#test/simulation/model-kinds.ts";
import type { PoolStep } from "#test/simulation/model-pools.ts";
import type { SimProgram } from "#test/simulation/program.ts";
import type { Outcome, Task } from "#test/simulation/scheduler.ts";
import type { Letter, SimShop } from "#test/simulation/shop.ts";
import type { Straggler } from "#test/simulation/shopify-side.ts";
import { WEB, type Stage } from "#test/simulation/stage.ts";

/** What goes wrong; each can be left out, to find what a failure needs. */
export const MALICE = [
  "late",
  "lost",
  "twice",
  "faults",
  "crashes",
  "side-by-side",
  "jumps",
] as const;
export type Malice = (typeof MALICE)[number];

/** A run: a seed, and what of it is left out. The same plan gives the same run. */
export type Plan = {
  seed: number;
  /** The same history may be told in several ways. */
  telling: number;
  /** Events of the history that do not happen. */
  without: number[];
  /** Malice that does not strike. */
  calm: Malice[];
};

/** A bug planted to see whether the simulation finds it. */
export type Sabotage = {
  name: string;
  /** The first life that is looked at, where it shows in few. */
  from?: number;
  /** In which shops it can show from the beginning; in all, where that is not said. */
  concerns?(program: SimProgram): boolean;
  apply(world: World): void;
};

export type Redeemed = {
  id: string;
  code: string;
  requestId: string;
  memberId: string;
  who: number;
  /** What the shopper was shown. */
  shown: string | null;
};

/** Something a member was said to have done, at once or late, and the app's id for it. */
export type Reported = {
  id: string;
  requestId: string;
  who: number;
  activity: string;
  at: number;
  late: boolean;
  knownAt: number;
};

export type World = {
  plan: Plan;
  history: History;
  stage: Stage;
  shop: SimShop;
  shopId: bigint;
  domain: string;
  /** The moment it is, everywhere. */
  now: number;
  /** Nothing goes wrong any more. */
  atPeace: boolean;
  /** Messages of the shop under way to us. */
  mail: { letter: Letter; at: number; id: string; tries: number }[];
  /** Every message there ever was. */
  letters: Letter[];
  /** What became of events, by their ids. */
  orders: Map<number, number>;
  redeemed: Map<number, Redeemed[]>;
  /** Requests to redeem that were refused, and those that came when all was known. */
  informed: { event: number; requestId: string; who: number; at: number; ok: boolean }[];
  /** Who asked for a voucher when nobody else did, and was told that there are none. */
  soldOut: { requestId: string; at: number }[];
  /** What became of the pool of codes, as it was told. */
  pool: PoolStep[];
  /** What staff did about rewards by hand, and how it was answered. */
  served: (Act & { id: string })[];
  draws: { at: number; asked: number; winners: string[] | null }[];
  adjustments: { id: string; who: number; at: number; points: number }[];
  programs: { from: number; event: number }[];
  /** Tiers held by hand, each until a moment. */
  holds: { who: number; at: number; tierId: string | null; until: number | null }[];
  /** When members said that they were born, by which requests. */
  birthdays: { who: number; at: number; month: number; day: number; requestId: string }[];
  /** When whose account was closed, and how many had looked in by then. */
  closings: { who: number; at: number; welcomes: number }[];
  /** When staff opened whose account again. */
  reopenings: { who: number; at: number }[];
  /** Who signed in, and what members were said to have done, by request. */
  welcomes: { who: number; at: number }[];
  reports: Map<string, Reported>;
  decided: { id: string; at: number; approved: boolean }[];
  cames: { who: number; by: number; at: number; refused: string | null }[];
  /** What the app answered that it should not have. */
  complaints: string[];
  merges: { keep: number; gone: number; at: number }[];
  /** Orders that became another customer's, and those that were deleted, as they were. */
  handovers: { orderId: number; at: number; from: number | null; to: number | null }[];
  deleted: Map<number, { order: Order; at: number }>;
  redacted: Set<number>;
  customerIds: number[];
  /** Requests of ours that Shopify has yet to hear. */
  underWay: Straggler[];
  /** Redemptions that were handed back, or asked to be. */
  handedBack: Set<string>;
  /** The access token that works now, and whether it can be renewed. */
  token: string;
  accessLost: boolean;
  /** How often what happened. */
  tally: Map<string, number>;
  /** What happened, for people. */
  account: string[];
  /** How planted bugs get hold of what happens. */
  tamper: {
    context?: (context: AppContext) => AppContext;
    statement?: (text: string) => string;
    /** After each group of tasks. */
    afterwards?: () => Promise<void>;
  };
  dice(purpose: string, ...labels: (string | number)[]): Dice;
};

/** Whether this kind of malice may strike now. */
export function mayStrike({ plan, atPeace }: World, malice: Malice): boolean {
  return !atPeace && !plan.calm.includes(malice);
}

export function contextOf({ stage, tamper }: World, worker: string): AppContext {
  const context = stage.contexts.get(worker);
  if (!context) throw new Error(`There is no process called ${worker}`);
  return tamper.context ? tamper.context(context) : context;
}

export function ctxOf(world: World, author: string, worker: string = WEB): ShopContext {
  return contextOf(world, worker).shopContext(world.shopId, author);
}

/** Runs tasks side by side, each in its process; some of them die on the way. */
export async function runTasks(world: World, tasks: Omit<Task, "crashAt">[]): Promise<Outcome[]> {
  const label = `${world.now}/${tasks.map(({ name }) => name).join("+")}/${world.account.length}`;
  const dice = world.dice("turns", label);
  const dies = mayStrike(world, "crashes");
  const doomed = tasks.map((task) => ({
    ...task,
    crashAt: dies && dice.often(0.12) ? dice.between(0, 70) : null,
  }));
  const alone = !mayStrike(world, "side-by-side");
  const outcomes: Outcome[] = [];
  const groups = alone ? doomed.map((task) => [task]) : [doomed];
  for (const group of groups) {
    outcomes.push(...(await world.stage.scheduler.run(group, (most) => dice.between(0, most))));
  }
  await world.tamper.afterwards?.();
  outcomes.forEach((outcome, index) => {
    const { name = "", worker = "" } = tasks[index] ?? {};
    const end = outcome.ok ? "" : `: ${nameOf(outcome.error)}`;
    tell(world, `${worker} ${name}${end}`);
  });
  return outcomes;
}

export function count(world: World, what: string, times = 1): void {
  world.tally.set(what, (world.tally.get(what) ?? 0) + times);
}

export function tell(world: World, what: string): void {
  world.account.push(`${new Date(world.now).toISOString()} ${what}`);
}

export function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
}
