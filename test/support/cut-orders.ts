import { awardOf } from "#app/domain/earning/award.ts";
import { aNewcomer } from "#app/domain/earning/preview.ts";
import { roomsFor } from "#app/domain/earning/rooms.ts";
import { decideTerms } from "#app/domain/earning/terms.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { prepareProgram } from "#app/domain/program/program.ts";
import { anOrder, aProgram } from "#test/support/facts.ts";
import { lines, pins, type Earning } from "#test/support/order-rules.ts";
import { toldSteps } from "#test/support/told-receipt.ts";

type Story = {
  earning?: Earning;
  campaigns?: ProgramInput["campaigns"];
  /** What the member has used of counters on the day of the order. */
  used?: Record<string, bigint>;
  /** What budgets have granted this order; those not named have not answered. */
  granted?: Record<string, bigint>;
};

/** The order of tea and cups: the steps of its receipt, what budgets were asked, what it uses. */
export function judged({ earning = {}, campaigns = [], used = {}, granted = {} }: Story) {
  const program = prepareProgram(
    aProgram((d) => ({ ...d, campaigns, earning: { ...d.earning, ...earning } })),
  );
  const order = { facts: anOrder({ lines }), pins };
  const terms = decideTerms(order, program, aNewcomer());
  const day = "2026-03-01";
  const allowances = { used: new Map(Object.entries(used)), claims: new Map(), day };
  const asked: string[] = [];
  const { receipt, uses } = awardOf(order, terms, {
    standing: { paid: true, cancelled: false, changes: 0 },
    rooms: roomsFor(terms, allowances, (budget) => granted[budget] === 0n),
    ask: ({ budget, points, limitPoints }) => {
      asked.push(`${budget} of ${limitPoints} for ${points}`);
      const answer = granted[budget];
      if (answer === undefined) return { points: 0n, waits: true };
      return { points: answer < points ? answer : points, waits: false };
    },
  });
  return { steps: toldSteps(receipt), asked, uses };
}

export const own = "50: own, 1 per 1 on 50.00";
export const perDay = (points: number) => ({ caps: [{ per: "day" as const, points }] });
