import type { ShopContext } from "#app/db/context.ts";
import { listPrograms } from "#app/db/programs.ts";
import { addVoucherCodes } from "#app/db/vouchers.ts";

export type AddVouchersResult =
  | { ok: true; added: number; known: number }
  | { ok: false; reason: "no-pool" | "empty" | "too-many" }
  /** The lines, counted from 1, that are no codes. */
  | { ok: false; reason: "malformed"; lines: number[] };

const MOST_AT_ONCE = 50_000;
const CODE = /^[\p{L}\p{N}\p{P}\p{S}][\p{L}\p{N}\p{P}\p{S} ]{0,99}$/u;

/**
 * Adds codes to a reward's pool: one to a line, the first column of a CSV with or without a
 * heading. A code that the pool has, or ever had, is not added again.
 */
export async function addVouchers(
  ctx: ShopContext,
  { rewardId, csv }: { rewardId: string; csv: string },
): Promise<AddVouchersResult> {
  const lines = csv
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map(firstColumn);
  const codes = lines.slice(/^(code|codes|voucher|coupon)$/i.test(lines[0] ?? "") ? 1 : 0);
  const given = [...new Set(codes.filter((code) => code !== ""))];
  if (given.length === 0) return { ok: false, reason: "empty" };
  if (given.length > MOST_AT_ONCE) return { ok: false, reason: "too-many" };
  const wrong = lines.flatMap((code, index) => (code === "" || CODE.test(code) ? [] : [index + 1]));
  if (wrong.length > 0) return { ok: false, reason: "malformed", lines: wrong.slice(0, 10) };
  return ctx.inTransaction(async (tx): Promise<AddVouchersResult> => {
    const programs = await listPrograms(tx, ctx.shopId);
    const hasPool = programs.some(({ document }) =>
      document.rewards.some(({ id, gives }) => id === rewardId && gives.kind === "voucher"),
    );
    if (!hasPool) return { ok: false, reason: "no-pool" };
    const addedAt = ctx.clock.now();
    const added = await addVoucherCodes(tx, ctx.shopId, { rewardId, codes: given, addedAt });
    return { ok: true, added, known: given.length - added };
  });
}

function firstColumn(line: string): string {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line)?.[1];
  if (quoted !== undefined) return quoted.replaceAll('""', '"').trim();
  return (line.split(/[,;\t]/)[0] ?? "").trim();
}
