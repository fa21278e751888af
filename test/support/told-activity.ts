import type {
  ActivityNothing,
  ActivityReceipt,
  ActivityStep,
} from "#app/domain/activity-receipt.ts";
import { formatExactly } from "#app/domain/format.ts";
import { toldTime } from "#test/support/told-member.ts";

/** How something a member did came to its points, or why to none. */
export function toldActivity(receipt: ActivityReceipt | null): string {
  if (!receipt) return "not known";
  const { of, activityId, version, at, steps, boost, points, nothing } = receipt;
  const said = [
    ...steps.map((step) => toldActivityStep(step)),
    ...(boost
      ? [`times ${boost.factor} for ${boost.days} days until ${toldTime(boost.until)}`]
      : []),
    ...(nothing ? [toldNothing(nothing)] : []),
  ];
  return `${activityId || of} by ${version} ${toldTime(at)}: ${said.join(", ")} = ${points}`;
}

function toldActivityStep(step: ActivityStep): string {
  const exact = formatExactly(step.exact);
  switch (step.kind) {
    case "campaign":
      return `${exact} campaign ${step.campaignId} times ${step.factor}`;
    case "cap":
      return `${exact} cap ${step.capPoints} per ${step.per}`;
    case "budget":
      return `${exact} budget ${step.budget}${step.waits ? " is asked" : ""}`;
    case "gives":
    case "rounding":
    case "undone":
      return `${exact} ${step.kind}`;
  }
}

function toldNothing(nothing: ActivityNothing): string {
  const { reason, ...rest } = nothing;
  return [reason, ...Object.values(rest).map((value) => JSON.stringify(value))].join(" ");
}
