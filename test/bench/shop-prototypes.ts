import type { ShopContext } from "#app/db/context.ts";
import { addMemberEvents } from "#app/db/member-events.ts";
import { ensureMembers } from "#app/db/members.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { OrderFacts, OrderLine } from "#app/domain/order-facts.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { starterProgram } from "#app/domain/program/starter.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { endRedemption } from "#app/usecases/end-redemption.ts";
import { keepOrders } from "#app/usecases/keep-orders.ts";
import { byOf } from "#app/usecases/record-member-event.ts";
import { redeemReward } from "#app/usecases/redeem-reward.ts";
import { settleMembers } from "#app/usecases/settle-members.ts";
import { anOrder, aLine } from "#test/support/facts.ts";

/** What one member of a kind did. Days count back from the day on which the bench begins. */
export type Prototype = {
  orders: { daysAgo: number; amount: number }[];
  /** Rewards that were taken and used. */
  usedDaysAgo?: number[];
  /** Points given by hand. */
  given?: bigint;
};

export const BEGIN = Date.parse("2026-06-01T12:00:00Z");
const DAY_MS = 86_400_000;

/** The starter program, with points that wait for two weeks: what a plain shop runs. */
export const largeProgram: ProgramInput = {
  ...starterProgram,
  earning: { ...starterProgram.earning, hold: { days: 14, after: "payment" } },
};

/** Twenty kinds of members: most have bought once or twice, some often. */
export const someMembers: Prototype[] = [
  1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 6, 6, 12,
].map((count, kind) => ({
  orders: Array.from({ length: count }, (_, n) => ({
    daysAgo: 20 + ((kind * 17 + n * 29) % 330),
    amount: 40 + ((kind * 37 + n * 53) % 160),
  })),
  ...(count >= 3 && { usedDaysAgo: [18] }),
  given: 5000n,
}));

/** Nine of ten hold four lots that end with the day on which the bench begins. */
export const expiringMembers: Prototype[] = Array.from({ length: 10 }, (_, kind) =>
  kind === 9
    ? { orders: [{ daysAgo: 60, amount: 90 }], given: 5000n }
    : { orders: [50, 60, 70, 80].map((amount) => ({ daysAgo: 365, amount: amount + kind })) },
);

export type Bench = {
  ctx: ShopContext;
  clock: { set(at: number): void };
};

/** Lets the prototypes live their lives, by the use cases that everyone lives by. */
export async function livePrototypes(bench: Bench, prototypes: Prototype[]): Promise<void> {
  const due = new Map<string, Date | null>();
  for (const [kind, prototype] of prototypes.entries()) {
    for (const [id, at] of await live(bench, prototype, kind)) due.set(id, at);
  }
  bench.clock.set(BEGIN);
  await leaveQuiet(bench.ctx, due);
}

/** Nothing waits but what time alone will bring. */
async function leaveQuiet(ctx: ShopContext, due: Map<string, Date | null>): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    await tx.workItem.deleteMany({ where: { shopId: ctx.shopId } });
    for (const [id, dueAt] of due) {
      if (dueAt) enqueue(tx, ctx.shopId, { kind: "settle", subjects: [id], dueAt });
    }
  });
}

type Happening = { at: number; run: () => Promise<unknown> };

async function live({ ctx, clock }: Bench, prototype: Prototype, kind: number) {
  const place = String(kind).padStart(2, "0");
  const customerId = `gid://shopify/Customer/1000000${place}`;
  clock.set(BEGIN - 400 * DAY_MS);
  const memberId = await join(ctx, customerId);
  const happenings: Happening[] = [
    ...prototype.orders.map(({ daysAgo, amount }, n) => {
      const at = BEGIN - daysAgo * DAY_MS;
      const orderId = `gid://shopify/Order/1000000${place}${String(n).padStart(2, "0")}`;
      const name = `#${kind}${n}`;
      const facts = anOrder({ orderId, name, customerId, placedAt: at, lines: linesOf(amount) });
      return { at, run: () => keep(ctx, facts) };
    }),
    ...(prototype.usedDaysAgo ?? []).map((daysAgo) => ({
      at: BEGIN - daysAgo * DAY_MS,
      run: () => redeemAndUse(ctx, { memberId, customerId }),
    })),
    ...(prototype.given === undefined ? [] : [giving(ctx, memberId, prototype.given)]),
  ];
  for (const { at, run } of happenings.sort((a, b) => a.at - b.at)) {
    clock.set(at);
    await run();
    await settleMembers(ctx, [memberId]);
  }
  clock.set(BEGIN);
  return settleMembers(ctx, [memberId]);
}

/** A name to be replaced in each copy: copies of one name would make every search alike. */
async function join(ctx: ShopContext, customerId: string): Promise<string> {
  const at = ctx.clock.now();
  return ctx.inTransaction(async (tx) => {
    const memberId = (await ensureMembers(tx, ctx, [customerId])).get(customerId) ?? "";
    await tx.member.update({
      where: { shopId_id: { shopId: ctx.shopId, id: memberId } },
      data: { displayName: "~Name~", email: "~name~@example.com", searchText: "~name~" },
    });
    const joined = {
      memberId,
      at,
      requestId: `${memberId}:joined`,
      event: { kind: "joined" as const },
    };
    await addMemberEvents(tx, byOf(ctx), [{ ...joined, id: ctx.newId() }]);
    return memberId;
  });
}

function keep(ctx: ShopContext, facts: OrderFacts): Promise<string[]> {
  const learned = [{ facts, complete: true, authoritative: false }];
  return ctx.inTransaction((tx) => keepOrders(tx, ctx, learned));
}

/** Two lines, as most orders have, with the amount on the first. */
function linesOf(amount: number): OrderLine[] {
  const netMinor = BigInt(amount) * 100n;
  const first = aLine({ netMinor, title: "Loose leaf tea, 250 g", vendor: "Leaf" });
  return [first, aLine({ ...first, id: "gid://shopify/LineItem/2", netMinor: 500n })];
}

async function redeemAndUse(
  ctx: ShopContext,
  who: { memberId: string; customerId: string },
): Promise<void> {
  const requestId = `${who.memberId}:${ctx.clock.now().getTime()}`;
  const taken = await redeemReward(ctx, { ...who, rewardId: "five-off", requestId });
  if (!taken.ok) throw new Error(`a prototype could not redeem: ${taken.reason}`);
  const ending = { outcome: "used", state: "used", reason: "seen in an order" } as const;
  const { redemptionId } = taken;
  await ctx.inTransaction((tx) => endRedemption(tx, ctx, { redemptionId, ...ending }));
}

function giving(ctx: ShopContext, memberId: string, points: bigint) {
  const requestId = `${memberId}:given`;
  const note = "A welcome by hand";
  return {
    at: BEGIN - 200 * DAY_MS,
    run: () => adjustPoints(ctx, { memberId, points, note, requestId }),
  };
}
