import { setTimeout as sleep } from "node:timers/promises";
import type { TestShop } from "#test/support/shop.ts";

/** Of so many rounds, in how many something was not as it must be. */
export async function brokenRounds(
  rounds: number,
  holds: (round: number) => Promise<boolean>,
): Promise<number> {
  let broken = 0;
  for (let round = 0; round < rounds; round++) if (!(await holds(round))) broken += 1;
  return broken;
}

/** Most rounds in which a control has to go wrong once; most go wrong in the first few. */
const PATIENCE = 100;

/** Whether something is ever not as it must be: for controls, which are broken by luck. */
export async function breaks(holds: (round: number) => Promise<boolean>): Promise<boolean> {
  for (let round = 0; round < PATIENCE; round++) if (!(await holds(round))) return true;
  return false;
}

/** All at once, each on a connection of its own. */
export function together<T>(...runners: (() => Promise<T>)[]): Promise<T[]> {
  return Promise.all(runners.map((run) => run()));
}

/** The same many times. */
export function times<T>(count: number, run: (index: number) => T): (() => T)[] {
  return Array.from({ length: count }, (_, index) => () => run(index));
}

/**
 * How a balance is changed by those who do not lock: read, look at what else is needed, write.
 * Each race is also run with this, to show that it would find out.
 */
export function naively(
  { ctx }: TestShop,
  memberId: string,
  change: (points: bigint) => bigint | null,
): Promise<boolean> {
  return ctx.inTransaction(async (tx) => {
    const where = { shopId_id: { shopId: ctx.shopId, id: memberId } };
    const { availablePoints } = await tx.member.findUniqueOrThrow({ where });
    await tx.lot.findMany({ where: { shopId: ctx.shopId, memberId } });
    const left = change(availablePoints);
    if (left === null) return false;
    await tx.member.update({ where, data: { availablePoints: left } });
    return true;
  });
}

/** Until somebody waits for a lock that another one holds. */
export async function untilBlocked({ database }: TestShop): Promise<void> {
  const isBlocked = async () => {
    const rows = await database.prisma.$queryRaw<{ blocked: boolean }[]>`
      SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE datname = current_database() AND NOT granted) AS blocked`;
    return rows[0]?.blocked === true;
  };
  while (!(await isBlocked())) await sleep(5);
}

/** Balances as they stand. */
export function standing({ ctx }: TestShop, id: string) {
  return ctx.inTransaction((tx) =>
    tx.member.findUniqueOrThrow({
      where: { shopId_id: { shopId: ctx.shopId, id } },
      select: {
        pendingPoints: true,
        availablePoints: true,
        reservedPoints: true,
        debtPoints: true,
      },
    }),
  );
}

/** Points that went between two accounts, of all members. */
export async function moved({ ctx }: TestShop, from: string, to: string): Promise<bigint> {
  const sum = await ctx.inTransaction((tx) =>
    tx.transfer.aggregate({
      where: { shopId: ctx.shopId, from, to },
      _sum: { points: true },
    }),
  );
  return sum._sum.points ?? 0n;
}
