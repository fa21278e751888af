import type { ShopContext } from "#app/db/context.ts";
import { findDraw, listTickets, lockDraw, writeWinners } from "#app/db/draws.ts";
import { drawTickets } from "#app/domain/draw.ts";

export type DrawResult =
  | {
      ok: true;
      /** In the order in which they were drawn. */
      winners: string[];
      tickets: string[];
      /** With the tickets, all that is needed to check the drawing (domain/draw.ts). */
      commitment: string;
      seed: string;
    }
  | { ok: false; reason: "no-tickets" };

/**
 * Draws the winners of a draw, once: whoever asks again is given what was drawn. Tickets that are
 * being taken are waited for; later ones are refused.
 */
export async function drawWinners(
  ctx: ShopContext,
  { drawId, winners }: { drawId: string; winners: number },
): Promise<DrawResult> {
  return ctx.inTransaction(async (tx): Promise<DrawResult> => {
    if (!(await findDraw(tx, ctx.shopId, drawId))) return { ok: false, reason: "no-tickets" };
    const draw = await lockDraw(tx, ctx.shopId, { drawId, mode: "alone" });
    const seed = Buffer.from(draw.seed).toString("hex");
    const { commitment } = draw;
    if (draw.drawnAt !== null) {
      return { ok: true, winners: draw.winners, tickets: draw.tickets, commitment, seed };
    }
    const tickets = await listTickets(tx, ctx.shopId, drawId);
    if (tickets.length === 0) return { ok: false, reason: "no-tickets" };
    const drawn = {
      tickets: tickets.map(({ id }) => id),
      winners: drawTickets({ seed: draw.seed, tickets }, winners),
    };
    const holders = tickets.map(({ memberId }) => memberId);
    await writeWinners(tx, ctx.shopId, { drawId, at: ctx.clock.now(), holders, ...drawn });
    return { ok: true, ...drawn, commitment, seed };
  });
}
