import type { Activity } from "#app/domain/program/activity.ts";
import type { Tell } from "#app/domain/program/check-document.ts";
import type { Path } from "#app/domain/program/condition-places.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import type { Perk } from "#app/domain/program/tiers.ts";

/** Whether everything that is named is there, and every name stands for one thing. */
export function checkReferences(program: ProgramDocument, tell: Tell): void {
  const { earning, campaigns, activities, rewards, tiers } = program;
  const rules = [
    ...earning.rules.map(({ id }, at) => ({ id, path: ["earning", "rules", at] })),
    ...campaigns.flatMap((campaign, at) =>
      campaign.rules.map(({ id }, n) => ({ id, path: ["campaigns", at, "rules", n] })),
    ),
  ];
  checkIds(rules, "Two rules have the same id.", tell);
  checkIds(placed(campaigns, ["campaigns"]), "Two campaigns have the same id.", tell);
  checkIds(placed(activities, ["activities"]), "Two activities have the same id.", tell);
  checkIds(placed(rewards, ["rewards"]), "Two rewards have the same id.", tell);
  checkIds(placed(tiers?.levels ?? [], ["tiers", "levels"]), "Two tiers have the same id.", tell);
  checkActivities(program, tell);
  checkPrices(program, tell);
  tiers?.levels.forEach(({ perks }, at) => {
    perks.forEach((perk, n) => {
      checkPerk(perk, rewards, (key, message) =>
        tell(["tiers", "levels", at, "perks", n, key], message),
      );
    });
  });
}

type Placed = { id: string; path: Path };

function placed(items: { id: string }[], path: Path): Placed[] {
  return items.map(({ id }, at) => ({ id, path: [...path, at] }));
}

function checkIds(items: Placed[], message: string, tell: Tell): void {
  const seen = new Set<string>();
  for (const { id, path } of items) {
    if (seen.has(id)) tell([...path, "id"], message);
    seen.add(id);
  }
}

function checkActivities({ activities, campaigns }: ProgramDocument, tell: Tell): void {
  const known = new Set(activities.map(({ id }) => id));
  const check = (id: string, path: Path) => {
    if (!known.has(id)) tell(path, `There is no activity “${id}”.`);
  };
  activities.forEach((activity, at) => {
    const path = ["activities", at];
    const counted = countedBy(activity);
    if (counted !== null) check(counted, [...path, "of", "activity"]);
    if (leadsTo(activity.id, counted, activities)) {
      tell([...path, "of", "activity"], "An activity cannot count itself.");
    }
    if (activity.unlockedBy === null) return;
    check(activity.unlockedBy, [...path, "unlockedBy"]);
    if (leadsTo(activity.id, activity.unlockedBy, activities)) {
      tell([...path, "unlockedBy"], "This unlocks itself: it can never be done.");
    }
  });
  campaigns.forEach((campaign, at) => {
    campaign.activities?.only?.forEach((id, n) =>
      check(id, ["campaigns", at, "activities", "only", n]),
    );
  });
}

/** Another activity that a streak or a challenge consists of. */
function countedBy(activity: Activity): string | null {
  if (activity.kind !== "streak" && activity.kind !== "challenge") return null;
  return activity.of.kind === "activity" ? activity.of.activity : null;
}

/** What must come before it comes round to itself: by unlocking, or by what it consists of. */
function leadsTo(end: string, first: string | null, activities: Activity[]): boolean {
  const seen = new Set<string>();
  const open = [first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === end) return true;
    if (id === null || seen.has(id)) continue;
    seen.add(id);
    const next = activities.find((activity) => activity.id === id);
    if (next) open.push(next.unlockedBy, countedBy(next));
  }
  return false;
}

function checkPrices({ rewards, tiers }: ProgramDocument, tell: Tell): void {
  const known = new Set((tiers?.levels ?? []).map(({ id }) => id));
  rewards.forEach(({ prices }, at) => {
    prices.forEach(({ tier }, n) => {
      const path = ["rewards", at, "prices", n, "tier"];
      if (!known.has(tier)) tell(path, `There is no tier “${tier}”.`);
      if (prices.findIndex((price) => price.tier === tier) < n) {
        tell(path, "This tier has a price already.");
      }
    });
  });
}

/** Codes whose value stands fast, which can be used by an order. */
const STANDING = ["amount-off", "percentage-off", "free-shipping", "free-product"];

function checkPerk(
  perk: Perk,
  rewards: Reward[],
  tell: (key: string, message: string) => void,
): void {
  if (perk.kind !== "free-reward" && perk.kind !== "standing-discount") return;
  const reward = rewards.find(({ id }) => id === perk.reward);
  if (!reward) return tell("reward", `There is no reward “${perk.reward}”.`);
  if (perk.kind === "free-reward" && reward.gives.kind === "points-as-cash") {
    return tell("reward", "Points as cash cannot be given for free.");
  }
  if (perk.kind === "standing-discount" && !STANDING.includes(reward.gives.kind)) {
    tell("reward", "A standing discount must be a discount code.");
  }
}
