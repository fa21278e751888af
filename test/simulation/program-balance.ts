import { diceFor, type Dice } from "#test/simulation/dice.ts";
import type { Happening } from "#test/simulation/history.ts";
import type { SimTiers } from "#test/simulation/program-tiers.ts";

/** In so many lives tiers are judged by what can be spent. */
const SHARE = 0.2;

/** In some lives what can be spent decides the tier, or is a way into one. */
export function withBalance(events: Happening[], { seed }: { seed: number }): Happening[] {
  const dice = diceFor(seed, "balance");
  if (!dice.often(SHARE)) return events;
  return events.map((event) => {
    if (event.kind !== "publish" || event.program.tiers === null) return event;
    const tiers = byBalance(dice, event.program.tiers);
    return { ...event, program: { ...event.program, tiers } };
  });
}

/** The next tier asks for twice as much; a way beside asks for a little less. */
function byBalance(dice: Dice, tiers: SimTiers): SimTiers {
  const [least, wayOnly] = [dice.pick([25, 60, 100, 200]), dice.often(0.25)];
  const levels = tiers.levels.map((level, place) => {
    const atLeast = least * (place + 1);
    const way = { kind: "measured", measure: "balance", atLeast: atLeast - 5 } as const;
    const ways = dice.often(wayOnly ? 1 : 0.2) ? [{ ...way, window: tiers.window }] : level.ways;
    const threshold = level.threshold === null || wayOnly ? level.threshold : atLeast;
    return { ...level, threshold, ways: level.id === "black" ? level.ways : ways };
  });
  return { ...tiers, measure: wayOnly ? tiers.measure : "balance", levels };
}
