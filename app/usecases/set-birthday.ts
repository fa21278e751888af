import type { ShopContext } from "#app/db/context.ts";
import { recordWithin } from "#app/usecases/record-member-event.ts";

export type BirthdayResult =
  { ok: true } | { ok: false; reason: "no-such-day" | "closed" | "member-gone" | "request-reused" };

/**
 * Keeps a member's birthday: month and day, never the year. Telling the same one again does
 * not make it known any later. Repeating a requestId changes nothing.
 */
export async function setBirthday(
  ctx: ShopContext,
  wish: { memberId: string; month: number; day: number; requestId: string },
): Promise<BirthdayResult> {
  const { month, day } = wish;
  if (!isDayOfSomeYear(month, day)) return { ok: false, reason: "no-such-day" };
  return ctx.inTransaction(async (tx): Promise<BirthdayResult> => {
    const recorded = await recordWithin(tx, ctx, {
      ...wish,
      isSame: (event) => event.kind === "birthday" && event.month === month && event.day === day,
      judge: ({ traits: { closedAt } }) =>
        closedAt === null
          ? { event: { kind: "birthday", month, day } }
          : { ok: false, reason: "closed" as const },
    });
    return recorded.ok ? { ok: true } : { ok: false, reason: recorded.reason };
  });
}

/** 29 February is one, too. */
function isDayOfSomeYear(month: number, day: number): boolean {
  const date = new Date(Date.UTC(2028, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
