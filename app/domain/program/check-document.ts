import type { Activity } from "#app/domain/program/activity.ts";
import type { Cap, Limit } from "#app/domain/program/basics.ts";
import { checkConditions, checkDays } from "#app/domain/program/check-conditions.ts";
import { checkReferences } from "#app/domain/program/check-references.ts";
import { checkSizes } from "#app/domain/program/check-sizes.ts";
import type { Path } from "#app/domain/program/condition-places.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Reward } from "#app/domain/program/reward.ts";

/** Tells what is wrong, at its place in the document. */
export type Tell = (path: (string | number)[], message: string) => void;

/** What no single field can know: whether the parts of a document fit each other. */
export function checkDocument(program: ProgramDocument, tell: Tell): void {
  checkHold(program, tell);
  checkSizes(program, tell);
  checkLevels(program.tiers, tell);
  checkReferences(program, tell);
  checkConditions(program, tell);
  checkPeriods(program, tell);
  program.campaigns.forEach((campaign, at) => checkDays(campaign, ["campaigns", at], tell));
  program.rewards.forEach((reward, at) => {
    checkSteps(reward, at, tell);
    checkOnly(reward, at, tell);
  });
  checkReferral(program.referral, tell);
}

const TOO_LATE = "Points would expire before they can be spent.";

function checkHold({ earning, expiry, activities, referral }: ProgramDocument, tell: Tell): void {
  const { hold } = earning;
  if (hold.atMostDays !== null && hold.atMostDays < hold.days) {
    tell(["earning", "hold", "atMostDays"], "Must not be less than the days points wait.");
  }
  if (expiry.kind !== "months-after-earning") return;
  const most = expiry.months * 28;
  if (hold.days >= most) tell(["earning", "hold", "days"], TOO_LATE);
  activities.forEach((activity: Activity, at) => {
    if (activity.holdDays >= most) tell(["activities", at, "holdDays"], TOO_LATE);
  });
  if (referral && referral.waitDays >= most) tell(["referral", "waitDays"], TOO_LATE);
}

function checkLevels(tiers: ProgramDocument["tiers"], tell: Tell): void {
  tiers?.levels.forEach((level, index) => {
    const path = ["tiers", "levels", index, "threshold"];
    const before = tiers.levels.slice(0, index).findLast(({ threshold }) => threshold !== null);
    if (
      before?.threshold != null &&
      level.threshold !== null &&
      Number(level.threshold) <= Number(before.threshold)
    ) {
      tell(path, "Must be more than the tier before it.");
    }
    if (level.threshold !== null && tiers.measure !== "spend" && !isWhole(level.threshold)) {
      tell(path, "Write a whole number.");
    }
    level.ways.forEach((way, at) => {
      if ((way.kind === "measured" || way.kind === "in-a-row") && way.measure !== "spend") {
        const place = ["tiers", "levels", index, "ways", at, "atLeast"];
        if (!isWhole(way.atLeast)) tell(place, "Write a whole number.");
      }
    });
  });
}

function isWhole(decimal: string): boolean {
  return /^\d+(\.0+)?$/.test(decimal);
}

/** One bound for each period: of two, only the smaller would ever count. */
function checkPeriods(program: ProgramDocument, tell: Tell): void {
  const { earning, campaigns, activities, rewards, referral } = program;
  const check = (bounds: (Cap | Limit)[], path: Path) => {
    bounds.forEach(({ per }, at) => {
      const first = bounds.findIndex((bound) => bound.per === per);
      if (first < at) tell([...path, at, "per"], "There is a limit for this period already.");
    });
  };
  const ruleBounds = (rules: typeof earning.rules, path: Path) => {
    rules.forEach((rule, at) => {
      check(rule.caps, [...path, at, "caps"]);
      check(rule.limits, [...path, at, "limits"]);
    });
  };
  check(earning.caps, ["earning", "caps"]);
  ruleBounds(earning.rules, ["earning", "rules"]);
  campaigns.forEach(({ rules }, at) => ruleBounds(rules, ["campaigns", at, "rules"]));
  activities.forEach((activity, at) => {
    check(activity.caps, ["activities", at, "caps"]);
    check(activity.limits, ["activities", at, "limits"]);
  });
  rewards.forEach(({ limits }, at) => check(limits, ["rewards", at, "limits"]));
  if (referral) check(referral.limits, ["referral", "limits"]);
}

/** Shopify takes one kind in a discount. */
function checkOnly({ gives, only }: Reward, at: number, tell: Tell): void {
  const path = ["rewards", at, "only"];
  if (only.products.length > 0 && only.collections.length > 0) {
    tell(path, "Name products or collections, not both.");
  }
  const named = only.products.length + only.collections.length;
  if (named > 0 && !["amount-off", "percentage-off", "points-as-cash"].includes(gives.kind)) {
    tell(path, "Only discounts can be for some products.");
  }
}

function checkSteps({ gives }: Reward, at: number, tell: Tell): void {
  if (gives.kind !== "points-as-cash" || gives.maximumSteps === null) return;
  if (gives.maximumSteps < gives.minimumSteps) {
    tell(["rewards", at, "gives", "maximumSteps"], "Must not be less than the least.");
  }
}

function checkReferral(referral: ProgramDocument["referral"], tell: Tell): void {
  if (referral && referral.inviterPoints === 0 && referral.friendPoints === 0) {
    tell(["referral", "inviterPoints"], "Give points to at least one side.");
  }
}
