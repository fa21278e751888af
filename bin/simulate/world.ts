import { parseMinor } from "#app/domain/money.ts";
import { later, momentOf } from "#bin/simulate/moments.ts";
import { post, type Letter } from "#bin/simulate/mailbox.ts";
import type { Stage } from "#bin/simulate/lane.ts";
import type { ReadScenario } from "#bin/simulate/read-scenario.ts";
import type { Knobs } from "#bin/simulate/scenario-basics.ts";
import type { Scenario } from "#bin/simulate/scenario.ts";

/** A scenario on its stage, and what its names have come to stand for. */
export type World = Stage & {
  read: ReadScenario;
  scenario: Scenario;
  /** Numbers of orders, ids of redemptions with their codes, ids of adjustments. */
  orders: Map<string, number>;
  redemptions: Map<string, Taken>;
  adjustments: Map<string, string>;
  /** Events of activities. */
  activities: Map<string, string>;
  /** Webhooks that come late. */
  onTheirWay: { at: Date; letters: Letter[] }[];
  /** How many programs of steps were published. */
  published: number;
};

/** A redemption: `code` is null where nothing can be typed at checkout. */
export type Taken = { id: string; code: string | null; memberId: string; requestId: string };

/** Why a step was refused, where the shop or the app has said no; else it was done. */
export type Outcome = { refused: string | null };
export const done: Outcome = { refused: null };

export function minorOf(world: World, amount: string, currency?: string): number {
  return Number(parseMinor(amount, currency ?? world.scenario.shop.currency));
}

export function moment(world: World, text: string): Date {
  return momentOf(text, world.scenario.shop.timeZone);
}

/** Sends what the shop has to say, with what goes wrong on the way. */
export async function sendLetters(world: World, knobs: Knobs = {}): Promise<void> {
  const taken = world.mailbox.take();
  if (knobs.lost || taken.length === 0) return;
  const letters = knobs.shuffled ? taken.reverse() : taken;
  const all = knobs.twice ? [...letters, ...letters] : letters;
  if (knobs.late === undefined) return postAll(world, all);
  const at = later(world.clock.now(), knobs.late, world.scenario.shop.timeZone);
  world.onTheirWay.push({ at, letters: all });
}

/** Delivers what came late and is due by now. */
export async function deliverLate(world: World): Promise<void> {
  const now = world.clock.now();
  const due = world.onTheirWay.filter(({ at }) => at <= now);
  world.onTheirWay = world.onTheirWay.filter(({ at }) => at > now);
  for (const { letters } of due) await postAll(world, letters);
}

async function postAll(world: World, letters: Letter[]): Promise<void> {
  const { app, shop } = world.devShop;
  for (const letter of letters) {
    await post(world.context, letter, { app, shopDomain: shop.myshopifyDomain });
  }
}
