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
      rewrite(world, "INSERT INTO voucher", (text) =>
        text.replace("DO NOTHING", "(shop_id, reward_id, code) DO UPDATE SET redemption_id = NULL"),
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
