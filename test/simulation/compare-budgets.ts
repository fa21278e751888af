import { groupsBy } from "#test/simulation/groups.ts";
import { standingOf } from "#test/simulation/model.ts";
import { wantBounds } from "#test/simulation/model-wants.ts";
import { hasBudgets } from "#test/simulation/program-budgets.ts";
import { readReceipts, type GrantRow } from "#test/simulation/rows-budgets.ts";
import type { Rows } from "#test/simulation/rows.ts";
import { factsOf, programsOf } from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

/**
 * What members share was given to the last point and not beyond it, whoever came first: never more
 * than there is, nothing to who wanted nothing, and less than wanted only where nothing was left.
 */
export async function budgetsOf(world: World, rows: Rows): Promise<string[]> {
  if (!programsOf(world).some(hasBudgets)) return [];
  return [...sumsOf(world, rows), ...fairnessOf(world, rows), ...(await receiptsOf(world, rows))];
}

/** The most that a budget ever had, by its name. */
function limitsOf(world: World): Map<string, number> {
  const limits = new Map<string, number>();
  const note = (budget: string, limit: number | null) =>
    limits.set(budget, Math.max(limit ?? 0, limits.get(budget) ?? 0));
  for (const { budget, extra, campaigns } of programsOf(world)) {
    note("program", budget);
    note("rule:extra", extra?.budget ?? null);
    for (const campaign of campaigns) {
      note(`campaign:${campaign.id}`, campaign.budget);
      note(`rule:${campaign.id}-times`, campaign.ruleBudget);
    }
  }
  return limits;
}

function sumsOf(world: World, { grants, budgets }: Rows): string[] {
  const limits = limitsOf(world);
  const named = new Set([...budgets.keys(), ...grants.map(({ budget }) => budget)]);
  return [...named].flatMap((budget) => {
    const given = sumOf(grants.filter((grant) => grant.budget === budget));
    const [used, limit] = [budgets.get(budget) ?? 0, limits.get(budget) ?? 0];
    return [
      ...(given === used ? [] : [`${budget} gave ${given}, and is said to have given ${used}`]),
      ...(given <= limit ? [] : [`${budget} gave ${given} of ${limit}`]),
      ...(grants.some(({ points }) => points < 0) ? [`${budget} gave less than nothing`] : []),
    ];
  });
}

function sumOf(grants: GrantRow[]): number {
  return grants.reduce((sum, { points }) => sum + points, 0);
}

/** Every want was answered, and with less than there was of it only when all had been given. */
function fairnessOf(world: World, rows: Rows): string[] {
  return groupsBy(world, Infinity).flatMap((group) => {
    const facts = factsOf(world, rows, group);
    if (group.redacted) return [];
    const answered = new Set(facts.grants.map(({ budget, source }) => `${budget} for ${source}`));
    const unanswered = standingOf(facts, world.now).wants.filter(
      ({ budget, source }) => !answered.has(`${budget} for ${source}`),
    );
    const bounds = wantBounds(facts);
    return [
      ...unanswered.map(({ budget, source }) => `${budget} was never asked for ${source}`),
      ...facts.grants.flatMap(({ budget, source }) => {
        const own = rows.grants.filter((row) => row.budget === budget && row.source === source);
        const bound = bounds.find((each) => each.budget === budget && each.source === source);
        return bound ? own.flatMap((grant) => unfairOf(rows, grant, bound)) : [];
      }),
    ];
  });
}

type Bound = { least: number; most: number; limit: number };

function unfairOf({ grants }: Rows, grant: GrantRow, { least, most, limit }: Bound): string[] {
  const { budget, source, points, at } = grant;
  const upTo = sumOf(grants.filter((other) => other.budget === budget && other.at <= at));
  const what = `${budget} gave ${points} to ${source}`;
  return [
    ...(points > most ? [`${what}, which wanted ${most} at most`] : []),
    ...(points < least && upTo < limit ? [`${what}, and had given ${upTo} of ${limit}`] : []),
  ];
}

/** A receipt says what budgets answered, and comes to what stands. */
async function receiptsOf(world: World, rows: Rows): Promise<string[]> {
  const receipts = await readReceipts(world);
  return receipts.flatMap(({ memberId, source, points, answers }) => {
    const differences: string[] = [];
    for (const answer of answers) {
      const own = rows.grants.filter(
        (grant) => grant.budget === answer.budget && grant.source === source,
      );
      const said = answer.points === null || own.some((grant) => grant.points === answer.points);
      if (answer.waits) differences.push(`the receipt of ${source} waits for ${answer.budget}`);
      else if (!said) differences.push(`the receipt of ${source} has another ${answer.budget}`);
    }
    const stands = rows.standings.get(memberId)?.earned.get(source) ?? 0;
    if (points !== stands) differences.push(`receipt of ${source}: ${points}, stands: ${stands}`);
    return differences;
  });
}
