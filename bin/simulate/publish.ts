import type { ProgramDocument } from "#app/domain/program/document.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { done, moment, type Outcome, type World } from "#bin/simulate/world.ts";

/** Publishes the next of the programs that steps publish. */
export async function publish(world: World, from: string | undefined): Promise<Outcome> {
  const document = world.read.programs.ofStep[world.published];
  world.published += 1;
  if (!document) throw new Error("There is no further program");
  return publishDocument(world, document, from);
}

/** Saves a draft and publishes it, as a merchant does. */
export async function publishDocument(
  world: World,
  document: ProgramDocument,
  from: string | undefined,
): Promise<Outcome> {
  const { ctx } = world;
  const draft = await ctx.inTransaction((tx) =>
    tx.programDraft.findUnique({ where: { shopId: ctx.shopId }, select: { revision: true } }),
  );
  const saved = await saveDraft(ctx, { document, revision: draft?.revision ?? 0 });
  if (!saved.ok) return { refused: saved.reason };
  const effectiveFrom = from === undefined ? {} : { effectiveFrom: moment(world, from) };
  const published = await publishProgram(ctx, { revision: saved.revision, ...effectiveFrom });
  return published.ok ? done : { refused: published.reason };
}
