import type { ModelProgram, ModelWant } from "#test/simulation/model-facts.ts";
import type { Books } from "#test/simulation/model-lots.ts";
import { pointsFor, total, type Worth } from "#test/simulation/model-worth.ts";

/** Something that multiplies, and the budgets of all members that limit it, the narrowest first. */
export type Factor = { hundredths: number; budgets: Limited[] };
export type Limited = { budget: string; limit: number };

/** Asks a budget: what it gives, or null while it has not answered. */
type Ask = (want: ModelWant) => number | null;

export function ofRule(id: string, limit: number | null): Limited[] {
  return limit === null ? [] : [{ budget: `rule:${id}`, limit }];
}

export function ofCampaign(id: string, limit: number | null): Limited[] {
  return limit === null ? [] : [{ budget: `campaign:${id}`, limit }];
}

export type Answers = {
  ask: Ask;
  /** What it has answered, without asking it. */
  known(asked: Asked): number | null;
};
type Asked = Pick<ModelWant, "budget" | "source">;

/**
 * An answer is final: whoever asks again for the same is given what they were given. Two members
 * who have become one may have two answers.
 */
export function answersIn({ facts, wants }: Books): Answers {
  const known = (asked: Asked) => {
    const answers = facts.grants.filter((grant) => keyOf(grant) === keyOf(asked));
    return answers.length === 0 ? null : Math.max(...answers.map(({ points }) => points));
  };
  const ask = (want: ModelWant) => {
    const before = wants.get(keyOf(want));
    if (!before || before.points < want.points) wants.set(keyOf(want), want);
    return known(want);
  };
  return { ask, known };
}

function keyOf({ budget, source }: Asked): string {
  return `${budget} for ${source}`;
}

export type Weighing = {
  source: string;
  program: ModelProgram;
  factors: Factor[];
  worth: Worth;
  minor: number;
};

/**
 * Points of an order: rounded down once, then cut by the budgets of what multiplies it, by the cap,
 * by the program's budget. What has nothing left to give is left out, so that others count instead.
 */
export function orderPoints(weighing: Weighing, { ask, known }: Answers): number {
  const { source, program, worth, minor } = weighing;
  const open = weighing.factors.filter(
    ({ budgets }) => !budgets.some(({ budget }) => known({ budget, source }) === 0),
  );
  const counting = countingOf(open, program);
  const rounded = (hundredths: number) => pointsFor(worth, { program, hundredths, minor });
  const cut = cutAll(counting, { source, rounded, ask });
  const capped = Math.min(cut.points, program.capPerOrder ?? Infinity);
  return ofProgram({ source, program, ...cut, points: capped }, ask);
}

type OfDeed = Omit<Weighing, "worth" | "minor"> & {
  points: number;
  /** What its cap leaves. */
  room: number;
};

/** Points of a deed: of what each campaign adds so much as it gives, then of all of it. */
export function deedPoints(deed: OfDeed, { ask }: Answers): number {
  const { source, program, factors } = deed;
  const cut = cutAll(countingOf(factors, program), { source, rounded: roundedOf(deed), ask });
  return ofProgram({ source, program, ...cut }, ask);
}

/** What it would come to if every budget gave what it is asked for. */
export function deedPointsWanted(deed: OfDeed): number {
  const counting = countingOf(deed.factors, deed.program);
  return roundedOf(deed)(100 + total(counting.map(({ hundredths }) => hundredths - 100)));
}

function roundedOf({ points, room }: OfDeed) {
  return (hundredths: number) => Math.min(Math.floor((points * hundredths) / 100), room);
}

function countingOf(factors: Factor[], { multipliers }: ModelProgram): Factor[] {
  if (multipliers === "add" || factors.length === 0) return factors;
  const most = Math.max(...factors.map(({ hundredths }) => hundredths));
  return factors.filter(({ hundredths }) => hundredths === most).slice(0, 1);
}

type Cutting = { source: string; rounded: (hundredths: number) => number; ask: Ask };

/** What is limited adds to what is not, one after the other; each budget is asked for that. */
function cutAll(factors: Factor[], { source, rounded, ask }: Cutting) {
  const free = factors.filter(({ budgets }) => budgets.length === 0);
  const limited = factors.filter(({ budgets }) => budgets.length > 0);
  let hundredths = 100 + total(free.map((factor) => factor.hundredths - 100));
  let points = rounded(hundredths);
  let waits = false;
  for (const factor of limited) {
    const before = rounded(hundredths);
    hundredths += factor.hundredths - 100;
    let added = rounded(hundredths) - before;
    for (const { budget, limit } of factor.budgets) {
      if (added <= 0) break;
      const given = ask({ budget, source, points: added, limit });
      waits = waits || given === null;
      added = Math.min(added, given ?? 0);
    }
    points += added;
  }
  return { points, waits };
}

type Before = { source: string; program: ModelProgram; points: number; waits: boolean };

function ofProgram({ source, program, points, waits }: Before, ask: Ask): number {
  if (program.budget === null || points <= 0) return points;
  // Narrower budgets answer first.
  if (waits) return 0;
  const given = ask({ budget: "program", source, points, limit: program.budget });
  return Math.min(points, given ?? 0);
}
