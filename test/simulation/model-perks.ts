import { periodThere } from "#test/simulation/model-kinds.ts";

/** What a tier brings beside points. */
export type ModelPerk =
  | { kind: "free-reward"; reward: string; times: number; per: ModelPeriod }
  | { kind: "standing-discount"; reward: string }
  | { kind: "cheaper-rewards"; percent: number };
type ModelPeriod = Parameters<typeof periodThere>[1];

/** Something that was had for free: when, and from when on it counts as not taken. */
export type ModelClaim = { id: string; reward: string; at: number; backAt: number | null };

type Asked = { perks: ModelPerk[]; claims: ModelClaim[]; timeZone: string; at: number };

/**
 * How many of each free reward are left to who has these perks, in the order of the perks. What was
 * had is of the first perk that had some left for that day; what came back is not had.
 */
export function freeLeft({
  perks,
  claims,
  timeZone,
  at,
}: Asked): { reward: string; left: number }[] {
  const offers = perks.flatMap((perk) => {
    if (perk.kind === "free-reward") return { ...perk, had: [] as string[] };
    if (perk.kind === "cheaper-rewards") return [];
    return { reward: perk.reward, times: 1, per: "month" as const, had: [] as string[] };
  });
  const stretch = (moment: number, per: ModelPeriod) => periodThere(moment, per, timeZone);
  const had = claims.filter((claim) => {
    return claim.at <= at && (claim.backAt === null || claim.backAt > at);
  });
  for (const claim of had.toSorted((a, b) => a.at - b.at)) {
    const offer = offers.find(({ reward, times, per, had }) => {
      const same = had.filter((each) => each === stretch(claim.at, per));
      return reward === claim.reward && same.length < times;
    });
    offer?.had.push(stretch(claim.at, offer.per));
  }
  return offers.map(({ reward, times, per, had }) => {
    const now = had.filter((each) => each === stretch(at, per));
    return { reward, left: times - now.length };
  });
}

/** How many of one reward are left in all. */
export function freeLeftOf(reward: string, asked: Asked): number {
  return freeLeft(asked)
    .filter((offer) => offer.reward === reward)
    .reduce((sum, { left }) => sum + left, 0);
}

/** What something costs whoever has these perks: the cheapest, and at least one point. */
export function priceFor(cost: number, perks: ModelPerk[]): number {
  const prices = perks.flatMap((perk) =>
    perk.kind === "cheaper-rewards" ? Math.ceil((cost * (100 - perk.percent)) / 100) : [],
  );
  return Math.max(1, Math.min(cost, ...prices));
}
