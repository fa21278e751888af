import { expect, test } from "vitest";

import { bulkOperationsDone, holdBulkOperations } from "#dev-shop/graphql/bulk/run.ts";
import { setPlan } from "#dev-shop/graphql/buckets.ts";
import { allScopes, anAdminClient } from "#test/dev-shop/an-admin-client.ts";
import type { AdminClient } from "#test/dev-shop/an-admin-client.ts";
import { hasRecordings, recordingsAbout } from "#test/dev-shop/recordings.ts";
import type { Recorded } from "#test/dev-shop/recordings.ts";
import { clear, stock } from "#test/dev-shop/replay-stock.ts";
import { replay } from "#test/dev-shop/replay.ts";
import type { Names, Outcome } from "#test/dev-shop/replay.ts";

/** What the app uses. Recordings of other parts of Shopify are not looked at. */
const used = new RegExp(
  "__(?:discounts__discount-|metafields__|bulk-operations__bulk-operation-run-query|" +
    "bulk-operations__bulk-operation-.*query|customers__customer-merge)",
);

/** Where we answer otherwise than Shopify did, and why that is right here. */
const known: { place: RegExp; why: string }[] = [
  {
    place: /^bulk-operation-run-query-operation-in-progress\.json secondRun/,
    why: "in the version recorded one operation could run at a time; now it is five",
  },
  {
    place: /^bulk-operation-run-query-schema-roots\.json .*(beforeCleanup|polls)/,
    why: "what state an operation is in while it is being cancelled is a matter of time",
  },
  {
    place: /^customer-merge-blockers\.json /,
    why: "the tags, notes and gift cards that stand in the way were given by requests not recorded",
  },
  {
    place: /^shop-owner-metafields-read-after-write\.json shop shop$/,
    why: "our shop has another name",
  },
  {
    place: /^discount-mixed-catalog\.json requests\/countOnlyReadAfterCreate/,
    why: "automatic discounts are counted too, and are not here",
  },
  {
    place: /^discount-connection-mechanics\.json requests\/create (zulu|bravo)Code$/,
    why: "they were to start within the hour of the recording, which has passed here",
  },
  {
    place: /^discount-validation-branches\.json validation\/omnibus duplicate$/,
    why: "the code that is taken was made by a request not recorded",
  },
  {
    place: /^discount-app-bulk-live-parity\.json requests\/create discountCodeAppCreate$/,
    why: "its discount is worked out by another app's function, which is not here",
  },
];

test.skipIf(!hasRecordings())(
  "answers as Shopify did, wherever what is used here was recorded",
  { timeout: 240_000 },
  async () => {
    const client = await anAdminClient({
      scopes: allScopes,
      shop: { currency: "CAD", presentmentRates: {} },
    });
    client.devShop.clock.set(new Date("2026-07-29T12:00:00Z"));
    setPlan(client.devShop, { maximumAvailable: 1e9, restoreRate: 1e9 });

    const outcomes: Outcome[] = [];
    for (const recordings of recordingsAbout(used).values()) {
      outcomes.push(...(await replayFile(client, recordings)));
    }
    report(outcomes);
    const unexplained = outcomes.filter(
      (outcome) =>
        outcome.kind === "different" &&
        !known.some(({ place }) =>
          place.test(`${outcome.place.replace(/^[a-z-]+__/, "")} ${outcome.field}`),
        ),
    );
    expect(unexplained).toEqual([]);
    expect(outcomes.filter(({ kind }) => kind === "same").length).toBeGreaterThan(200);
  },
);

async function replayFile(client: AdminClient, recordings: Recorded[]): Promise<Outcome[]> {
  await clear(client.devShop);
  await stock(client.devShop, recordings);
  // Shopify takes its time over bulk operations; several recordings rest on that.
  const release = holdBulkOperations(client.devShop);
  const names: Names = new Map();
  const outcomes: Outcome[] = [];
  let behind: string | null = null;
  for (const recorded of recordings) {
    for (const outcome of await replay(client, recorded, names)) {
      const isMutation = /^[^{]*\bmutation\b/.test(recorded.query);
      if (outcome.kind === "aside" && isMutation) behind ??= outcome.reason;
      const rests = outcome.kind === "different" && !isMutation && behind !== null;
      outcomes.push(
        rests
          ? {
              kind: "aside",
              field: outcome.field,
              reason: "reads what a change left aside would have made",
            }
          : outcome,
      );
    }
  }
  release();
  await bulkOperationsDone(client.devShop);
  return outcomes;
}

function report(outcomes: Outcome[]): void {
  const of = (kind: Outcome["kind"]) => outcomes.filter((outcome) => outcome.kind === kind);
  const reasons = new Map<string, number>();
  for (const outcome of outcomes) {
    if (outcome.kind !== "aside") continue;
    reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
  }
  const ordered = [...reasons].sort(([, a], [, b]) => b - a);
  const lines = ordered.map(([reason, count]) => `  ${String(count)} left aside: ${reason}`);
  const [same, different] = [of("same").length, of("different").length];
  console.log(
    [
      `recordings: ${String(same)} answers as Shopify's, ${String(different)} otherwise, each for a reason that is listed`,
      ...lines,
    ].join("\n"),
  );
}
