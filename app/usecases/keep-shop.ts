import type { ShopContext, Tx } from "#app/db/context.ts";
import { enqueue } from "#app/db/work-items.ts";

/** The shop's settings changed: they are read again, since messages may be late. */
export function askForSetUp(tx: Tx, ctx: ShopContext): void {
  const dueAt = ctx.clock.now();
  enqueue(tx, ctx.shopId, { kind: "set-up-shop", subjects: ["shop"], dueAt });
}
