import { rewrite } from "#test/simulation/tamper.ts";
import type { Sabotage } from "#test/simulation/world.ts";

/** Bugs in what members share, planted to see that the simulation finds each of them. */
export const BUDGET_SABOTAGE: Sabotage[] = [
  {
    name: "two look at a budget at the same time",
    apply: (world) => {
      rewrite(world, "laurel.budgets", (text) => text.replace("pg_advisory_xact_lock", ""));
      rewrite(world, "INSERT INTO budget", (text) => {
        const [fresh = ""] = text.split("ON CONFLICT");
        const row = 'id, used_points AS "usedPoints"';
        const ids = /unnest\((\$\d+)/.exec(fresh)?.[1] ?? "";
        return `WITH fresh AS (${fresh} ON CONFLICT DO NOTHING RETURNING id, used_points)
          SELECT ${row} FROM fresh UNION ALL
          SELECT ${row} FROM budget WHERE shop_id = $1 AND id = ANY(${ids}::text[])`;
      });
    },
  },
  {
    name: "the last points of a budget are never given",
    apply: (world) => {
      rewrite(world, "INSERT INTO budget", (text) =>
        text.replace('used_points AS "usedPoints"', 'used_points + 3 AS "usedPoints"'),
      );
      rewrite(world, "UPDATE budget", (text) =>
        text.replace("used_points = given.points", "used_points = given.points - 3"),
      );
    },
  },
  {
    name: "a budget gives again what was refunded",
    apply: (world) => {
      rewrite(world, "INSERT INTO budget", (text) => {
        const refunded = `SELECT coalesce(sum(points), 0) FROM transfer
          WHERE shop_id = $1 AND reason = 'refunded' AND to_account = 'issued'`;
        const left = `greatest(used_points - (${refunded}), 0)::bigint`;
        return text.replace('used_points AS "usedPoints"', `${left} AS "usedPoints"`);
      });
    },
  },
];
