import { setTimeout as sleep } from "node:timers/promises";
import { closeAccount, emptyQueues, type Account } from "#test/crashes/account.ts";
import { openBook, type Book } from "#test/crashes/book.ts";
import { chanceOf } from "#test/crashes/chance.ts";
import { startCourier } from "#test/crashes/courier.ts";
import { killAgainAndAgain, type Kill } from "#test/crashes/kills.ts";
import { openScene, type SceneOptions } from "#test/crashes/scene.ts";
import { startShoppers } from "#test/crashes/shoppers.ts";
import { startTrade } from "#test/crashes/trade.ts";

export type Outcome = {
  kills: Kill[];
  book: Book;
  account: Account;
  /** How often a process ended although nobody had killed it. */
  endedByThemselves: number;
};

export type Wish = SceneOptions & {
  times: number;
  /** After so many milliseconds nothing more is killed, however often it was. */
  endAfterMs: number;
  seed: number;
  perSecond: number;
  onKill?: (kill: Kill, count: number) => void;
  /** Told now and then what is left to be done when nothing is killed any more. */
  onWait?: (what: string) => void;
};

/** Lets a shop live on Laurel, kills Laurel again and again, and closes the account. */
export async function runCrashes(wish: Wish): Promise<Outcome> {
  const { seed, perSecond } = wish;
  const scene = await openScene(wish);
  try {
    const { devShop, ctx } = scene;
    const book = openBook();
    const courier = startCourier({ devShop, book, chance: chanceOf(seed) });
    const trade = await startTrade(
      { devShop, book, courier, chance: chanceOf(seed + 1) },
      perSecond,
    );
    const customers = { devShop, book, chance: chanceOf(seed + 2), trade, ctx };
    const shoppers = startShoppers(customers, perSecond / 4);
    const chance = chanceOf(seed + 3);
    const kills = await killAgainAndAgain({ scene, book, courier, chance }, wish);
    await sleep(500);
    await shoppers.stop();
    await trade.stop();
    wish.onWait?.("deliveries to be answered");
    await courier.done();
    await courier.stop();
    await emptyQueues({ scene, book }, wish.onWait);
    const account = await closeAccount({ scene, book });
    const processes = [...scene.webs, ...scene.workers];
    const endedByThemselves = processes.reduce((sum, one) => sum + one.endedByItself(), 0);
    return { kills, book, account, endedByThemselves };
  } finally {
    await scene.stop();
  }
}
