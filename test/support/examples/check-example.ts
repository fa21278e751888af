import { parse } from "yaml";
import { dayOf } from "#app/domain/calendar.ts";
import type { Decision } from "#app/domain/engine/decide.ts";
import { lotsByExpiry } from "#app/domain/engine/points.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { aStory, happen, stateAt } from "#test/support/examples/story.ts";
import { Conditions, Example, Step, type Expected } from "#test/support/examples/steps.ts";
import { aProgram } from "#test/support/facts.ts";

/** What an example says against what the engine says: nothing, where they agree. */
export function exampleProblems(text: string): unknown[] {
  const example = Example.parse(parse(text));
  const { currency, timeZone, taken } = example;
  const story = aStory(programOf(example.program, { currency, timeZone }), taken);
  const problems: unknown[] = [];
  const expected = [...example.expect];
  example.happens.forEach((step, index) => {
    while (expected[0] && expected[0].at < step.at) problems.push(...compare(expected.shift()));
    const problem = happen(story, step, index);
    if (problem !== null) problems.push(problem);
  });
  for (const rest of expected) problems.push(...compare(rest));
  return problems;

  function compare(said: Expected | undefined): unknown[] {
    if (!said) return [];
    const found = foundAt(stateAt(story, said.at), said, timeZone);
    return JSON.stringify(found) === JSON.stringify(said) ? [] : [{ said, found }];
  }
}

/** Where each condition of a block is said to hold, and where it holds. */
export function conditionsHold(text: string): { said: unknown[]; found: unknown[] } {
  const { situations, conditions, timeZone } = Conditions.parse(parse(text));
  const rows = conditions.map(({ when, lines, true: said }) => {
    const gives = { kind: "fixed", points: 1 };
    const rule = { id: "rule", name: { en: "Rule" }, when, lines, gives };
    const program = programOf(
      { earning: { points: "0", perAmount: "1", rules: [rule] }, tiers: TIERS },
      { currency: "USD", timeZone },
    );
    const found = Object.entries(situations).filter(([, { before, order }]) => {
      const story = aStory(program);
      const placed = Step.parse({ order: "it", ...order });
      [...before, placed].forEach((step, index) => happen(story, step, index));
      return stateAt(story, placed.at).state.orders.get("it")?.points === 1n;
    });
    const what = when ?? lines;
    return { said: { what, true: said }, found: { what, true: found.map(([name]) => name) } };
  });
  return { said: rows.map(({ said }) => said), found: rows.map(({ found }) => found) };
}

const TIERS = {
  measure: "spend",
  window: { kind: "lifetime" },
  levels: [{ id: "gold", name: { en: "Gold" }, threshold: "500" }],
};

function programOf(
  part: Record<string, unknown>,
  rest: Pick<ProgramVersion, "currency" | "timeZone">,
): ProgramVersion {
  const least = { points: "1", perAmount: "1" };
  const earning = typeof part.earning === "object" ? { ...least, ...part.earning } : least;
  const document = ProgramDocument.parse({ schema: 2, name: "Example", ...part, earning });
  return { ...aProgram(undefined, rest), document };
}

/** What the engine says of what an example names. */
function foundAt({ state }: Decision, said: Expected, timeZone: string): Expected {
  const lots = lotsByExpiry(state);
  const found: Required<Omit<Expected, "at">> = {
    available: Number(lots.reduce((total, { points }) => total + points, 0n)),
    pending: Number([...state.pending.values()].reduce((total, { points }) => total + points, 0n)),
    reserved: Number(
      [...state.reserved.values()].flat().reduce((total, { points }) => total + points, 0n),
    ),
    owed: Number(state.owed),
    tier: state.tier.id,
    orders: Object.fromEntries(
      Object.keys(said.orders ?? {}).map((name) => [
        name,
        Number(state.orders.get(name)?.points ?? 0n),
      ]),
    ),
    lots: lots.map(({ points, expiresAt }) => [Number(points), lastDay(expiresAt, timeZone)]),
  };
  const named = Object.keys(said).map((key) => [
    key,
    key === "at" ? said.at : found[key as keyof typeof found],
  ]);
  return Object.fromEntries(named) as Expected;
}

/** The last day on which points of a lot can be spent. */
function lastDay(expiresAt: number | null, timeZone: string): string | null {
  return expiresAt === null ? null : dayOf(expiresAt - 1, timeZone);
}
