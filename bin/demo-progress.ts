import { z } from "zod";
import type { Span, Story } from "#bin/demo-story.ts";
import { timestamp } from "#dev-shop/clock.ts";
import type { DevShop } from "#dev-shop/dev-shop.ts";

/** How far a story has been told, kept in the shop it happens in. */
export type Progress = Span & { until: Date };

const KEY = "demo-progress";
const Kept = z.object({
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  until: z.coerce.date(),
});

/** Where an earlier start ended, or the beginning. */
export async function findProgress(devShop: DevShop, story: Story): Promise<Progress> {
  const kept = await devShop.store.findByKey("setting", KEY);
  if (kept) return Kept.parse(kept.data);
  const span = await story.span(devShop.clock.now());
  const progress = { ...span, until: span.startsAt };
  await keepProgress(devShop, progress);
  return progress;
}

export async function keepProgress(devShop: DevShop, progress: Progress): Promise<void> {
  const earlier = await devShop.store.findByKey("setting", KEY);
  const now = timestamp(new Date());
  await devShop.store.put("setting", {
    id: earlier?.id ?? devShop.store.ids.next("other"),
    key: KEY,
    createdAt: earlier?.createdAt ?? now,
    updatedAt: now,
    data: {
      startsAt: progress.startsAt.toISOString(),
      endsAt: progress.endsAt.toISOString(),
      until: progress.until.toISOString(),
    },
  });
}
