import type { Tell } from "#app/domain/program/check-document.ts";
import type { Path } from "#app/domain/program/condition-places.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { OrderRule } from "#app/domain/program/earning.ts";

const MOST_POINTS_PER_UNIT = 10_000;
const MOST_MULTIPLIER = 50;
const MOST_POINTS_PER_ITEM = 1_000_000;

/** What is published is never changed: points that no ledger can hold would be for ever. */
export function checkSizes(program: ProgramDocument, tell: Tell): void {
  const { earning, campaigns, activities, tiers } = program;
  checkRate(earning, ["earning", "points"], tell);
  earning.rules.forEach((rule, at) => checkRule(rule, ["earning", "rules", at], tell));
  campaigns.forEach((campaign, at) => {
    const path = ["campaigns", at];
    campaign.rules.forEach((rule, n) => checkRule(rule, [...path, "rules", n], tell));
    if (campaign.activities) {
      checkFactor(campaign.activities.factor, [...path, "activities", "factor"], tell);
    }
  });
  activities.forEach(({ gives }, at) => {
    if (gives.kind === "multiplier") {
      checkFactor(gives.factor, ["activities", at, "gives", "factor"], tell);
    }
  });
  tiers?.levels.forEach(({ multiplier }, at) =>
    checkFactor(multiplier, ["tiers", "levels", at, "multiplier"], tell),
  );
}

function checkRule({ gives }: OrderRule, path: Path, tell: Tell): void {
  const inside = [...path, "gives"];
  switch (gives.kind) {
    case "rate":
      return checkRate(gives, [...inside, "points"], tell);
    case "multiplier":
      return checkFactor(gives.factor, [...inside, "factor"], tell);
    case "per-item":
      if (Number(gives.points) > MOST_POINTS_PER_ITEM) {
        tell([...inside, "points"], `Must be at most ${MOST_POINTS_PER_ITEM}.`);
      }
      return;
    case "fixed":
  }
}

function checkRate(rate: { points: string; perAmount: string }, path: Path, tell: Tell): void {
  const most = Number(rate.perAmount) * MOST_POINTS_PER_UNIT;
  if (most > 0 && Number(rate.points) > most) {
    tell(path, `Too much: at most ${MOST_POINTS_PER_UNIT} points for every unit of money.`);
  }
}

function checkFactor(factor: string, path: Path, tell: Tell): void {
  if (Number(factor) > MOST_MULTIPLIER) tell(path, `Must be at most ${MOST_MULTIPLIER}.`);
}
