import type { ShopContext, Tx } from "#app/db/context.ts";
import { listKeptOrders } from "#app/db/order-facts.ts";
import { getShop } from "#app/db/shops.ts";
import { startOfDay, type Day } from "#app/domain/calendar.ts";
import { aNewcomer, previewOrder } from "#app/domain/earning/preview.ts";
import type { PinnedOrder } from "#app/domain/earning/terms.ts";
import { parseMinor } from "#app/domain/money.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import { receiptNamesOf } from "#app/domain/receipt-names.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";
import { sampleOrder } from "#app/queries/example-order.ts";
import { readDraft, readNewestVersion } from "#app/queries/program-draft.ts";
import { preview as en } from "#app/texts/en/preview.ts";
import { preview as zhCN } from "#app/texts/zh-CN/preview.ts";

export type PreviewWish = {
  /** A real order; null for a sample of `amount` at noon of a day of the shop. */
  orderId: string | null;
  amount: string;
  /** Null for now. */
  day: Day | null;
  /** The tier the buyer is taken to hold. */
  tierId: string | null;
};

const NOON_MS = 12 * 3_600_000;
const SAMPLE = { en: en.sampleProduct, "zh-CN": zhCN.sampleProduct };

/** What one order would earn by the draft beside what is in force, step by step. */
export async function previewPage(ctx: ShopContext, wish: PreviewWish) {
  return ctx.inTransaction(async (tx) => {
    const { shopId } = ctx;
    const { currency, timeZone } = await getShop(tx, shopId);
    const draft = await readDraft(tx, shopId);
    const newest = await readNewestVersion(tx, shopId);
    const noon = wish.day === null ? null : startOfDay(wish.day, timeZone) + NOON_MS;
    const at = noon ?? ctx.clock.now().getTime();
    const kept = await findOrder(tx, shopId, wish.orderId);
    const order = kept ?? sampleOrder({ minor: parseMinor(wish.amount, currency), currency, at });
    const judge = (document: ProgramDocument, version: number) => {
      const terms = { version, effectiveFrom: 0, currency, timeZone };
      return judged(order, prepareProgram({ ...terms, document }), wish);
    };
    return {
      orders: await listRecentOrders(tx, shopId),
      tiers: (draft.document.tiers?.levels ?? []).map(({ id, name }) => ({ id, name })),
      order: kept ? { name: kept.facts.name } : null,
      draft: judge(draft.document, (newest?.version ?? 0) + 1),
      inForce: newest ? judge(newest.document, newest.version) : null,
    };
  });
}

async function findOrder(
  tx: Tx,
  shopId: bigint,
  orderId: string | null,
): Promise<PinnedOrder | null> {
  if (orderId === null) return null;
  const kept = (await listKeptOrders(tx, shopId, [orderId])).get(orderId);
  return kept ? { facts: kept.facts, pins: kept.pins } : null;
}

async function listRecentOrders(tx: Tx, shopId: bigint) {
  const orders = await tx.orderFact.findMany({
    where: { shopId, deletedAt: null },
    // By the key, whose numbers grow: a shop's orders are too many to be sorted for this.
    orderBy: { orderId: "desc" },
    take: 25,
    select: { orderId: true, name: true, placedAt: true },
  });
  return orders.map(({ orderId, name, placedAt }) => ({
    orderId,
    name,
    placedAt: placedAt.toISOString(),
  }));
}

function judged(
  order: PinnedOrder,
  program: ReturnType<typeof prepareProgram>,
  { tierId }: PreviewWish,
) {
  const known = program.levels.some(({ id }) => id === tierId);
  const receipt = previewOrder(order, program, {
    buyer: { ...aNewcomer(), tierId: known ? tierId : null },
    changes: order.facts.changes.length,
  });
  const names = receiptNamesOf(program.document);
  const steps = (locale: "en" | "zh-CN") => {
    const lines = receipt.lines.map((line) => ({ ...line, title: line.title || SAMPLE[locale] }));
    return formatReceipt({ ...receipt, lines }, locale, names);
  };
  return { points: Number(receipt.points), steps: { en: steps("en"), "zh-CN": steps("zh-CN") } };
}
