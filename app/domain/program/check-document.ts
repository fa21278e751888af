import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Reward } from "#app/domain/program/reward.ts";

/** Tells what is wrong, at its place in the document. */
export type Tell = (path: (string | number)[], message: string) => void;

/** What no single field can know: whether the parts of a document fit each other. */
export function checkDocument(program: ProgramDocument, tell: Tell): void {
  checkHold(program, tell);
  checkRate(program.earning, tell);
  checkLevels(program.tiers, tell);
  checkRewards(program.rewards, tell);
}

function checkHold({ earning, expiry }: ProgramDocument, tell: Tell): void {
  if (expiry.kind === "months-after-earning" && earning.hold.days >= expiry.months * 28) {
    tell(["earning", "hold", "days"], "Points would expire before they can be spent.");
  }
}

/** What is published is never changed: a rate whose points no ledger can hold would be for ever. */
function checkRate({ points, perAmount }: ProgramDocument["earning"], tell: Tell): void {
  const most = Number(perAmount) * MOST_POINTS_PER_UNIT;
  if (most > 0 && Number(points) > most) {
    tell(
      ["earning", "points"],
      `Too big: points per unit of money must be <=${MOST_POINTS_PER_UNIT}`,
    );
  }
}
const MOST_POINTS_PER_UNIT = 10_000;
const MOST_MULTIPLIER = 50;

function checkLevels(tiers: ProgramDocument["tiers"], tell: Tell): void {
  tiers?.levels.forEach((level, index) => {
    const path = ["tiers", "levels", index];
    const before = tiers.levels.slice(0, index).findLast(({ threshold }) => threshold !== null);
    if (
      before?.threshold != null &&
      level.threshold !== null &&
      Number(level.threshold) <= Number(before.threshold)
    ) {
      tell([...path, "threshold"], "Must be more than the tier before it.");
    }
    if (Number(level.multiplier) > MOST_MULTIPLIER) {
      tell([...path, "multiplier"], `Too big: a multiplier must be <=${MOST_MULTIPLIER}`);
    }
    if (tiers.levels.findIndex((other) => other.id === level.id) < index) {
      tell([...path, "id"], "Two tiers have the same id.");
    }
  });
}

function checkRewards(rewards: Reward[], tell: Tell): void {
  rewards.forEach((reward, index) => {
    if (rewards.findIndex((other) => other.id === reward.id) < index) {
      tell(["rewards", index, "id"], "Two rewards have the same id.");
    }
  });
}
