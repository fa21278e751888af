import { createHash } from "node:crypto";

/**
 * Draws are fair and can be checked by anybody: the hash of a random seed is shown before the first
 * ticket exists, the seed after the drawing. Each ticket's place is the hash of seed and ticket,
 * so neither the shop nor a member can choose it once the seed is fixed.
 */
export function commitmentOf(drawId: string, seed: Uint8Array): string {
  return hash(`laurel draw ${drawId}\n${Buffer.from(seed).toString("hex")}`);
}

/** The winning tickets, the first one first; a member wins once, however many tickets they hold. */
export function drawTickets(
  { seed, tickets }: { seed: Uint8Array; tickets: { id: string; memberId: string }[] },
  winners: number,
): string[] {
  const hex = Buffer.from(seed).toString("hex");
  const ranked = tickets
    .map(({ id, memberId }) => ({ id, memberId, rank: hash(`${hex}\n${id}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const won = new Set<string>();
  const drawn: string[] = [];
  for (const { id, memberId } of ranked) {
    if (drawn.length === winners) break;
    if (won.has(memberId)) continue;
    won.add(memberId);
    drawn.push(id);
  }
  return drawn;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
