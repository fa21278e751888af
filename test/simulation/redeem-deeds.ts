import { countPool } from "#app/db/vouchers.ts";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { redeemReward, type RedeemResult } from "#app/usecases/redeem-reward.ts";
import { withdrawVouchers } from "#app/usecases/withdraw-vouchers.ts";
import { gid } from "#dev-shop/model.ts";
import { hasLeft } from "#test/simulation/groups.ts";
import type { Happening } from "#test/simulation/history.ts";
import { insist, welcome } from "#test/simulation/insist.ts";
import type { SimReward } from "#test/simulation/program.ts";
import { Crash } from "#test/simulation/scheduler.ts";
import { WEB, WORKERS } from "#test/simulation/stage.ts";
import { rewardsOf } from "#test/simulation/world-facts.ts";
import { count, ctxOf, runTasks, tell, type World } from "#test/simulation/world.ts";

type Of<K extends Happening["kind"]> = Extract<Happening, { kind: K }>;
type Redeem = Of<"redeem"> & { informed: boolean };

/**
 * A shopper takes a reward, once, in two tabs at the same time, or when somebody else does; at
 * times while staff takes all codes out of the pool.
 */
export async function redeem(world: World, deed: Redeem): Promise<void> {
  const reward = rewardOf(world, deed);
  const { steps, free = false } = deed;
  const choice = { ...(steps !== undefined && { steps }), ...(free && { free }) };
  const [, beside = WEB] = WORKERS;
  let open = await asksOf(world, deed);
  // So far on with what they took that some have a code already, and others do not.
  const looks = world.dice("withdraw", deed.id).between(3, 8);
  let withdrawing = deed.withdraws === true ? [withdrawal(world, beside, looks)] : [];
  const alone = open.length === 1 && withdrawing.length === 0;
  let withdrawn: number | null = null;
  while (open.length + withdrawing.length > 0) {
    const asks = open.map((ask) => asking(world, { ask, reward, choice }));
    const outcomes = await runTasks(world, [...asks, ...withdrawing]);
    const answers = outcomes.map((outcome) => {
      if (!outcome.ok && !(outcome.error instanceof Crash)) throw outcome.error;
      return outcome.ok ? outcome.value : null;
    });
    if (withdrawing.length > 0) withdrawn = (answers.at(-1) as number | null) ?? null;
    if (withdrawn !== null) withdrawing = [];
    open = open.filter((ask, index) => {
      const result = answers[index] as RedeemResult | null;
      if (result === null) return true;
      keep(world, { ask, result, deed, reward, alone });
      return false;
    });
  }
  // Whatever was taken in this moment was taken before, for afterwards there was none.
  if (withdrawn !== null) keepWithdrawal(world, withdrawn);
}

type Asking = {
  requestId: string;
  worker: string;
  who: number;
  memberId: string;
  customerId: number;
};

async function asksOf(world: World, { id, who, other, times }: Redeem): Promise<Asking[]> {
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

type Choice = { steps?: number; free?: boolean };

function asking(
  world: World,
  { ask, reward, choice }: { ask: Asking; reward: SimReward; choice: Choice },
) {
  const { requestId, worker, who, memberId, customerId } = ask;
  const wish = {
    ...{ memberId, customerId: gid("Customer", customerId), rewardId: reward.id, requestId },
    ...choice,
  };
  return {
    worker,
    name: `${choice.free ? "claims" : "redeems"} ${reward.id} for customer ${who} (${requestId})`,
    run: () => redeemReward(ctxOf(world, "customer", worker), wish),
  };
}

type Answer = {
  ask: Asking;
  result: RedeemResult;
  deed: Redeem;
  reward: SimReward;
  alone: boolean;
};

function keep(world: World, { ask, result, deed, reward, alone }: Answer): void {
  const { id, informed } = deed;
  const { requestId, who, memberId } = ask;
  const at = world.now;
  if (reward.terms) count(world, `rarer rewards ${result.ok ? "had" : result.reason}`);
  if (deed.free) count(world, `perks ${result.ok ? "had" : result.reason}`);
  if (result.ok) {
    if (hasLeft(world, who) === "yes") world.complaints.push(`${requestId}: who had left`);
    const { redemptionId, code, shown } = result;
    const taken = { id: redemptionId, code, requestId, memberId, who, shown };
    world.redeemed.set(id, [...(world.redeemed.get(id) ?? []), taken]);
    if (reward.gives === "voucher") {
      world.pool.push({ kind: "taken", at, id: redemptionId, shown });
    }
  } else {
    tell(world, `  refused: ${result.reason}`);
    const isSoldOut = reward.gives === "voucher" && result.reason === "out-of-stock";
    if (isSoldOut && alone) world.soldOut.push({ requestId, at });
  }
  if (informed && alone) {
    world.informed.push({ event: id, requestId, who, at, ok: result.ok });
  }
}

function rewardOf(world: World, { reward }: Redeem): SimReward {
  const rewards = rewardsOf(world);
  const found = rewards[reward % rewards.length];
  if (!found) throw new Error("The program has no rewards");
  return found;
}

/** Staff brings codes for the pool: one to a line, some of which it may have. */
export async function addCodes(world: World, { codes }: Of<"add-codes">): Promise<void> {
  const wish = { rewardId: poolOf(world), csv: codes.join("\n") };
  const name = `brings ${codes.length} codes`;
  const done = await insist(world, name, () => addVouchers(ctxOf(world, "staff:1"), wish));
  if (!done.ok) throw new Error(`The codes were not taken: ${done.reason}`);
  const { added, known } = done;
  world.pool.push({ kind: "brought", at: world.now, codes, added, known });
}

export async function withdrawCodes(world: World): Promise<void> {
  const { name, run } = withdrawal(world, WEB);
  keepWithdrawal(world, await insist(world, name, run));
}

/** Staff takes out what nobody has, after a few looks at how much there is. */
function withdrawal(world: World, worker: string, looks = 0) {
  const wish = { rewardId: poolOf(world) };
  const run = async () => {
    const ctx = ctxOf(world, "staff:1", worker);
    for (let look = 0; look < looks; look++) {
      await ctx.inTransaction((tx) => countPool(tx, ctx.shopId, wish.rewardId));
    }
    return (await withdrawVouchers(ctx, wish)).withdrawn;
  };
  return { worker, name: "withdraws the codes that are left", run };
}

function keepWithdrawal(world: World, count: number): void {
  tell(world, `  ${count} codes were left`);
  world.pool.push({ kind: "withdrawn", at: world.now, count });
}

function poolOf(world: World): string {
  return rewardsOf(world).find(({ gives }) => gives === "voucher")?.id ?? "";
}
