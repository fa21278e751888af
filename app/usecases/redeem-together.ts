import type { ShopContext } from "#app/db/context.ts";
import {
  redeemRewards,
  type RedeemResult,
  type RedeemReward,
} from "#app/usecases/redeem-reward.ts";

/** Redeems for one member; answers once it is committed, or that too many wait already. */
export type Redeem = (
  ctx: ShopContext,
  wish: RedeemReward,
) => Promise<RedeemResult | { ok: false; reason: "too-many" }>;

type Waiting = {
  ctx: ShopContext;
  wish: RedeemReward;
  resolve(result: RedeemResult): void;
  reject(error: unknown): void;
};

/** Those of one shop who wait, the members who are being served, and by how many lanes. */
type Desk = { waiting: Waiting[]; members: Set<string>; open: number; busy: number };

/** While one group is being committed, another is decided; more would only make them smaller. */
const LANES = 2;
const MOST_TOGETHER = 32;
/** More than this waits only if the database stands still. Who asks again later changes nothing. */
const MOST_WAITING = 1_000;
/** More than this of one member comes from no browser, and must not keep others from the desk. */
const MOST_OF_ONE = 10;

/**
 * Redemptions of a shop that come while others are being committed are decided together, in one
 * transaction: nobody waits for company, and under load many share the cost of its statements and
 * its commit. A member's second wish waits for the next group. If a group fails, each is tried
 * alone, so that nobody fails because of another.
 */
export function redeemTogether(redeem: typeof redeemRewards = redeemRewards): Redeem {
  const desks = new Map<string, Desk>();

  const work = async (name: string, desk: Desk): Promise<void> => {
    for (let group = takeGroup(desk); group.length > 0; group = takeGroup(desk)) {
      for (const { wish } of group) desk.members.add(wish.memberId);
      desk.busy += 1;
      await serve(redeem, group);
      desk.busy -= 1;
      for (const { wish } of group) desk.members.delete(wish.memberId);
    }
    // In the same step as the last look: what comes now has to find that nobody is at work.
    desk.open -= 1;
    if (desk.open === 0) desks.delete(name);
  };
  return (ctx, wish) =>
    new Promise((resolve, reject) => {
      // A group is written by one hand, within one shop.
      const name = `${ctx.shopId} ${ctx.author}`;
      const desk = desks.get(name) ?? newDesk();
      desks.set(name, desk);
      if (desk.waiting.length === MOST_WAITING || countOf(desk, wish.memberId) === MOST_OF_ONE) {
        return resolve({ ok: false, reason: "too-many" });
      }
      desk.waiting.push({ ctx, wish, resolve, reject });
      if (desk.open === LANES) return;
      desk.open += 1;
      // What arrives in the same turn of the event loop belongs together.
      setImmediate(() => void work(name, desk));
    });
}

function newDesk(): Desk {
  return { waiting: [], members: new Set(), open: 0, busy: 0 };
}

function countOf({ waiting }: Desk, memberId: string): number {
  return waiting.filter(({ wish }) => wish.memberId === memberId).length;
}

/**
 * Takes a lane's share of those who wait, who came first first: one wish of each member, and none
 * of those who are being served.
 */
function takeGroup({ waiting, members, busy }: Desk): Waiting[] {
  const most = Math.min(MOST_TOGETHER, Math.ceil(waiting.length / (LANES - busy)));
  const group = new Map<string, Waiting>();
  for (const one of waiting) {
    if (group.size === most) break;
    const { memberId } = one.wish;
    if (!members.has(memberId) && !group.has(memberId)) group.set(memberId, one);
  }
  const taken = new Set(group.values());
  waiting.splice(0, waiting.length, ...waiting.filter((one) => !taken.has(one)));
  return [...taken];
}

async function serve(redeem: typeof redeemRewards, group: Waiting[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  try {
    const results = await redeem(
      first.ctx,
      group.map(({ wish }) => wish),
    );
    group.forEach(({ resolve, reject }, index) => {
      const result = results[index];
      if (result) resolve(result);
      else reject(new Error("a wish is answered"));
    });
  } catch (error) {
    if (group.length === 1) first.reject(error);
    else await Promise.all(group.map((one) => serve(redeem, [one])));
  }
}
