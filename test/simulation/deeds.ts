import { reviveParkedWork } from "#app/db/parked-work.ts";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { returnRedemption } from "#app/usecases/return-redemption.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { gid } from "#dev-shop/model.ts";
import { hasLeft } from "#test/simulation/groups.ts";
import type { Happening } from "#test/simulation/history.ts";
import { insist, welcome } from "#test/simulation/insist.ts";
import { press } from "#test/simulation/press.ts";
import { documentOf } from "#test/simulation/program.ts";
import { Crash } from "#test/simulation/scheduler.ts";
import { WEB, WORKERS } from "#test/simulation/stage.ts";
import { rewardsOf } from "#test/simulation/world-facts.ts";
import { contextOf, ctxOf, runTasks, tell, type World } from "#test/simulation/world.ts";

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

/** A shopper takes a reward, once, in two tabs at the same time, or when somebody else does. */
export async function redeem(world: World, deed: Of<"redeem"> & { informed: boolean }) {
  const { id, informed } = deed;
  const reward = rewardOf(world, deed);
  let open = await asksOf(world, deed);
  const alone = open.length === 1;
  while (open.length > 0) {
    const tasks = open.map(({ requestId, worker, who, memberId, customerId }) => ({
      worker,
      name: `redeems ${reward.id} for customer ${who} (${requestId})`,
      run: () =>
        redeemReward(ctxOf(world, "customer", worker), {
          ...{ memberId, customerId: gid("Customer", customerId), rewardId: reward.id, requestId },
        }),
    }));
    const outcomes = await runTasks(world, tasks);
    open = open.filter((ask, index) => {
      const outcome = outcomes[index];
      if (!outcome?.ok) {
        if (outcome?.error instanceof Crash) return true;
        throw outcome?.error;
      }
      const result = outcome.value as Awaited<ReturnType<typeof redeemReward>>;
      const { requestId, who, memberId } = ask;
      const at = world.now;
      if (result.ok) {
        if (hasLeft(world, who) === "yes") world.complaints.push(`${requestId}: who had left`);
        const { redemptionId, code, shown } = result;
        const taken = { id: redemptionId, code, requestId, memberId, who, shown };
        world.redeemed.set(id, [...(world.redeemed.get(id) ?? []), taken]);
      } else {
        tell(world, `  refused: ${result.reason}`);
        const isSoldOut = reward.gives === "voucher" && result.reason === "out-of-stock";
        if (isSoldOut && alone) world.soldOut.push({ requestId, at });
      }
      if (informed && alone) {
        world.informed.push({ event: id, requestId, who, at, ok: result.ok });
      }
      return false;
    });
  }
}

type Asking = {
  requestId: string;
  worker: string;
  who: number;
  memberId: string;
  customerId: number;
};

async function asksOf(world: World, { id, who, other, times }: Of<"redeem">): Promise<Asking[]> {
  const asks: Asking[] = [];
  for (const [index, asker] of [who, other ?? who].slice(0, times).entries()) {
    const customerId = world.customerIds[asker] ?? 0;
    const memberId = await welcome(world, asker);
    if (memberId === null || !world.shop.customers.has(customerId)) continue;
    const worker = [WEB, ...WORKERS][index] ?? WEB;
    asks.push({ requestId: `r${id}-${index}`, worker, who: asker, memberId, customerId });
  }
  return asks;
}

/** Staff brings codes for the pool: one to a line, some of which it may have. */
export async function addCodes(world: World, { codes }: Of<"add-codes">): Promise<void> {
  const rewardId = rewardsOf(world).find(({ gives }) => gives === "voucher")?.id ?? "";
  const wish = { rewardId, csv: codes.join("\n") };
  const name = `brings ${codes.length} codes`;
  const done = await insist(world, name, () => addVouchers(ctxOf(world, "staff:1"), wish));
  if (!done.ok) throw new Error(`The codes were not taken: ${done.reason}`);
  world.brought.push({ at: world.now, codes, added: done.added, known: done.known });
}

function rewardOf(world: World, { reward }: Of<"redeem">) {
  const rewards = rewardsOf(world);
  const found = rewards[reward % rewards.length];
  if (!found) throw new Error("The program has no rewards");
  return found;
}

export async function handBack(world: World, { which }: Of<"hand-back">): Promise<void> {
  const all = [...world.redeemed.values()].flat();
  const taken = all.at(-1 - (which % Math.max(1, all.length)));
  if (!taken) return;
  world.handedBack.add(taken.id);
  const wish = { redemptionId: taken.id, reason: "handed back" };
  await insist(world, "takes a reward back", () => returnRedemption(ctxOf(world, "staff:1"), wish));
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
