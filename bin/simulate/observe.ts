import { dayOf } from "#app/domain/calendar.ts";
import { reviveExact } from "#app/domain/exact-json.ts";
import type { Receipt } from "#app/domain/receipt.ts";
import { formatReceipt } from "#app/domain/receipt-text.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { globalId } from "#bin/simulate/member-actions.ts";
import type { World } from "#bin/simulate/world.ts";

/** What a member has, as the app's tables say. */
export type Standing = {
  known: boolean;
  available: number;
  pending: number;
  reserved: number;
  owed: number;
  tier: string;
  lots: { points: number; expires: string }[];
};

const nobody: Standing = {
  known: false,
  ...{ available: 0, pending: 0, reserved: 0, owed: 0 },
  tier: "none",
  lots: [],
};

export async function standingOf(world: World, name: string): Promise<Standing> {
  const { shopId, inTransaction } = world.ctx;
  const { timeZone } = world.scenario.shop;
  return inTransaction(async (tx) => {
    const customerId = globalId(world, name);
    const alias = await tx.alias.findUnique({
      where: { shopId_customerId: { shopId, customerId } },
      select: { memberId: true },
    });
    if (!alias) return nobody;
    const where = { shopId, memberId: alias.memberId };
    const member = await tx.member.findUniqueOrThrow({
      where: { shopId_id: { shopId, id: alias.memberId } },
    });
    const lots = await tx.lot.findMany({
      where: { ...where, points: { gt: 0n } },
      orderBy: [{ expiresAt: { sort: "asc", nulls: "last" } }, { since: "asc" }, { lot: "asc" }],
    });
    return {
      known: true,
      available: Number(member.availablePoints),
      pending: Number(member.pendingPoints),
      reserved: Number(member.reservedPoints),
      owed: -Number(member.debtPoints),
      tier: member.tierId ?? "none",
      lots: lots.map(({ points, expiresAt }) => ({
        points: Number(points),
        expires: expiresAt === null ? "never" : dayOf(expiresAt.getTime() - 1, timeZone),
      })),
    };
  });
}

/** What an order has given and taken, and why. */
export async function orderStanding(
  world: World,
  name: string,
): Promise<{ points: number; receipt: string[] }> {
  const { shopId, inTransaction } = world.ctx;
  const source = `order:gid://shopify/Order/${world.orders.get(name) ?? 0}`;
  const transfers = await inTransaction((tx) =>
    tx.transfer.findMany({ where: { shopId, source }, orderBy: { recordedAt: "asc" } }),
  );
  const gave = transfers.filter(({ from }) => from === "issued");
  const took = transfers.filter(({ to }) => to === "issued");
  const sum = (rows: typeof transfers) => rows.reduce((total, { points }) => total + points, 0n);
  const receipt = transfers.findLast((each) => each.receipt !== null)?.receipt ?? null;
  return {
    points: Number(sum(gave) - sum(took)),
    receipt: receipt === null ? [] : formatReceipt(reviveExact<Receipt>(receipt), "en"),
  };
}

export async function redemptionState(world: World, name: string): Promise<string> {
  const { shopId, inTransaction } = world.ctx;
  const id = world.redemptions.get(name)?.id;
  if (id === undefined) return "never asked for";
  const row = await inTransaction((tx) =>
    tx.redemption.findUnique({ where: { shopId_id: { shopId, id } }, select: { state: true } }),
  );
  return row?.state ?? "gone";
}

/** What the nightly check of the ledger has to say; nothing when all is well. */
export async function ledgerProblems(world: World): Promise<string[]> {
  const { details } = await checkLedger(world.ctx);
  return details.map((each) => JSON.stringify(each, (_, value: unknown) => textOf(value)));
}

function textOf(value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
