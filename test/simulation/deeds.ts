import { reviveParkedWork } from "#app/db/parked-work.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import type { Happening } from "#test/simulation/history.ts";
import { insist, welcome } from "#test/simulation/insist.ts";
import { press } from "#test/simulation/press.ts";
import { documentOf } from "#test/simulation/program.ts";
import { WEB } from "#test/simulation/stage.ts";
import { contextOf, ctxOf, tell, type World } from "#test/simulation/world.ts";

type Of<K extends Happening["kind"]> = Extract<Happening, { kind: K }>;

export async function publish(world: World, { id, program }: Of<"publish">): Promise<void> {
  const ctx = ctxOf(world, "staff:1");
  const revision = await insist(world, "saves the draft", async () => {
    const found = await ctx.inTransaction((tx) =>
      tx.programDraft.findUnique({ where: { shopId: world.shopId }, select: { revision: true } }),
    );
    const saved = await saveDraft(ctx, {
      document: documentOf(program),
      revision: found?.revision ?? 0,
    });
    if (!saved.ok) throw new Error(`The draft was not saved: ${JSON.stringify(saved)}`);
    return saved.revision;
  });
  const done = await insist(world, "publishes", () => publishProgram(ctx, { revision }));
  if (!done.ok) throw new Error(`The program was not published: ${done.reason}`);
  world.programs.push({ from: world.now, event: id });
}

export async function handBack(world: World, { id, which }: Of<"hand-back">): Promise<void> {
  const all = [...world.redeemed.values()].flat();
  const taken = all.at(-1 - (which % Math.max(1, all.length)));
  if (!taken) return;
  world.handedBack.add(taken.id);
  const wish = { redemptionId: taken.id, reason: "handed back" };
  const run = () => returnRedemption(ctxOf(world, "staff:1"), wish);
  const { ok } = await insist(world, "takes a reward back", run);
  world.served.push({ id: taken.id, turn: id, at: world.now, act: "refuse", ok });
}

export async function adjust(world: World, deed: Of<"adjust">): Promise<void> {
  const { id, who, points } = deed;
  const memberId = await welcome(world, who);
  if (memberId === null) return;
  const wish = { memberId, points: BigInt(points), note: "by hand", requestId: `a${id}` };
  const done = await press(world, {
    label: wish.requestId,
    name: `adjusts customer ${who} by ${points}`,
    run: (worker) => adjustPoints(ctxOf(world, "staff:1", worker), wish),
  });
  if (!done.ok) tell(world, `  refused: ${done.reason}`);
  // Who was merged meanwhile is looked up anew.
  if (!done.ok && done.reason === "member-gone") return adjust(world, deed);
  if (!done.ok) return;
  world.adjustments.push({ id: done.adjustmentId, who, at: world.now, points });
}

/** The merchant opens the app, and Shopify gives it tokens that live. */
export async function openAdmin(world: World): Promise<void> {
  if (!world.accessLost) return;
  world.accessLost = false;
  world.token = `reopened-${world.now}`;
  await world.stage.storeToken(world.domain, world.token);
  const { database } = contextOf(world, WEB);
  await insist(world, "opens the admin", () =>
    reviveParkedWork(database.prisma, world.shopId, new Date(world.now)),
  );
}
