import type { Clock } from "#app/db/context.ts";

/** Who has guessed how often lately. */
export type Guesses = { isTooMany(who: string): boolean; note(who: string): void };

const PER_DAY = 10;
const DAY_MS = 86_400_000;
const MOST_KEPT = 10_000;

/**
 * A curb on guessing invitation codes, of which nothing is written. Each process keeps its own, and
 * forgets it when it ends: a code has 65 random bits, so no number of processes helps to guess it.
 */
export function limitGuesses(clock: Clock): Guesses {
  const kept = new Map<string, { count: number; until: number }>();
  const find = (who: string) => {
    const known = kept.get(who);
    return known && known.until > clock.now().getTime() ? known : null;
  };
  return {
    isTooMany: (who) => (find(who)?.count ?? 0) >= PER_DAY,
    note: (who) => {
      const { count, until } = find(who) ?? { count: 0, until: clock.now().getTime() + DAY_MS };
      kept.set(who, { count: count + 1, until });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
  };
}
