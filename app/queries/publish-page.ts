import type { ShopContext } from "#app/db/context.ts";
import { programChanges } from "#app/queries/program-changes.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";

/** What the publish page shows: what would change, setting by setting. */
export async function publishPage(ctx: ShopContext) {
  return ctx.inTransaction(async (tx) => {
    const draft = await readDraft(tx, ctx.shopId);
    const newest = await readNewestVersion(tx, ctx.shopId);
    const { document, revision } = draft;
    return {
      revision,
      version: newest?.version ?? null,
      changes: programChanges(newest?.document ?? null, document),
      names: { ...namesOf(newest?.document ?? document), ...namesOf(document) },
    };
  });
}

type Named = { id: string; name: { en: string; "zh-CN"?: string | undefined } };

/** Names of tiers and rewards by id. */
function namesOf(document: { tiers: { levels: Named[] } | null; rewards: Named[] }) {
  const all = [...(document.tiers?.levels ?? []), ...document.rewards];
  return Object.fromEntries(all.map(({ id, name }) => [id, name]));
}
