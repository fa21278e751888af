import type { Move, State } from "#app/domain/engine/state.ts";

/**
 * What else but orders earned points, kept up with the journal: tiers by points count them from
 * when they were given. Entry gifts, points by hand and returned rewards are no earnings. Returns
 * whether some were taken back since this was asked last.
 */
export function hasShrunk(state: State): boolean {
  let shrunk = false;
  for (; state.journalSeen < state.journal.length; state.journalSeen += 1) {
    const entry = state.journal[state.journalSeen];
    if (!entry || !isEarning(entry)) continue;
    state.tallies.clear();
    const points = entry.from === "issued" ? entry.points : -entry.points;
    const known = state.otherEarnings.get(entry.source);
    if (known) known.points += points;
    else
      state.otherEarnings.set(entry.source, {
        paidAt: entry.at,
        spendMinor: 0n,
        points,
        window: null,
      });
    shrunk ||= points < 0n;
  }
  return shrunk;
}

function isEarning({ source, from, to }: Move): boolean {
  return (from === "issued" || to === "issued") && !/^(order|gift):/.test(source);
}
