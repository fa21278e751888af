import type { ShopContext, Tx } from "#app/db/context.ts";
import { commitmentOf } from "#app/domain/draw.ts";

export type Draw = {
  drawId: string;
  commitment: string;
  seed: Uint8Array;
  drawnAt: Date | null;
  tickets: string[];
  /** Who held each of the tickets; fewer where it was not kept yet. */
  holders: string[];
  winners: string[];
};

const SEED_BYTES = 32;

/** A draw, opened with its first ticket: its seed is fixed, and known to nobody, from then on. */
export async function openDraw(tx: Tx, ctx: ShopContext, drawId: string): Promise<Draw> {
  const { shopId } = ctx;
  const seed = Uint8Array.from(ctx.randomBytes(SEED_BYTES));
  const commitment = commitmentOf(drawId, seed);
  const openedAt = ctx.clock.now();
  await tx.draw.createMany({
    data: [{ shopId, drawId, commitment, seed, openedAt, tickets: [], winners: [] }],
    skipDuplicates: true,
  });
  return lockDraw(tx, shopId, { drawId, mode: "share" });
}

/** Locks a draw: shared by those who take tickets, alone for who draws. */
export async function lockDraw(
  tx: Tx,
  shopId: bigint,
  { drawId, mode }: { drawId: string; mode: "share" | "alone" },
): Promise<Draw> {
  if (mode === "alone") {
    await tx.$queryRaw`
      SELECT 1 FROM draw WHERE shop_id = ${shopId} AND draw_id = ${drawId} FOR UPDATE`;
  } else {
    await tx.$queryRaw`
      SELECT 1 FROM draw WHERE shop_id = ${shopId} AND draw_id = ${drawId} FOR SHARE`;
  }
  return tx.draw.findUniqueOrThrow({ where: { shopId_drawId: { shopId, drawId } } });
}

export async function findDraw(tx: Tx, shopId: bigint, drawId: string): Promise<Draw | null> {
  return tx.draw.findUnique({ where: { shopId_drawId: { shopId, drawId } } });
}

/** Tickets of a draw that count: those whose points are spent, of somebody who is known. */
export async function listTickets(
  tx: Tx,
  shopId: bigint,
  drawId: string,
): Promise<{ id: string; memberId: string }[]> {
  return tx.$queryRaw<{ id: string; memberId: string }[]>`
    SELECT r.id::text, r.member_id::text AS "memberId"
    FROM redemption r JOIN member m ON m.shop_id = r.shop_id AND m.id = r.member_id
    WHERE r.shop_id = ${shopId} AND r.outcome = 'used' AND r.returned_at IS NULL
      AND r.reward->'gives'->>'kind' = 'draw-ticket' AND r.reward->'gives'->>'draw' = ${drawId}
      AND m.erased_at IS NULL
    ORDER BY r.id`;
}

export async function writeWinners(
  tx: Tx,
  shopId: bigint,
  drawn: { drawId: string; at: Date; tickets: string[]; holders: string[]; winners: string[] },
): Promise<void> {
  const { drawId, at, ...result } = drawn;
  await tx.draw.update({
    where: { shopId_drawId: { shopId, drawId } },
    data: { drawnAt: at, ...result },
  });
}

/** Who holds these tickets, in the order in which they are asked for. */
export async function listHolders(tx: Tx, shopId: bigint, ticketIds: string[]) {
  const rows = await tx.redemption.findMany({
    where: { shopId, id: { in: ticketIds } },
    select: { id: true, memberId: true, customerId: true },
  });
  const byTicket = new Map(rows.map((row) => [row.id, row]));
  return ticketIds.flatMap((id) => byTicket.get(id) ?? []);
}
