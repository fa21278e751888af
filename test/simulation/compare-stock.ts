import { heldAt, stockDifferences, type Holder } from "#test/simulation/model-stock.ts";
import type { SimReward } from "#test/simulation/program.ts";
import type { Rows } from "#test/simulation/rows.ts";
import { rewardsOf } from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

/** Of what there are only so many, never more were given, and what came back is there again. */
export function stockOf(world: World, rows: Rows): string[] {
  return rewardsOf(world).flatMap(({ id, stock }) => {
    const taken = rows.stockTaken.get(id) ?? 0;
    const limits = { stock: stock ?? Infinity, taken };
    const differences = stockDifferences(stock === null ? [] : holdersOf(id, rows), limits);
    return differences.map((what) => `stock of ${id}: ${what}`);
  });
}

/** Whether somebody else could have had a piece at a moment. */
export function piecesLeft(
  { id, stock }: SimReward,
  rows: Rows,
  { at, except }: { at: number; except: string | null },
): "some" | "none" | "unclear" {
  if (stock === null) return "some";
  const others = holdersOf(id, rows).filter((holder) => holder.id !== except);
  const { least, most } = heldAt(others, at);
  if (most < stock) return "some";
  return least < stock ? "unclear" : "none";
}

function holdersOf(rewardId: string, rows: Rows): Holder[] {
  return [...rows.redemptions.values()]
    .filter((row) => row.rewardId === rewardId)
    .map(({ id, at, ended }) => ({
      id,
      since: at,
      returned: ended?.outcome === "returned" ? ended.at : null,
    }));
}
