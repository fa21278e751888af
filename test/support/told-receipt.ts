import { formatExactly } from "#app/domain/format.ts";
import { formatMinor } from "#app/domain/money.ts";
import type { OrderReceipt, ReceiptStep, SkipReason } from "#app/domain/receipt.ts";

/** All that a receipt says, a line each: what counts, every step, the sum, and what was skipped. */
export function toldReceipt(receipt: OrderReceipt): string[] {
  const { version, tierId, currency, lines, shippingMinor, tipMinor, adjustment } = receipt;
  const money = (minor: bigint) => formatMinor(minor, currency);
  const exact = formatExactly(receipt.exactPoints);
  return [
    `${receipt.orderName} by version ${version}, tier ${tierId}`,
    ...lines.map(({ title, quantity, countedMinor, notCounted }) => {
      return `${title} × ${quantity}: ${notCounted ?? money(countedMinor)}`;
    }),
    ...(shippingMinor === 0n ? [] : [`shipping ${money(shippingMinor)}`]),
    ...(tipMinor === 0n ? [] : [`tip ${money(tipMinor)}`]),
    ...(adjustment ? [`kept ${money(adjustment.keptMinor)} of ${money(adjustment.ofMinor)}`] : []),
    `counts ${money(receipt.baseMinor)}`,
    ...receipt.steps.map((step) => `${formatExactly(step.exact)}: ${toldStep(step, money)}`),
    `= ${receipt.points}${exact === String(receipt.points) ? "" : ` of ${exact}`}`,
    ...receipt.skipped.map(({ rule, reason }) => `not ${rule}: ${toldReason(reason)}`),
    ...(receipt.nothing === null ? [] : [`nothing: ${receipt.nothing}`]),
  ];
}

/** The steps of a receipt and what they come to. */
export function toldSteps(receipt: OrderReceipt): string[] {
  const said = toldReceipt(receipt);
  return said.slice(said.findIndex((line) => line.startsWith("counts ")) + 1);
}

function toldStep(step: ReceiptStep, money: (minor: bigint) => string): string {
  switch (step.kind) {
    case "rate": {
      const { rule, points, perAmount, baseMinor } = step;
      return `${rule ?? "own"}, ${points} per ${perAmount} on ${money(baseMinor)}`;
    }
    case "items":
      return `${step.rule}, ${step.points} for each of ${step.items}`;
    case "multiplier":
      return `${step.by.kind} ${step.by.id}, times ${formatExactly(step.factor)}`;
    case "fixed":
      return `${step.rule}, ${step.points}`;
    case "rounding":
      return `rounded ${step.rounding} per ${step.per}`;
    case "cap":
      return `cap of ${step.rule ?? "all"} per ${step.per}, room ${step.roomPoints}`;
    case "budget":
      return `budget ${step.budget} ${step.waits ? "is asked" : `gave ${step.grantedPoints}`}`;
  }
}

function toldReason(reason: SkipReason): string {
  switch (reason.kind) {
    case "condition":
    case "audience":
      return `${reason.kind} ${reason.not ? "not " : ""}${reason.leaf}`;
    case "cap":
    case "limit":
      return `${reason.kind} per ${reason.per}`;
    case "budget":
      return `budget ${reason.budget}`;
    case "no-lines":
    case "not-best":
      return reason.kind;
  }
}
