import type { ShopContext, Tx } from "#app/db/context.ts";
import { listMemberFacts } from "#app/db/member-facts.ts";
import { listPrograms } from "#app/db/programs.ts";
import { parseMinor } from "#app/domain/money.ts";
import { decide } from "#app/domain/engine/decide.ts";
import type { State } from "#app/domain/engine/state.ts";
import { loyaltyValueOf, type LoyaltyValue } from "#app/domain/loyalty-value.ts";
import type { LocalText, Reward } from "#app/domain/program/document.ts";
import { prepareProgram, programAt, type Program } from "#app/domain/program/program.ts";
import { formatCount, formatMoney, type Locale } from "#app/domain/receipt-text.ts";
import { storefrontHistory, type HistoryEntry } from "#app/queries/storefront-history.ts";
import { storefrontTexts } from "#app/queries/storefront-texts.ts";
import { tierStanding } from "#app/queries/tier-standing.ts";

/** What the panel shows, as texts: a slot of a name that is null or false stays hidden. */
export type StorefrontPanel = {
  member: MemberSlots | null;
  rewards: RewardSlots[];
  codes: CodeSlots[];
  history: HistoryEntry[];
};

export type MemberSlots = {
  points: string;
  unit: string;
  announce: string;
  tier: string | null;
  percent: number | null;
  next: string | null;
  pending: string | null;
  owed: string | null;
  expiring: string | null;
  welcome: null;
};

export type RewardSlots = {
  id: string;
  mark: string;
  name: string;
  detail: string;
  cost: string;
  missing: string | null;
  /** How far the member has come, in percent; null for what can be had or for guests. */
  percent: number | null;
  affordable: boolean;
  confirm: string;
};

export type CodeSlots = {
  id: string;
  state: string;
  name: string;
  code: string | null;
  waiting: boolean;
  label: string;
  ends: string | null;
  usable: boolean;
  link: string;
};

/** Everything the storefront's panel shows; `memberId` is null for visitors we do not know. */
export async function storefrontPanel(
  ctx: ShopContext,
  { memberId, locale }: { memberId: string | null; locale: Locale },
): Promise<StorefrontPanel> {
  return ctx.inTransaction(async (tx) => {
    const programs = await listPrograms(tx, ctx.shopId);
    const now = ctx.clock.now().getTime();
    const program = programAt(programs.map(prepareProgram), now);
    const say = sayerOf(program, locale);
    if (memberId === null) {
      return { member: null, rewards: rewardsOf(say, program, null), codes: [], history: [] };
    }
    const facts = (await listMemberFacts(tx, ctx.shopId, [memberId])).get(memberId);
    if (!facts) throw new Error("the member has no facts");
    const { state } = decide({ programs, facts, asOf: now });
    const value = loyaltyValueOf(state, { now, version: 0n });
    return {
      member: memberOf(say, { value, state, now }),
      rewards: rewardsOf(say, program, BigInt(value.points - value.owed)),
      codes: await codesOf(tx, ctx, { memberId, say }),
      history: await storefrontHistory(tx, ctx.shopId, { memberId, locale, day: say.day }),
    };
  });
}

/** Speaks one language, in the shop's money and time. */
type Sayer = ReturnType<typeof sayerOf>;

function sayerOf(program: Program | null, locale: Locale) {
  const { currency = "USD", timeZone = "UTC" } = program ?? {};
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  return {
    texts: storefrontTexts[locale],
    count: (points: bigint) => formatCount(points, locale),
    money: (decimal: string) => formatMoney(parseMinor(decimal, currency), currency, locale),
    /** The day of a moment. */
    day: (moment: Date) => days.format(moment),
    name: (text: LocalText) => text[locale] ?? text.en,
  };
}

function memberOf(
  say: Sayer,
  { value, state, now }: { value: LoyaltyValue; state: State; now: number },
): MemberSlots {
  const { texts, count } = say;
  const points = BigInt(value.points);
  const [soonest] = value.expires;
  const { next } = value;
  const missing = next?.measure === "spend" ? say.money(next.missing) : (next?.missing ?? "");
  return {
    points: count(points),
    unit: texts.unit(points),
    announce: texts.announce(count(points)),
    tier: value.tier ? say.name(value.tier.name) : null,
    percent: tierStanding(state, now)?.next?.percent ?? null,
    next: next
      ? texts.next[next.measure as "spend" | "points" | "orders"](missing, say.name(next.name))
      : null,
    pending: value.pending > 0 ? texts.pending(count(BigInt(value.pending))) : null,
    owed: value.owed > 0 ? texts.owed(count(BigInt(value.owed))) : null,
    expiring: soonest
      ? texts.expiring(count(BigInt(soonest.points)), say.day(new Date(`${soonest.on}T12:00Z`)))
      : null,
    welcome: null,
  };
}

function rewardsOf(say: Sayer, program: Program | null, spendable: bigint | null): RewardSlots[] {
  const offered = (program?.document.rewards ?? []).filter(({ retired }) => !retired);
  return offered.map((reward) => rewardOf(say, reward, spendable));
}

function rewardOf(say: Sayer, reward: Reward, spendable: bigint | null): RewardSlots {
  const { texts, count } = say;
  const cost = BigInt(reward.costPoints);
  const missing = spendable !== null && spendable < cost ? cost - spendable : 0n;
  const name = say.name(reward.name);
  const parts = [givesText(say, reward)];
  if (reward.minimumOrder !== null) parts.push(texts.minimum(say.money(reward.minimumOrder)));
  return {
    id: reward.id,
    mark: MARKS[reward.gives.kind],
    name,
    detail: parts.join(", "),
    cost: texts.cost(count(cost)),
    missing: missing > 0n ? texts.missing(count(missing)) : null,
    percent: missing > 0n ? Number(((cost - missing) * 100n) / cost) : null,
    affordable: spendable !== null && missing === 0n,
    confirm: texts.confirm(count(cost), name),
  };
}

const MARKS: Record<Reward["gives"]["kind"], string> = {
  "amount-off": "−",
  "percentage-off": "%",
  "free-shipping": "→",
};

function givesText({ texts, money }: Sayer, { gives }: Reward): string {
  switch (gives.kind) {
    case "amount-off":
      return texts.amountOff(money(gives.amount));
    case "percentage-off":
      return texts.percentageOff(gives.percent);
    case "free-shipping":
      return texts.freeShipping;
  }
}

async function codesOf(
  tx: Tx,
  ctx: ShopContext,
  { memberId, say }: { memberId: string; say: Sayer },
): Promise<CodeSlots[]> {
  const rows = await tx.redemption.findMany({
    where: { shopId: ctx.shopId, memberId, outcome: null, state: { in: ["requested", "active"] } },
    orderBy: [{ reservedAt: "desc" }, { id: "asc" }],
    take: 20,
    select: { id: true, state: true, code: true, reward: true, endsAt: true },
  });
  const now = ctx.clock.now();
  return rows
    .filter(({ endsAt }) => endsAt === null || endsAt > now)
    .map(({ id, state, code, endsAt, ...row }) => {
      const reward = row.reward as unknown as Reward;
      const waiting = state === "requested";
      return {
        id,
        state,
        name: say.name(reward.name),
        code: waiting ? null : code,
        waiting,
        label: givesText(say, reward),
        ends: endsAt === null ? null : say.texts.ends(say.day(new Date(endsAt.getTime() - 1))),
        usable: !waiting,
        link: linkOf(code),
      };
    });
}

/** Opens the shop with the code applied to the cart. */
export function linkOf(code: string): string {
  return `/discount/${encodeURIComponent(code)}?redirect=/`;
}
