import { decide } from "#app/domain/engine/decide.ts";
import type { MemberEvent } from "#app/domain/engine/member-events.ts";
import type { State } from "#app/domain/engine/state.ts";
import type { MemberFacts } from "#app/domain/engine/timeline.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import type { ProgramVersion } from "#app/domain/program/program.ts";
import { aLine, anOrder, aProgram, aRefund, on } from "#test/support/facts.ts";

export type Tiers = NonNullable<ProgramInput["tiers"]>;
export type LevelInput = Tiers["levels"][number];

export const level = (
  id: string,
  threshold: string | null,
  rest: Partial<LevelInput> = {},
): LevelInput => ({
  id,
  name: { en: id },
  threshold,
  ...rest,
});
const spendLevels = [level("silver", "100"), level("gold", "300")];

export function tiered(tiers: Partial<Tiers>, timeZone = "UTC"): ProgramVersion {
  const whole: Tiers = {
    measure: "spend",
    window: { kind: "lifetime" },
    levels: spendLevels,
    ...tiers,
  };
  return aProgram((plain) => ({ ...plain, tiers: whole }), { timeZone });
}

export function order(n: number, ...[day, amount, rest]: [string, bigint, Partial<OrderFacts>?]) {
  const line = aLine({ id: `line${n}`, netMinor: amount * 100n });
  return anOrder({ orderId: `o${n}`, placedAt: on(day), lines: [line], ...rest });
}

export function refundOf(n: number, day: string, amount: bigint) {
  const lines = [{ lineId: `line${n}`, quantity: -1, netMinor: -amount * 100n, taxMinor: 0n }];
  return aRefund({ id: `refund${n}`, at: on(day), lines });
}

/** So much money back for an order whose item stays with the buyer. */
export function moneyBack(n: number, day: string, amount: bigint) {
  const lines = [{ lineId: `line${n}`, quantity: 0, netMinor: -amount * 100n, taxMinor: 0n }];
  return aRefund({ id: `back${n}`, at: on(day), lines });
}

export function stateOn(day: string, facts: MemberFacts, program: ProgramVersion): State {
  return decide({ programs: [program], facts, asOf: on(day) }).state;
}

export function tierOn(day: string, facts: MemberFacts, program: ProgramVersion): string | null {
  return stateOn(day, facts, program).tier.id;
}

export function event(at: string, rest: Record<string, unknown>): MemberEvent {
  return { id: `${at} ${String(rest.kind)}`, at: on(at), ...rest } as MemberEvent;
}
