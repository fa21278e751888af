import type { ShopContext } from "#app/db/context.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { demoProgram } from "#bin/demo-program.ts";
import { findProgress, keepProgress, type Progress } from "#bin/demo-progress.ts";
import { openShoppers, type Shoppers } from "#bin/demo-shoppers.ts";
import type { Story } from "#bin/demo-story.ts";
import type { LocalLaurel } from "#bin/local-laurel.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { setPlan } from "#dev-shop/graphql/buckets.ts";
import type { Action } from "#dev-shop/sample/action.ts";
import { runActions } from "#dev-shop/sample/run-actions.ts";
import { activateBlock } from "#dev-shop/storefront/activations.ts";

type Say = (text: string) => void;

const DAY_MS = 86_400_000;
const MONTH_MS = 30 * DAY_MS;

/**
 * Lets a story happen in the dev shop and follows it in Laurel: what happened is delivered
 * shuffled and one time in ten twice, settled, and shoppers redeem and use what they have. Goes on
 * where an earlier start ended. Returns the context of the shop.
 */
export async function replay(local: LocalLaurel, story: Story, say: Say): Promise<ShopContext> {
  const { devShop } = local;
  const progress = await findProgress(devShop, story);
  devShop.webhooks.hold();
  devShop.webhooks.set({ duplicates: 0.1, shuffle: true, concurrency: 16 });
  // A shop's ordinary budget would make the closing comparison of thousands of orders take an hour.
  setPlan(devShop, { maximumAvailable: 100_000, restoreRate: 50_000 });
  devShop.clock.set(progress.until);
  say("Installing the app, publishing the starter program …");
  await local.install(story.optionalScopes);
  await showWidget(devShop);
  const ctx = await publishStarter(local);
  const telling = { local, story, say, progress, shoppers: openShoppers(local, ctx) };
  if (story.dense) await tellAtOnce(telling);
  else await tellByDay(telling);
  devShop.webhooks.set({ duplicates: 0, shuffle: false });
  devShop.webhooks.release();
  await keepHouse(local);
  return ctx;
}

type Telling = {
  local: LocalLaurel;
  story: Story;
  say: Say;
  progress: Progress;
  shoppers: Shoppers;
};

/** A short story ends now: each day happens, is followed, and is never told again. */
async function tellByDay(telling: Telling): Promise<void> {
  const { local, story, progress } = telling;
  const { devShop } = local;
  const { endsAt } = progress;
  const actions = [...(story.actions(progress) as Iterable<Action>)];
  while (progress.until < endsAt) {
    const until = new Date(Math.min(progress.until.getTime() + DAY_MS, endsAt.getTime()));
    devShop.clock.set(until);
    await runActions(devShop, actions, { until });
    await endDay(telling, until);
    progress.until = until;
    await keepProgress(devShop, progress);
  }
  devShop.clock.live();
}

/** A long story is told in one pass: whenever a day or more has gone by, Laurel catches up. */
async function tellAtOnce(telling: Telling): Promise<void> {
  const { local, story, progress } = telling;
  const { devShop } = local;
  let followed = progress.startsAt;
  let now = followed;
  let kept = followed;
  await runActions(devShop, story.actions(progress), {
    onDone: async (actions) => {
      now = actions.at(-1)?.at ?? now;
      devShop.clock.set(now);
      if (now.getTime() - followed.getTime() < DAY_MS) return;
      followed = now;
      await endDay(telling, now);
      if (now.getTime() - kept.getTime() < MONTH_MS) return;
      kept = now;
      await keepHouse(local);
    },
  });
  await endDay(telling, now);
}

async function endDay({ local, shoppers, say }: Telling, day: Date): Promise<void> {
  await catchUp(local);
  await shoppers.live();
  await catchUp(local);
  const orders = await local.devShop.store.count("order", {});
  say(`${day.toISOString().slice(0, 10)}: ${orders} orders`);
}

/** What the schedule would have done by then: orders compared, codes that expired unused ended. */
async function keepHouse({ worker }: LocalLaurel): Promise<void> {
  await worker.runNow("reconcile-orders");
  await worker.runNow("lapse-redemptions");
  await worker.idle();
}

/** Delivers everything and waits until Laurel has done everything. */
async function catchUp({ devShop, worker }: LocalLaurel): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds++) {
    const { waiting } = await devShop.webhooks.flush();
    if (waiting === 0) break;
  }
  await worker.idle();
}

/** What a merchant does in the theme editor: the app's blocks are off until then. */
async function showWidget(devShop: DevShop): Promise<void> {
  const extension = "loyalty-theme";
  await activateBlock(devShop, { extension, block: "loyalty-launcher", template: null });
  await activateBlock(devShop, { extension, block: "loyalty-balance", template: "index" });
}

async function publishStarter({ context, devShop, worker }: LocalLaurel): Promise<ShopContext> {
  const shop = await context.findShop(devShop.shop.myshopifyDomain);
  if (!shop) throw new Error("The app is not installed.");
  await worker.idle();
  const ctx = context.shopContext(shop.id, "staff:1");
  const published = await ctx.inTransaction((tx) =>
    tx.programVersion.count({ where: { shopId: shop.id } }),
  );
  if (published > 0) return ctx;
  const draft = await ctx.inTransaction((tx) =>
    tx.programDraft.findUnique({ where: { shopId: shop.id }, select: { revision: true } }),
  );
  const document = demoProgram;
  const saved = await saveDraft(ctx, { document, revision: draft?.revision ?? 0 });
  if (!saved.ok) throw new Error(`The starter program was not saved: ${JSON.stringify(saved)}`);
  const result = await publishProgram(ctx, { revision: saved.revision });
  if (!result.ok) throw new Error(`The starter program was not published: ${result.reason}`);
  return ctx;
}
