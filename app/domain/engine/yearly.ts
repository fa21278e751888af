import type { ActivityNothing } from "#app/domain/activity-receipt.ts";
import { addDays, addMonths, dayOf, startOfDay, type Day } from "#app/domain/calendar.ts";
import { offerOf } from "#app/domain/engine/deed.ts";
import { begin, count } from "#app/domain/engine/deeds.ts";
import { followDeed } from "#app/domain/engine/progress.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { Traits } from "#app/domain/engine/traits.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Activity } from "#app/domain/program/activity.ts";
import { programAt, type Program } from "#app/domain/program/program.ts";

type Yearly = Extract<Activity, { kind: "birthday" | "anniversary" }>;

/** A date that is changed cannot bring the day again so soon. */
const LEAST_DAYS = 300;

/** When the next birthday or anniversary comes that a program gives something for, or null. */
export function nextYearly(state: State, now: Instant): Instant | null {
  const dueAt = (state.yearlyDueAt ??= dueAfter(state, now));
  return Number.isFinite(dueAt) ? dueAt : null;
}

/** A birthday or an anniversary of joining begins. */
export function celebrate(state: State, at: Instant): void {
  state.yearlyDueAt = undefined;
  const program = programAt(state.programs, at);
  if (!program) return;
  const day = dayOf(at, program.timeZone);
  for (const activity of yearlyOf(program)) {
    if (dateIn(activity.kind, state.traits, { program, day }) === day) {
      give(state, activity, { program, day, at });
    }
  }
}

type Today = { program: Program; day: Day; at: Instant };

/** At most once in a calendar year, also where the date was changed meanwhile. */
function give(state: State, activity: Yearly, { program, day, at }: Today): void {
  const source = `yearly:${activity.id}:${day.slice(0, 4)}`;
  if (state.deeds.get(source)?.claim) return;
  const refused = whyNot(state, activity, { program, day, at });
  const deed = begin(state, { source, offer: offerOf(activity), program, at, refused });
  count(state, deed, at);
  if (deed.stands) state.celebrated.set(activity.id, day);
  followDeed(state, deed, at);
}

function whyNot(state: State, activity: Yearly, today: Today): ActivityNothing | null {
  const { kind, id, waitDays } = activity;
  const { birthday } = state.traits;
  if (kind === "birthday" && birthday) {
    const known = dayOf(birthday.since, today.program.timeZone);
    if (addDays(known, waitDays) > today.day) return { reason: "known-too-late", waitDays };
  }
  const last = state.celebrated.get(id);
  return last !== undefined && addDays(last, LEAST_DAYS) > today.day
    ? { reason: "too-soon" }
    : null;
}

/** Versions to come are looked at, too: each in the time in which it is in force. */
function dueAfter(state: State, now: Instant): Instant {
  const { traits, programs } = state;
  if (traits.closedAt !== null) return Number.POSITIVE_INFINITY;
  for (const [index, program] of programs.entries()) {
    const end = programs[index + 1]?.effectiveFrom ?? Number.POSITIVE_INFINITY;
    if (end <= now) continue;
    const kinds = new Set(yearlyOf(program).map(({ kind }) => kind));
    const dates = [...kinds].map((kind) => dateAfter(kind, traits, { program, now }));
    const next = Math.min(...dates);
    if (next < end) return next;
  }
  return Number.POSITIVE_INFINITY;
}

/** The next such day that begins after `now` while the program is in force. */
function dateAfter(
  kind: Yearly["kind"],
  traits: Traits,
  { program, now }: { program: Program; now: Instant },
): Instant {
  const from = Math.max(now, program.effectiveFrom);
  let day = dayOf(from, program.timeZone);
  for (let year = 0; year < 2; year += 1) {
    const date = dateIn(kind, traits, { program, day });
    if (date === null) return Number.POSITIVE_INFINITY;
    const at = startOfDay(date, program.timeZone);
    // The day of joining itself is no anniversary, and has begun by now.
    if (at > now && at >= program.effectiveFrom) return at;
    day = addMonths(day, 12);
  }
  return Number.POSITIVE_INFINITY;
}

/** The day's date in the calendar year of another day; 29 February is kept on the 28th. */
function dateIn(
  kind: Yearly["kind"],
  { birthday, joinedAt }: Traits,
  { program, day }: { program: Program; day: Day },
): Day | null {
  const year = day.slice(0, 4);
  if (kind === "birthday") {
    if (!birthday) return null;
    const first = addMonths(`${year}-01-01`, birthday.month - 1);
    const last = addDays(addMonths(first, 1), -1);
    const date = addDays(first, birthday.day - 1);
    return date > last ? last : date;
  }
  if (joinedAt === null) return null;
  const joined = dayOf(joinedAt, program.timeZone);
  return addMonths(joined, 12 * (Number(year) - Number(joined.slice(0, 4))));
}

const yearlies = new WeakMap<Program, Yearly[]>();

function yearlyOf(program: Program): Yearly[] {
  const known = yearlies.get(program);
  if (known) return known;
  const found = program.document.activities.filter(
    (activity): activity is Yearly =>
      activity.kind === "birthday" || activity.kind === "anniversary",
  );
  yearlies.set(program, found);
  return found;
}
