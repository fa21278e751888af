import { evidenceOf, timesDone, type Evidence } from "#test/simulation/model-evidence.ts";
import { begin, count, undo } from "#test/simulation/model-deeds.ts";
import type { ModelGoal, ModelProgram } from "#test/simulation/model-facts.ts";
import { eraOf, type Books } from "#test/simulation/model-lots.ts";

/** When something changes, and what: something of a time before or after they left. */
type Moment = { program: ModelProgram; at: number; era: number };

/** An order is worth more or less than before: what its program makes of orders follows. */
export function followOrders(books: Books, moment: Moment): void {
  judge(
    books,
    moment.program.goals.filter(({ what }) => what.of.kind !== "activity"),
    moment,
  );
}

/** Something was done, or taken back: so does what consists of that. */
export function followDeed(books: Books, source: string, at: number): void {
  const deed = books.deeds.get(source);
  if (!deed) return;
  const { program, offer } = deed;
  const goals = program.goals.filter(
    ({ what: { of } }) => of.kind === "activity" && of.activity === offer.id,
  );
  judge(books, goals, { program, at, era: eraOf(books, deed.at) });
}

function judge(books: Books, goals: ModelGoal[], moment: Moment): void {
  for (const goal of goals) {
    const before = standing(books);
    bring(books, goal, { ...moment, evidence: evidenceOf(books, goal, moment.era) });
    const after = standing(books);
    const changed = [...after].filter((source) => !before.has(source));
    const gone = [...before].filter((source) => !after.has(source));
    for (const source of [...gone, ...changed]) followDeed(books, source, moment.at);
  }
}

function standing({ deeds }: Books): Set<string> {
  return new Set([...deeds].filter(([, { stands }]) => stands).map(([source]) => source));
}

type Bringing = Moment & { evidence: Evidence[] };

/** As often as it is done by what stands now; the last goes first, and comes back as it was. */
function bring(books: Books, goal: ModelGoal, { program, at, era, evidence }: Bringing): void {
  const { what } = goal;
  const done = timesDone(books.facts, goal, evidence);
  const rest = (source: string, isReached: boolean) =>
    restOn(books, { source, goal, isReached, program, at, era });
  if (what.kind === "challenge" && what.within.kind === "period") {
    const { per } = what.within;
    const key = keyOf(goal, era);
    const known = books.periods.get(key) ?? new Map<string, string>();
    books.periods.set(key, known);
    for (const first of new Set([...known.keys(), ...done])) {
      const source = known.get(first) ?? nameOfPeriod(books, { goal, first, per });
      known.set(first, source);
      rest(source, done.includes(first));
    }
    return;
  }
  if (what.kind === "streak" && !what.repeats) {
    if (done.length > 0) books.counted.set(goal.id, Math.max(books.counted.get(goal.id) ?? 0, 1));
    return rest(`streak:${goal.id}:1`, done.length > 0);
  }
  const given = books.given.get(keyOf(goal, era)) ?? [];
  books.given.set(keyOf(goal, era), given);
  for (const source of given.slice(done.length).toReversed()) rest(source, false);
  for (const [index] of done.entries()) {
    given[index] ??= `${what.kind}:${goal.id}:${nextNumber(books, goal)}`;
    rest(given[index], true);
  }
}

function nextNumber({ counted }: Books, { id }: ModelGoal): number {
  const number = (counted.get(id) ?? 0) + 1;
  counted.set(id, number);
  return number;
}

/** Once for each period; one of another length may begin on the same day. */
function nameOfPeriod(
  { lengths }: Books,
  { goal, first, per }: { goal: ModelGoal; first: string; per: string },
): string {
  const name = `challenge:${goal.id}:${first}`;
  if (!lengths.has(name)) lengths.set(name, per);
  return lengths.get(name) === per ? name : `${name}:${per}`;
}

type Resting = Moment & { source: string; goal: ModelGoal; isReached: boolean };

/** What two versions ask for may both be reached: it stands as long as one of them is. */
function restOn(books: Books, { source, goal, isReached, program, at, era }: Resting): void {
  const reached = books.reached.get(source) ?? new Set();
  books.reached.set(source, reached);
  if (isReached) reached.add(keyOf(goal, era));
  else reached.delete(keyOf(goal, era));
  if (reached.size === 0) return undo(books, source);
  if (!books.deeds.has(source)) begin(books, source, { program, offer: goal, at });
  const deed = books.deeds.get(source);
  // What was before they left leads to nothing more.
  if (deed?.givenAt === null && era < eraOf(books, at)) deed.refused = true;
  count(books, source, at);
}

/** What is asked for; another version may ask for the same. */
function keyOf({ id, what }: ModelGoal, era: number): string {
  return JSON.stringify([era, id, what]);
}
