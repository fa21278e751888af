import { isLess, multiply, parseDecimal, type Fraction } from "#app/domain/fraction.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { isNever } from "#app/domain/surprises/contradictions.ts";
import {
  divide,
  greatest,
  isMore,
  isNamedAlike,
  ONE,
  shortText,
  whole,
  worthOfPoint,
  type Surprise,
} from "#app/domain/surprises/surprise.ts";

/** Members get back more than this much of what they spend: worth a second look. */
const GENEROUS: Fraction = { numerator: 30n, denominator: 100n };

/** Rewards that give too much, that nobody can take, or that outlive a refund. */
export function rewardSurprises(program: ProgramDocument): Surprise[] {
  const perks = (program.tiers?.levels ?? []).flatMap(({ perks }) => perks);
  const isPerk = (id: string) => perks.some((perk) => "reward" in perk && perk.reward === id);
  return program.rewards.flatMap((reward, at): Surprise[] => {
    if (reward.retired) return [];
    const about = { path: `rewards.${at}`, name: reward.name };
    const alike = program.rewards.slice(0, at).some((other) => isOfferedTwice(other, reward));
    if (reward.for !== null && isNever(reward.for)) {
      return [{ kind: "reward-never", serious: true, ...about }];
    }
    return [
      ...(alike ? [{ kind: "reward-named-alike" as const, serious: false, ...about }] : []),
      ...generous(reward, about, program),
      ...(isKeptAfterRefund(reward, program)
        ? [{ kind: "reward-kept-after-refund" as const, serious: true, ...about }]
        : []),
      ...(isWorthMoreThanOrder(reward)
        ? [{ kind: "reward-worth-more-than-order" as const, serious: false, ...about }]
        : []),
      ...(reward.notForSale && !isPerk(reward.id)
        ? [{ kind: "reward-nobody-gets" as const, serious: false, ...about }]
        : []),
    ];
  });
}

/** Whether both are offered for points; a perk often shares the name of what is sold. */
function isOfferedTwice(one: Reward, other: Reward): boolean {
  if (one.retired || one.notForSale || other.notForSale) return false;
  return isNamedAlike(one, other);
}

/** What comes back of each unit of money, by the best rate a tier earns. */
function generous(
  reward: Reward,
  about: { path: string; name: Reward["name"] },
  { earning, tiers }: ProgramDocument,
): Surprise[] {
  const worth = worthOfPoint(reward);
  if (worth === null || !/[1-9]/.test(earning.points)) return [];
  const rate = divide(parseDecimal(earning.points), parseDecimal(earning.perAmount));
  const factors = (tiers?.levels ?? []).map(({ multiplier }) => parseDecimal(multiplier));
  const back = multiply(multiply(worth, rate), greatest([ONE, ...factors]) ?? ONE);
  if (!isMore(back, GENEROUS)) return [];
  const percent = shortText(multiply(back, whole(100)));
  return [{ kind: "reward-generous", percent, serious: !isLess(back, ONE), ...about }];
}

/** Bought, earned, spent, returned: where lost points are forgiven, the reward was for nothing. */
function isKeptAfterRefund({ gives, notForSale }: Reward, program: ProgramDocument): boolean {
  const { hold } = program.earning;
  const lasting = ["gift-card", "store-credit", "voucher", "service", "donation", "draw-ticket"];
  const atOnce = hold.days === 0 && hold.after === "payment";
  const forgiven = program.refunds.belowZero === "forgive";
  return forgiven && atOnce && !notForSale && lasting.includes(gives.kind);
}

function isWorthMoreThanOrder({ gives, minimumOrder }: Reward): boolean {
  if (gives.kind !== "amount-off" || minimumOrder === null) return false;
  return isMore(parseDecimal(gives.amount), parseDecimal(minimumOrder));
}
