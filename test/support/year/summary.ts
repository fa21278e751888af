import { balancesOf, flowsOf } from "#app/domain/engine/flows.ts";
import { formatMinor } from "#app/domain/money.ts";
import { endOf, type Liver, type Year } from "#test/support/year/live.ts";

const ASLEEP_MS = 180 * 86_400_000;

/** What a year came to. Points, and money in minor units. */
type Summary = {
  members: number;
  orders: number;
  salesMinor: bigint;
  givenPoints: bigint;
  redeemedPoints: bigint;
  expiredPoints: bigint;
  outstandingPoints: bigint;
  /** Of these, held by members without an order for half a year: likely never redeemed. */
  asleepPoints: bigint;
  owedPoints: bigint;
  redemptions: number;
  freeRedemptions: number;
  costMinor: bigint;
  tiers: [string, number][];
};

export function summaryOf(year: Year): Summary {
  const livers = [...year.livers.values()];
  const flows = livers.map(({ decision }) => balancesOf(flowsOf(decision?.state.journal ?? [])));
  const total = (account: keyof ReturnType<typeof balancesOf>) =>
    flows.reduce((sum, balances) => sum + balances[account], 0n);
  const redemptions = livers.flatMap(({ facts }) => facts.redemptions);
  const kept = redemptions.filter(({ ended }) => ended?.outcome !== "returned");
  return {
    members: livers.length,
    orders: livers.reduce((sum, { facts }) => sum + facts.orders.length, 0),
    salesMinor: livers.reduce((sum, liver) => sum + spentBy(liver), 0n),
    givenPoints: -total("issued"),
    redeemedPoints: total("redeemed"),
    expiredPoints: total("expired"),
    outstandingPoints: livers.reduce((sum, liver) => sum + heldBy(liver), 0n),
    asleepPoints: livers
      .filter((liver) => isAsleep(liver, endOf(year)))
      .reduce((sum, liver) => sum + heldBy(liver), 0n),
    owedPoints: -total("debt"),
    redemptions: kept.filter(({ free }) => free === null).length,
    freeRedemptions: kept.filter(({ free }) => free !== null).length,
    costMinor: [...year.costs.values()].reduce((sum, cost) => sum + cost, 0n),
    tiers: tiersOf(year),
  };
}

/** The summary as the table of a guide. */
export function summaryTable(summary: Summary, currency: string): string {
  const { givenPoints } = summary;
  const money = (minor: bigint) => `${currency} ${grouped(formatMinor(minor, currency))}`;
  const points = (count: bigint) => `${grouped(String(count))} (${percent(count, givenPoints)})`;
  const rows: [string, string][] = [
    ["Members, orders", `${summary.members}, ${grouped(String(summary.orders))}`],
    ["Sales after refunds", money(summary.salesMinor)],
    ["Points given", grouped(String(givenPoints))],
    ["Redeemed", points(summary.redeemedPoints)],
    ["Expired within the year (breakage)", points(summary.expiredPoints)],
    ["Outstanding at its end (liability)", points(summary.outstandingPoints)],
    ["… held by members asleep for half a year", points(summary.asleepPoints)],
    ["Owed after refunds", grouped(String(summary.owedPoints))],
    ["Rewards bought, taken as a perk", `${summary.redemptions}, ${summary.freeRedemptions}`],
    ["Cost of rewards and perks", money(summary.costMinor)],
    ["Cost as share of sales", percent(summary.costMinor, summary.salesMinor)],
    ["Members per tier at its end", summary.tiers.map(([id, n]) => `${id} ${n}`).join(", ")],
  ];
  const shown: [string, string][] = [["The year", ""], ...rows];
  if (summary.tiers.length === 1) shown.pop();
  const [left, right] = [0, 1].map((column) =>
    Math.max(...shown.map((row) => row[column === 0 ? 0 : 1].length)),
  );
  const line = (a: string, b: string) => `| ${a.padEnd(left ?? 0)} | ${b.padEnd(right ?? 0)} |`;
  const [head, ...body] = shown.map(([a, b]) => line(a, b));
  const rule = `| ${"-".repeat(left ?? 0)} | ${"-".repeat(right ?? 0)} |`;
  return [head, rule, ...body].join("\n");
}

function tiersOf({ livers, program }: Year): [string, number][] {
  const held = [...livers.values()].map(({ decision }) => decision?.state.tier.id ?? "none");
  const ids = ["none", ...program.levels.map(({ id }) => id)];
  return ids.map((id): [string, number] => [id, held.filter((each) => each === id).length]);
}

function spentBy({ decision }: Liver): bigint {
  const orders = [...(decision?.state.orders.values() ?? [])];
  return orders.reduce((sum, { spendMinor }) => sum + spendMinor, 0n);
}

function heldBy({ decision }: Liver): bigint {
  if (!decision) return 0n;
  const { available, pending, reserved } = balancesOf(flowsOf(decision.state.journal));
  return available + pending + reserved;
}

function isAsleep({ facts }: Liver, at: number): boolean {
  return facts.orders.every(({ facts: { placedAt } }) => placedAt < at - ASLEEP_MS);
}

/** In percent with one decimal, exactly, rounded to the nearest. */
function percent(part: bigint, whole: bigint): string {
  if (whole === 0n) return "0.0 %";
  const tenths = (part * 2000n + whole) / (whole * 2n);
  return `${tenths / 10n}.${tenths % 10n} %`;
}

function grouped(digits: string): string {
  const [whole = "", decimals] = digits.split(".");
  const parts = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? parts : `${parts}.${decimals}`;
}
