import type { ProgramInput } from "#app/domain/program/document.ts";
import { gid } from "#dev-shop/model.ts";
import { createIds } from "#dev-shop/store/ids.ts";
import type { Dice } from "#test/simulation/dice.ts";
import { termsOf, type SimActivity } from "#test/simulation/program-deeds.ts";
import type { SimProgram } from "#test/simulation/program.ts";

/** Something that comes by itself of orders, or of what a member does. */
export type SimGoal = Omit<SimActivity, "id"> & { id: string; what: SimStreak | SimChallenge };

type SimOf = { kind: "orders" } | { kind: "activity"; activity: string };

type SimStreak = {
  kind: "streak";
  of: SimOf;
  unit: "day" | "week" | "month";
  length: number;
  repeats: boolean;
};

/** Money in whole units; products by their numbers, null for all. */
type SimChallenge = {
  kind: "challenge";
  of: SimOf | { kind: "spend" } | { kind: "items"; products: number[] | null };
  target: number;
  within:
    | { kind: "period"; per: "day" | "week" | "month" | "quarter" | "year" }
    | { kind: "days"; days: number };
};

/** In what steps a shop's members come back. */
export type Rhythm = "day" | "week" | "month";

const ids = createIds(0);
const PRODUCTS = [0, 1, 2, 3].map(() => ids.next("product"));

/** One to three goals, of which later ones may rest on earlier ones. */
export function rollGoals(dice: Dice, { program, rhythm }: Rolling): SimGoal[] {
  const known: string[] = program.activities.map(({ id }) => id);
  const goals: SimGoal[] = [];
  const add = (id: string, what: SimGoal["what"]) => {
    goals.push({ id, what, ...rollTerms(dice, known) });
    known.push(id);
  };
  const streak = dice.often(0.75);
  if (streak) add("run", rollStreak(dice, { known, rhythm }));
  if (!streak || dice.often(0.7)) add("quest", rollChallenge(dice, { known, rhythm }));
  if (dice.often(0.25)) {
    const of = { kind: "activity", activity: dice.pick(goals).id } as const;
    add("chain", { kind: "challenge", of, target: 2, within: { kind: "period", per: "year" } });
  }
  return goals;
}

type Rolling = { program: SimProgram; rhythm: Rhythm };
type Resting = { known: string[]; rhythm: Rhythm };

function rollTerms(dice: Dice, known: string[]): Omit<SimGoal, "id" | "what"> {
  return {
    points: dice.pick([7, 20]),
    boost: dice.often(0.3) ? rollBoost(dice) : null,
    approval: false,
    holdDays: dice.pick([0, 0, 0, 3]),
    limit: dice.pick([null, null, { per: "month", times: 1 }, { per: "lifetime", times: 2 }]),
    cap: dice.pick([null, null, { per: "week", points: 12 }, { per: "lifetime", points: 25 }]),
    unlockedBy: known.length > 0 && dice.often(0.2) ? dice.pick(known) : null,
  };
}

/** No other multiplier of a program is equal. */
export function rollBoost(dice: Dice): SimGoal["boost"] {
  return { hundredths: dice.pick([220, 320]), days: dice.pick([1, 3, 7]) };
}

function rollStreak(dice: Dice, { known, rhythm }: Resting): SimStreak {
  const of = rollOf(dice, known);
  return {
    kind: "streak",
    of,
    unit: rhythm,
    length: dice.pick([2, 2, 3]),
    repeats: dice.often(0.7),
  };
}

function rollOf(dice: Dice, known: string[]): SimOf {
  const activities = known.filter((id) => id !== "signup" && id !== "run");
  if (activities.length === 0 || dice.often(0.6)) return { kind: "orders" };
  return { kind: "activity", activity: dice.pick(activities) };
}

function rollChallenge(dice: Dice, { known, rhythm }: Resting): SimChallenge {
  const days = { day: [1, 2, 4], week: [7, 12], month: [30, 50] }[rhythm];
  const within = dice.pick<SimChallenge["within"]>([
    { kind: "days", days: dice.pick(days) },
    { kind: "days", days: dice.pick(days) },
    { kind: "period", per: rhythm },
    { kind: "period", per: dice.pick(["week", "month", "quarter", "year"]) },
  ]);
  const products = dice.pick([null, PRODUCTS.slice(0, 2), PRODUCTS.slice(1, 3)]);
  const [of, targets] = dice.pick<[SimChallenge["of"], number[]]>([
    [rollOf(dice, known), [1, 2, 2, 3]],
    [{ kind: "spend" }, [60, 150, 300]],
    [{ kind: "items", products }, [2, 3, 5]],
  ]);
  return { kind: "challenge", of, target: dice.pick(targets), within };
}

/** As a later version has it: the same, with other terms, another goal of that name, or none. */
export function changeGoals(dice: Dice, before: SimGoal[], rolling: Rolling): SimGoal[] {
  const fresh = rollGoals(dice, rolling);
  return before
    .map((goal): SimGoal => {
      const other = fresh.find(({ id }) => id === goal.id) ?? goal;
      const terms = dice.often(0.3) ? { points: other.points, limit: other.limit } : {};
      if (dice.often(0.5)) return { ...goal, ...terms };
      return { ...goal, ...terms, what: dice.often(0.4) ? other.what : harder(goal.what) };
    })
    .filter(() => dice.often(0.9));
}

function harder(what: SimGoal["what"]): SimGoal["what"] {
  if (what.kind === "streak") return { ...what, length: what.length === 2 ? 3 : 2 };
  return { ...what, target: what.target > 1 ? what.target - 1 : 2 };
}

/** What a version does not have is not named by it. */
export function withoutStrangers(program: SimProgram): SimProgram {
  const known = (id: string, all: { id: string }[]) => all.some((each) => each.id === id);
  const { activities } = program;
  let { goals } = program;
  for (let before = -1; before !== goals.length;) {
    before = goals.length;
    const all = [...activities, ...goals];
    goals = goals.filter(({ what: { of } }) => of.kind !== "activity" || known(of.activity, all));
  }
  const all = [...activities, ...goals];
  const open = <T extends { unlockedBy: string | null }>(each: T): T => ({
    ...each,
    unlockedBy: each.unlockedBy !== null && known(each.unlockedBy, all) ? each.unlockedBy : null,
  });
  return { ...program, activities: activities.map(open), goals: goals.map(open) };
}

/** The goals as the app's merchants write them. */
export function goalsOf(goals: SimGoal[]): NonNullable<ProgramInput["activities"]> {
  return goals.map(({ what, ...goal }) => {
    if (what.kind === "streak") return { ...termsOf(goal), ...what, id: goal.id };
    const { of, target } = what;
    return {
      ...{ ...termsOf(goal), ...what, id: goal.id, target: String(target) },
      of: of.kind === "items" ? { kind: of.kind, lines: linesOf(of.products) } : of,
    };
  });
}

function linesOf(products: number[] | null) {
  return products && { kind: "product" as const, in: products.map((id) => gid("Product", id)) };
}
