import { parseDecimal } from "#app/domain/fraction.ts";
import type { Period } from "#app/domain/program/basics.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { TierLevel, Tiers, Way } from "#app/domain/program/tiers.ts";
import { isNever } from "#app/domain/surprises/contradictions.ts";
import { isMore, isNamedAlike, whole, type Surprise } from "#app/domain/surprises/surprise.ts";

/** Tiers that cannot be reached, more easily than the one below, or not told apart. */
export function tierSurprises(program: ProgramDocument): Surprise[] {
  const { tiers, rewards } = program;
  if (!tiers) return [];
  return tiers.levels.flatMap((level, at): Surprise[] => {
    const about = { path: `tiers.levels.${at}`, name: level.name };
    const retired = level.perks.flatMap((perk, n): Surprise[] => {
      const named = "reward" in perk ? rewards.find(({ id }) => id === perk.reward) : undefined;
      const path = `${about.path}.perks.${n}.reward`;
      return named?.retired
        ? [{ kind: "perk-retired", serious: true, name: named.name, path }]
        : [];
    });
    const alike = tiers.levels.slice(0, at).some((other) => isNamedAlike(other, level))
      ? [{ kind: "tier-named-alike" as const, serious: true, ...about }]
      : [];
    return [...alike, ...reachSurprises(level, { program, tiers, about }), ...retired];
  });
}

type Around = {
  program: ProgramDocument;
  tiers: Tiers;
  about: { path: string; name: TierLevel["name"] };
};

function reachSurprises(level: TierLevel, { program, tiers, about }: Around): Surprise[] {
  if (level.threshold === null) {
    const isImpossible = (way: Way) => way.kind === "condition" && isNever(way.when);
    return level.ways.length > 0 && level.ways.every(isImpossible)
      ? [{ kind: "tier-never", serious: true, ...about }]
      : [];
  }
  if (level.ways.length === 0 && isBeyondCap(level.threshold, { program, tiers })) {
    return [{ kind: "tier-beyond-cap", serious: true, ...about }];
  }
  return isEasier(level, tiers) ? [{ kind: "tier-easier", serious: false, ...about }] : [];
}

const PERIODS: Record<string, Period> = {
  "calendar-month": "month",
  "calendar-year": "year",
  lifetime: "lifetime",
};

/** More points than the caps let through in the time they are counted over. */
function isBeyondCap(
  threshold: string,
  { program, tiers }: { program: ProgramDocument; tiers: Tiers },
): boolean {
  // Caps are of orders; what activities and referrals give counts beside them.
  const others = program.activities.length > 0 || program.referral !== null;
  if (tiers.measure !== "points" || others) return false;
  const per = PERIODS[tiers.window.kind];
  return program.earning.caps.some(
    (cap) => cap.per === per && isMore(parseDecimal(threshold), whole(cap.points)),
  );
}

/** A way by the same measure and window that asks for less than the tier before it. */
function isEasier(level: TierLevel, tiers: Tiers): boolean {
  const at = tiers.levels.indexOf(level);
  const before = tiers.levels.slice(0, at).findLast(({ threshold }) => threshold !== null);
  if (before?.threshold == null) return false;
  const asked = parseDecimal(before.threshold);
  return level.ways.some(
    (way) =>
      way.kind === "measured" &&
      way.measure === tiers.measure &&
      JSON.stringify(way.window) === JSON.stringify(tiers.window) &&
      !isMore(parseDecimal(way.atLeast), asked),
  );
}
