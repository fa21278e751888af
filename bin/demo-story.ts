import type { ShopDraft } from "#dev-shop/create-dev-shop.ts";
import { readOnlineRetail } from "#dev-shop/import/online-retail.ts";
import type { Action } from "#dev-shop/sample/action.ts";
import { SAMPLE_DAYS, sampleActions } from "#dev-shop/sample/sample-actions.ts";
import { sampleShop } from "#dev-shop/sample/sample-catalog.ts";

/** What happens in a shop, and when. */
export type Story = {
  shop: ShopDraft;
  optionalScopes: string[];
  /** Told in one pass, because it is long; else day by day, and a later start can go on. */
  dense: boolean;
  /** From the moment the app is installed to the end; `now` is when the story is first told. */
  span(now: Date): Promise<Span>;
  actions(span: Span): AsyncIterable<Action> | Iterable<Action>;
};

export type Span = { startsAt: Date; endsAt: Date };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SEED = 2026;

/** The story in these files, or our own sample where there are none. */
export function openStory(files: string[]): Story {
  return files.length === 0 ? sampleStory() : retailStory(files);
}

/** Some weeks of a small shop, ending now. */
function sampleStory(): Story {
  return {
    shop: sampleShop,
    optionalScopes: [],
    dense: false,
    span: (now) => {
      // Whole seconds, as Shopify's times are.
      const endsAt = new Date(Math.floor(now.getTime() / 1000) * 1000);
      const startsAt = new Date(endsAt.getTime() - SAMPLE_DAYS * DAY_MS - HOUR_MS);
      return Promise.resolve({ startsAt, endsAt });
    },
    actions: ({ endsAt }) => sampleActions(SEED, endsAt),
  };
}

function retailStory(files: string[]): Story {
  return {
    shop: {
      myshopifyDomain: "laurel-retail.myshopify.com",
      name: "Online Retail",
      currency: "GBP",
      timezone: "Europe/London",
    },
    optionalScopes: ["read_all_orders"],
    dense: true,
    span: async () => {
      const first = await readOnlineRetail(files).actions.next();
      if (first.done) throw new Error("There is no invoice in these files.");
      const startsAt = new Date(first.value.at.getTime() - HOUR_MS);
      return { startsAt, endsAt: startsAt };
    },
    actions: () => readOnlineRetail(files).actions,
  };
}
