import type { ShopContext, Tx } from "#app/db/context.ts";
import { Activity } from "#app/domain/program/activity.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { Campaign, OrderRule } from "#app/domain/program/earning.ts";
import { Reward } from "#app/domain/program/reward.ts";
import { shopDay } from "#app/queries/draft-surprises.ts";

/** What somebody begins with who adds something, as of today in the shop; null for nothing. */
export type Fresh = (document: ProgramDocument, today: string) => unknown;

type List = "rewards" | "rules" | "campaigns" | "activities";

/**
 * The draft with something new at the end of a list, for a form to begin with: it is not in the
 * draft before it is saved. Null where there is nothing to begin with, or not under this id.
 */
export async function beginItem(
  tx: Tx,
  ctx: ShopContext,
  wish: { document: ProgramDocument; list: List; fresh: Fresh },
): Promise<ProgramDocument | null> {
  const { document, list, fresh } = wish;
  const item = fresh(document, await shopDay(tx, ctx));
  switch (list) {
    case "rewards": {
      const { data } = Reward.safeParse(item);
      return data ? { ...document, rewards: [...document.rewards, data] } : null;
    }
    case "rules": {
      const { data } = OrderRule.safeParse(item);
      const { earning } = document;
      if (!data) return null;
      return { ...document, earning: { ...earning, rules: [...earning.rules, data] } };
    }
    case "campaigns": {
      const { data } = Campaign.safeParse(item);
      return data ? { ...document, campaigns: [...document.campaigns, data] } : null;
    }
    case "activities": {
      const { data } = Activity.safeParse(item);
      return data ? { ...document, activities: [...document.activities, data] } : null;
    }
  }
}
