import type { ShopContext, Tx } from "#app/db/context.ts";
import { openDraw } from "#app/db/draws.ts";
import { takeStock } from "#app/db/reward-stock.ts";
import { lockFreeVouchers } from "#app/db/vouchers.ts";
import { missingScopes, scopesFor } from "#app/domain/fulfilment.ts";
import type { Reward } from "#app/domain/program/reward.ts";

/** What other members have left, or what the merchant has to do first. */
export type TakeRefusal =
  | { ok: false; reason: "out-of-stock" | "draw-over" }
  | { ok: false; reason: "scope-missing"; scopes: string[] };

/** What one wish is given of what all members share: a code of a pool, a piece of the stock. */
export type Supply = { ok: true; voucher: string | null; stocked: boolean };

type Wanted<Wish> = { wish: Wish; supply: Supply | TakeRefusal };
type Some = Wanted<{ reward: Reward }>;

/**
 * Takes for several wishes what all members share, for those who come first as long as there is
 * any. Draws are locked first, then codes of pools, then stock, each in the order of their ids:
 * of two transactions that take several, one waits for the other, and neither for ever.
 */
export async function takeSupplies<Wish extends { reward: Reward }>(
  tx: Tx,
  ctx: ShopContext,
  { wishes, scopes }: { wishes: Wish[]; scopes: string[] },
): Promise<Wanted<Wish>[]> {
  const all = wishes.map((wish) => ({ wish, supply: allowed(wish.reward, scopes) }));
  await enterDraws(tx, ctx, all);
  await takeVouchers(tx, ctx, all);
  await takePieces(tx, ctx, all);
  return all;
}

function allowed(reward: Reward, granted: string[]): Supply | TakeRefusal {
  const scopes = missingScopes(scopesFor(reward), granted);
  if (scopes.length > 0) return { ok: false, reason: "scope-missing", scopes };
  return { ok: true, voucher: null, stocked: false };
}

async function enterDraws(tx: Tx, ctx: ShopContext, all: Some[]): Promise<void> {
  const draws = inOrder(all, ({ gives }) => (gives.kind === "draw-ticket" ? gives.draw : null));
  for (const [draw, tickets] of draws) {
    const { drawnAt } = await openDraw(tx, ctx, draw);
    if (drawnAt === null) continue;
    for (const ticket of tickets) ticket.supply = { ok: false, reason: "draw-over" };
  }
}

async function takeVouchers(tx: Tx, { shopId }: ShopContext, all: Some[]): Promise<void> {
  const pools = inOrder(all, ({ id, gives }) => (gives.kind === "voucher" ? id : null));
  for (const [rewardId, wanted] of pools) {
    const codes = await lockFreeVouchers(tx, shopId, { rewardId, count: wanted.length });
    wanted.forEach((one, index) => {
      const voucher = codes[index];
      one.supply = voucher === undefined ? NONE_LEFT : { ok: true, voucher, stocked: false };
    });
  }
}

async function takePieces(tx: Tx, { shopId }: ShopContext, all: Some[]): Promise<void> {
  const limited = inOrder(all, ({ id, stock }) => (stock === null ? null : id));
  for (const [rewardId, wanted] of limited) {
    const taken = await Promise.all(
      wanted.map(({ wish }) => takeStock(tx, shopId, { rewardId, stock: wish.reward.stock ?? 0 })),
    );
    wanted.forEach((one, index) => {
      if (taken[index] !== true) one.supply = NONE_LEFT;
      else if (one.supply.ok) one.supply.stocked = true;
    });
  }
}

const NONE_LEFT = { ok: false, reason: "out-of-stock" } as const;

/** Those who still hope, by what they want of it: in the order of its ids, as they came. */
function inOrder(all: Some[], idOf: (reward: Reward) => string | null): [string, Some[]][] {
  const wanted = new Map<string, Some[]>();
  for (const one of all) {
    const id = one.supply.ok ? idOf(one.wish.reward) : null;
    if (id !== null) wanted.set(id, [...(wanted.get(id) ?? []), one]);
  }
  return [...wanted].sort(([a], [b]) => (a < b ? -1 : 1));
}
