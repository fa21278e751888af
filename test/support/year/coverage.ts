import type { ProgramDocument } from "#app/domain/program/document.ts";
import { partsApplied } from "#test/support/year/parts-applied.ts";
import type { Liver, Year } from "#test/support/year/live.ts";

/** Every part of a program that a year ought to exercise, by a name of its own. */
export function listParts({ earning, campaigns, ...rest }: ProgramDocument): string[] {
  const { activities, referral, tiers, rewards } = rest;
  const rules = [...earning.rules, ...campaigns.flatMap((campaign) => campaign.rules)];
  return [
    ...rules.map(({ id }) => `rule ${id}`),
    ...activities.map(({ id }) => `activity ${id}`),
    ...(referral && referral.inviterPoints > 0 ? ["referral inviter"] : []),
    ...(referral && referral.friendPoints > 0 ? ["referral friend"] : []),
    ...(tiers?.levels ?? []).flatMap(({ id, perks }) => [
      `tier ${id}`,
      ...perks.map((perk) => `perk ${perkName(id, perk)}`),
    ]),
    ...rewards.map(({ id }) => `reward ${id}`),
  ];
}

/** How often each part was at work in a year. */
export function countParts(year: Year): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const liver of year.livers.values()) {
    liver.tiersHeld.forEach((id) => count(`tier ${id}`));
    partsApplied(liver).forEach(count);
    sourcesOf(liver, year).forEach(count);
    takenBy(liver, year).forEach(count);
  }
  return counts;
}

type Perk = NonNullable<ProgramDocument["tiers"]>["levels"][number]["perks"][number];

function perkName(tierId: string, perk: Perk): string {
  return `${tierId} ${perk.kind}${"reward" in perk ? ` ${perk.reward}` : ""}`;
}

/** Activities and referrals that gave points. */
function sourcesOf({ decision, facts }: Liver, { version }: Year): string[] {
  const signup = version.document.activities.find(({ kind }) => kind === "signup");
  const events = new Map(facts.events.map((event) => [event.id, event]));
  const sources = new Set((decision?.state.journal ?? []).map(({ source }) => source));
  return [...sources].flatMap((source) => {
    const [kind = "", id = ""] = source.split(":");
    if (["yearly", "streak", "challenge"].includes(kind)) return [`activity ${id}`];
    if (kind === "referral") return ["referral inviter"];
    if (kind === "referred") return ["referral friend"];
    const event = events.get(source.replace("activity:", ""));
    if (event?.kind === "activity") return [`activity ${event.activity}`];
    return event?.kind === "joined" && signup ? [`activity ${signup.id}`] : [];
  });
}

/** Rewards taken, and perks used: those of a tier that was held, where nothing is taken. */
function takenBy({ facts, tiersHeld, freeTaken }: Liver, { program }: Year): string[] {
  const held = program.levels.filter(({ id }) => tiersHeld.has(id));
  const standing = held.flatMap(({ id, perks }) =>
    perks.filter((perk) => !("reward" in perk)).map((perk) => `perk ${perkName(id, perk)}`),
  );
  const free = freeTaken.flatMap(({ tierId, rewardId }) => {
    const perks = program.levels.find(({ id }) => id === tierId)?.perks ?? [];
    const used = perks.filter((perk) => "reward" in perk && perk.reward === rewardId);
    return used.map((perk) => `perk ${perkName(tierId, perk)}`);
  });
  return [...standing, ...free, ...facts.redemptions.map(({ rewardId }) => `reward ${rewardId}`)];
}
