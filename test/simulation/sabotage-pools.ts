import { rewrite } from "#test/simulation/tamper.ts";
import type { Sabotage } from "#test/simulation/world.ts";

/** Bugs in pools of codes, planted to see that the simulation finds each of them. */
export const POOL_SABOTAGE: Sabotage[] = [
  {
    name: "two who redeem look for a code at the same time",
    apply: (world) => {
      rewrite(world, "SELECT code FROM voucher", (text) =>
        text.replace("FOR UPDATE SKIP LOCKED", ""),
      );
    },
  },
  {
    name: "a code that is brought again is a new one",
    apply: (world) => {
      rewrite(world, "SELECT DISTINCT code FROM voucher", (text) =>
        text.replace("WHERE ", "WHERE redemption_id IS NULL AND "),
      );
      const again = "ON CONFLICT (shop_id, reward_id, code) DO UPDATE SET redemption_id = NULL";
      rewrite(world, "INSERT INTO voucher", (text) => `${text} ${again}`);
    },
  },
  {
    name: "codes that somebody has are withdrawn, too",
    apply: (world) => {
      rewrite(world, "WITH free AS MATERIALIZED", (text) =>
        text.replace("AND redemption_id IS NULL", ""),
      );
    },
  },
  {
    name: "a code that is being handed over is not waited for, and is withdrawn",
    from: 57,
    apply: (world) => {
      rewrite(world, "WITH free AS MATERIALIZED", (text) => text.replace("FOR UPDATE", ""));
    },
  },
  {
    name: "what is withdrawn is handed over all the same",
    apply: (world) => {
      rewrite(world, "DELETE FROM voucher", (text) =>
        text.replace("DELETE FROM voucher USING", "UPDATE voucher SET added_at = now() FROM"),
      );
    },
  },
  {
    name: "the last code of a pool is never handed over",
    apply: (world) => {
      rewrite(world, "SELECT code FROM voucher", (text) =>
        text.replace("ORDER BY added_at, code LIMIT", "ORDER BY added_at, code OFFSET 1 LIMIT"),
      );
    },
  },
];
