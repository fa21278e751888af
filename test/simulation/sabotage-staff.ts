import { hasBudgets } from "#test/simulation/program-budgets.ts";
import { rewrite } from "#test/simulation/tamper.ts";
import type { Sabotage } from "#test/simulation/world.ts";

/** Planted bugs in what becomes of orders that staff gives to somebody else, or deletes. */
export const STAFF_SABOTAGE: Sabotage[] = [
  {
    name: "an order stays with who had it first",
    apply: (world) => {
      const first = "member_id = coalesce(order_fact.member_id, EXCLUDED.member_id)";
      rewrite(world, "INSERT INTO order_fact", (text) =>
        text.replace("member_id = EXCLUDED.member_id", first),
      );
    },
  },
  {
    name: "what a budget gave stays with who had the order first",
    from: 270,
    concerns: hasBudgets,
    apply: (world) => {
      rewrite(world, "UPDATE member_event e SET member_id", (text) => `${text} AND false`);
    },
  },
  {
    name: "an order that is gone stands",
    apply: (world) => {
      rewrite(world, 'deleted_at AS "deletedAt"', (text) =>
        text.replace("deleted_at AS", "NULL::timestamptz AS"),
      );
    },
  },
  {
    name: "what was spent on an order that is gone stays spent",
    from: 90,
    apply: (world) => {
      world.tamper.afterwards = async () => {
        await world.stage.owner.query(
          `update redemption r set state = 'used', returned_at = null from order_fact o
           where r.shop_id = $1 and o.shop_id = $1 and o.order_id = r.order_id
             and o.deleted_at is not null`,
          [world.shopId.toString()],
        );
      };
    },
  },
];
