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
  /** Points given less points taken back, by the kind of their source. */
  earned: Record<string, number>;
};

const nobody: Standing = {
  known: false,
  ...{ available: 0, pending: 0, reserved: 0, owed: 0 },
  tier: "none",
  lots: [],
  earned: {},
};

/** What every customer of the scenario has, by name. */
export async function standingsOf(world: World): Promise<Map<string, Standing>> {
  const names = Object.keys(world.scenario.customers);
  const rows = await readRows(
    world,
    names.map((name) => globalId(world, name)),
  );
  const { timeZone } = world.scenario.shop;
  const members = names.map((name) => {
    const alias = rows.aliases.find(({ customerId }) => customerId === globalId(world, name));
    return [name, standingOf(rows, { memberId: alias?.memberId, timeZone })] as const;
  });
  return new Map(members);
}

async function readRows({ ctx }: World, customerIds: string[]) {
  const { shopId } = ctx;
  return ctx.inTransaction(async (tx) => {
    const aliases = await tx.alias.findMany({
      where: { shopId, customerId: { in: customerIds } },
      select: { customerId: true, memberId: true },
    });
    const ids = aliases.map(({ memberId }) => memberId);
    const members = await tx.member.findMany({ where: { shopId, id: { in: ids } } });
    const lots = await tx.lot.findMany({
      where: { shopId, memberId: { in: ids }, points: { gt: 0n } },
      orderBy: [{ expiresAt: { sort: "asc", nulls: "last" } }, { since: "asc" }, { lot: "asc" }],
    });
    const issued = await tx.transfer.findMany({
      where: { shopId, memberId: { in: ids }, OR: [{ from: "issued" }, { to: "issued" }] },
      select: { memberId: true, source: true, from: true, points: true },
    });
    return { aliases, members, lots, issued };
  });
}

function standingOf(
  { members, lots, issued }: Awaited<ReturnType<typeof readRows>>,
  { memberId, timeZone }: { memberId: string | undefined; timeZone: string },
): Standing {
  const member = members.find(({ id }) => id === memberId);
  if (!member) return nobody;
  return {
    known: true,
    available: Number(member.availablePoints),
    pending: Number(member.pendingPoints),
    reserved: Number(member.reservedPoints),
    owed: -Number(member.debtPoints),
    tier: member.tierId ?? "none",
    lots: lots
      .filter((lot) => lot.memberId === memberId)
      .map(({ points, expiresAt }) => ({
        points: Number(points),
        expires: expiresAt === null ? "never" : dayOf(expiresAt.getTime() - 1, timeZone),
      })),
    earned: earnedOf(issued.filter((transfer) => transfer.memberId === memberId)),
  };
}

function earnedOf(transfers: { source: string; from: string; points: bigint }[]) {
  const earned: Record<string, number> = {};
  for (const { source, from, points } of transfers) {
    const [kind = ""] = source.split(":");
    earned[kind] = (earned[kind] ?? 0) + (from === "issued" ? 1 : -1) * Number(points);
  }
  return earned;
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

/** Notes of deliveries and work that the app could not do: a fault of the app, or of Shopify's. */
export async function troubleOf({ context }: World): Promise<string[]> {
  const { rows } = await context.database.pool.query<{ what: string; note: string }>(
    `select topic as what, note from delivery where note like 'failed%' and due_at is not null
     union all select kind, note from work_item where note like 'failed%'`,
  );
  return rows.map(({ what, note }) => `${what}: ${note}`);
}
