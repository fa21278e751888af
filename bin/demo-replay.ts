import type { ShopContext } from "#app/db/context.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { openShoppers } from "#bin/demo-shoppers.ts";
import type { Story } from "#bin/demo-story.ts";
import type { LocalLaurel } from "#bin/local-laurel.ts";
import { runActions } from "#dev-shop/sample/run-actions.ts";

type Say = (text: string) => void;

const DAY_MS = 86_400_000;

/**
 * Lets a story happen in the dev shop and follows it in Laurel, day by day: what happened is
 * delivered shuffled and one time in ten twice, settled, and shoppers redeem and use what they
 * have. Goes on where an earlier start ended. Returns the context of the shop.
 */
export async function replay(local: LocalLaurel, story: Story, say: Say): Promise<ShopContext> {
  const { devShop, worker } = local;
  const { startsAt, endsAt } = await story.span(devShop);
  devShop.webhooks.hold();
  devShop.webhooks.set({ duplicates: 0.1, shuffle: true, concurrency: 16 });
  devShop.clock.set(startsAt);
  say("Installing the app, publishing the starter program …");
  await local.install(story.optionalScopes);
  const ctx = await publishStarter(local);
  const shoppers = openShoppers(local, ctx);

  let today = startsAt;
  const endDay = async () => {
    devShop.clock.set(today);
    await catchUp(local);
    await shoppers.live();
    await catchUp(local);
    say(`${today.toISOString().slice(0, 10)}: ${await devShop.store.count("order", {})} orders`);
  };
  if (story.dense) await runDense({ local, story, setToday: (day) => (today = day), endDay });
  else {
    for (today = nextDay(startsAt); today < endsAt; today = nextDay(today)) {
      await runActions(devShop, await story.actions(devShop), { until: today });
      await endDay();
    }
  }
  if (!story.dense) {
    today = endsAt;
    await runActions(devShop, await story.actions(devShop), { until: endsAt });
  }
  await endDay();
  devShop.webhooks.set({ duplicates: 0, shuffle: false });
  devShop.webhooks.release();
  if (story.live) devShop.clock.live();
  await worker.runNow("lapse-redemptions");
  await worker.idle();
  return ctx;
}

type Dense = {
  local: LocalLaurel;
  story: Story;
  setToday: (day: Date) => void;
  endDay: () => Promise<void>;
};

/** A long story is told in one pass: whenever a day or more has gone by, Laurel catches up. */
async function runDense({ local, story, setToday, endDay }: Dense): Promise<void> {
  const { devShop } = local;
  let last = devShop.clock.now();
  await runActions(devShop, await story.actions(devShop), {
    onDone: async (actions) => {
      const now = actions.at(-1)?.at ?? last;
      setToday(now);
      devShop.clock.set(now);
      if (now.getTime() - last.getTime() < DAY_MS) return;
      last = now;
      await endDay();
    },
  });
}

/** Delivers everything and waits until Laurel has done everything. */
async function catchUp({ devShop, worker }: LocalLaurel): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds++) {
    const { waiting } = await devShop.webhooks.flush();
    if (waiting === 0) break;
  }
  await worker.idle();
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
  const document = starterProgram;
  const saved = await saveDraft(ctx, { document, revision: draft?.revision ?? 0 });
  if (!saved.ok) throw new Error(`The starter program was not saved: ${JSON.stringify(saved)}`);
  const result = await publishProgram(ctx, { revision: saved.revision });
  if (!result.ok) throw new Error(`The starter program was not published: ${result.reason}`);
  return ctx;
}

function nextDay(day: Date): Date {
  return new Date(day.getTime() + DAY_MS);
}
