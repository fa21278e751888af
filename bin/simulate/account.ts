import { localText } from "#bin/simulate/moments.ts";
import type { Standing } from "#bin/simulate/observe.ts";
import type { ScenarioAccount, StepAccount } from "#bin/simulate/run-scenario.ts";

/** A scenario's account for people: each step, what it changed, and what was not as expected. */
export function formatAccount(account: ScenarioAccount): string {
  const steps = account.steps.map((step) => formatStep(step, account.timeZone));
  const unclean = account.failures.filter(({ step }) => step === null);
  const lines = [account.title, "", ...steps, ...unclean.flatMap(formatFailure)];
  const verdict =
    account.failures.length === 0
      ? "Everything is as expected."
      : `${account.failures.length} not as expected.`;
  return [...lines, "", verdict].join("\n");
}

/** Expected and got, side by side. */
export function formatFailure(failure: {
  what: string;
  expected: unknown;
  got: unknown;
}): string[] {
  const { what, expected, got } = failure;
  return [`    ✗ ${what}: expected ${textOf(expected)}, got ${textOf(got)}`];
}

function formatStep({ index, at, action, step, ...rest }: StepAccount, timeZone: string): string {
  const wish: unknown = action === null ? null : step[action as keyof typeof step];
  const said = action === null ? "looks" : `${action} ${textOf(wish)}`;
  const head = `${index + 1}. ${localText(at, timeZone).slice(0, 16)}  ${said}`;
  const changes = Object.entries(rest.changed).map(
    ([name, standing]) => `    ${name}: ${formatStanding(standing)}`,
  );
  return [
    head,
    ...(step.note === undefined ? [] : [`    (${step.note})`]),
    ...(rest.refused === null ? [] : [`    refused: ${rest.refused}`]),
    ...changes,
    ...rest.failures.flatMap(formatFailure),
  ].join("\n");
}

function formatStanding({ known, available, pending, reserved, owed, tier, lots }: Standing) {
  if (!known) return "not a member";
  const parts = [
    `${available} available`,
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(reserved > 0 ? [`${reserved} reserved`] : []),
    ...(owed > 0 ? [`${owed} owed`] : []),
    ...(tier === "none" ? [] : [`tier ${tier}`]),
  ];
  const dated = lots.filter(({ expires }) => expires !== "never");
  const ends = dated.map(({ points, expires }) => `${points} until ${expires}`);
  return parts.join(", ") + (ends.length > 0 ? ` (${ends.join(", ")})` : "");
}

/** Short, and on one line. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value)?.replaceAll('"', "").replaceAll(",", ", ") ?? "nothing";
}
