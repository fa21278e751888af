import type { ShopContext, Tx } from "#app/db/context.ts";
import { findDraw, listHolders, listTickets } from "#app/db/draws.ts";
import { countPool, hasPool } from "#app/db/vouchers.ts";
import { Id } from "#app/domain/program/basics.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { numberOf } from "#app/queries/members-page.ts";
import { memberNames } from "#app/queries/redemptions-page.ts";

/** What a reward's page shows of the codes it hands over or the draw it sells tickets of. */
export async function rewardSupply(tx: Tx, shopId: bigint, { id, gives }: Reward) {
  if (gives.kind === "voucher") {
    const pool = await countPool(tx, shopId, id);
    // A pool takes codes once some version of the program has it.
    return { kind: gives.kind, ...pool, published: await hasPool(tx, shopId, id) };
  }
  if (gives.kind === "draw-ticket") return drawSupply(tx, shopId, gives.draw);
  return null;
}

async function drawSupply(tx: Tx, shopId: bigint, drawId: string) {
  const kind = "draw-ticket" as const;
  const draw = await findDraw(tx, shopId, drawId);
  if (!draw) return { kind, draw: drawId, sold: 0, commitment: null, drawn: null };
  const { commitment, drawnAt } = draw;
  if (drawnAt === null) {
    const sold = (await listTickets(tx, shopId, drawId)).length;
    return { kind, draw: drawId, sold, commitment, drawn: null };
  }
  const drawn = {
    at: drawnAt.toISOString(),
    // Told only now: who knew it before could have chosen the winners.
    seed: Buffer.from(draw.seed).toString("hex"),
    winners: await winnersOf(tx, shopId, draw.winners),
  };
  return { kind, draw: drawId, sold: draw.tickets.length, commitment, drawn };
}

/** The tickets that were in a drawing, each with the member who held it then; null before it. */
export async function drawnTickets(ctx: ShopContext, drawId: string) {
  // It comes from an address, and the database refuses some characters.
  if (!Id.safeParse(drawId).success) return null;
  return ctx.inTransaction(async (tx) => {
    const draw = await findDraw(tx, ctx.shopId, drawId);
    if (!draw?.drawnAt) return null;
    if (draw.holders.length < draw.tickets.length) {
      return listHolders(tx, ctx.shopId, draw.tickets);
    }
    return draw.tickets.map((id, index) => ({ id, memberId: draw.holders[index] ?? "" }));
  });
}

async function winnersOf(tx: Tx, shopId: bigint, ticketIds: string[]) {
  const holders = await listHolders(tx, shopId, ticketIds);
  const names = await memberNames(tx, shopId, holders);
  return holders.map(({ id, memberId, customerId }) => ({
    ticketId: id,
    memberId,
    name: names.get(memberId) ?? null,
    customerNumber: numberOf(customerId),
  }));
}
