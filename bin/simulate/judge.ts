import { OWN_KEYS, type Expectations, type MemberExpectation } from "#bin/simulate/expectations.ts";
import {
  ledgerProblems,
  orderStanding,
  redemptionState,
  type Standing,
} from "#bin/simulate/observe.ts";
import type { Outcome, World } from "#bin/simulate/world.ts";

/** Something that is not as it was expected. */
export type Failure = { what: string; expected: unknown; got: unknown };

/** Compares what a step expects with what is; whoever expects no refusal expects success. */
export async function judge(
  world: World,
  expected: Expectations | undefined,
  { outcome, standings }: { outcome: Outcome; standings: Map<string, Standing> },
): Promise<Failure[]> {
  const failures = compare("refused", expected?.refused ?? null, outcome.refused);
  if (!expected) return failures;
  for (const [name, member] of Object.entries(expected)) {
    if (OWN_KEYS.has(name)) continue;
    const got = standings.get(name);
    if (got) failures.push(...compareMember(name, member as MemberExpectation, got));
  }
  failures.push(...(await judgeOrders(world, expected)));
  for (const [name, state] of Object.entries(expected.redemptions ?? {})) {
    failures.push(...compare(`redemption ${name}`, state, await redemptionState(world, name)));
  }
  if (expected.ledger) {
    failures.push(...compare("ledger", [], await ledgerProblems(world)));
  }
  return failures;
}

async function judgeOrders(world: World, { orders = {} }: Expectations): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const [name, { points, receipt = [] }] of Object.entries(orders)) {
    const got = await orderStanding(world, name);
    if (points !== undefined) failures.push(...compare(`points of ${name}`, points, got.points));
    for (const sentence of receipt) {
      if (got.receipt.some((each) => each.includes(sentence))) continue;
      failures.push({ what: `receipt of ${name}`, expected: sentence, got: got.receipt });
    }
  }
  return failures;
}

function compareMember(name: string, expected: MemberExpectation, got: Standing): Failure[] {
  const { lots, earned = {}, ...plain } = expected;
  const keys = Object.keys(plain) as (keyof typeof plain)[];
  const failures = keys.flatMap((key) => compare(`${name}'s ${key}`, plain[key], got[key]));
  for (const [kind, points] of Object.entries(earned)) {
    failures.push(...compare(`${name}'s points by ${kind}`, points, got.earned[kind] ?? 0));
  }
  if (!lots) return failures;
  const shown = got.lots.map((lot, index) =>
    lots[index]?.expires === undefined ? { points: lot.points } : lot,
  );
  return [...failures, ...compare(`${name}'s lots`, lots, shown)];
}

function compare(what: string, expected: unknown, got: unknown): Failure[] {
  const same = JSON.stringify(sorted(expected)) === JSON.stringify(sorted(got));
  return same ? [] : [{ what, expected, got }];
}

/** Keys in one order, so that only values are compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
