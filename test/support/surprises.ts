import { expect } from "vitest";
import { readDocument } from "#app/domain/program/read-document.ts";
import { listSurprises } from "#app/domain/surprises/surprises.ts";
import type { Known, Surprise } from "#app/domain/surprises/surprise.ts";
import { surpriseText } from "#app/texts/sentences/surprises.ts";
import { chinese, english } from "#test/support/tellers.ts";

export const named = { en: "It" };
export const earning = { points: "1", perAmount: "1", hold: { days: 14, after: "payment" } };
export const five = {
  id: "five",
  name: named,
  gives: { kind: "amount-off", amount: "5" },
  costPoints: 100,
};

export const all = (...of: object[]) => ({ kind: "all", of });
export const any = (...of: object[]) => ({ kind: "any", of });
export const not = (of: object) => ({ kind: "not", of });
export const weekday = (...days: string[]) => ({ kind: "weekday", in: days });
export const never = all(weekday("mon"), weekday("tue"));

/** What surprises in a program of 1 point per 1, on 2027-01-31; each is told in both languages. */
export function surprisesOf(rest: object, known: Partial<Known> = {}): Surprise[] {
  const read = readDocument({ schema: 2, name: "Club", earning, ...rest });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const list = listSurprises(read.document, { today: "2027-01-31", yearlySpend: null, ...known });
  for (const surprise of list) {
    expect(surpriseText(surprise, english)).toMatch(/^[A-Z“][^{}]*\.$/);
    expect(surpriseText(surprise, chinese)).toMatch(/。$/);
  }
  return list;
}

/** The kind and the place of each, and which of them are serious. */
export function found(rest: object, known: Partial<Known> = {}): string[] {
  return surprisesOf(rest, known).map(
    ({ kind, path, serious }) => `${serious ? "serious: " : ""}${kind} ${path}`,
  );
}

/** A program with one rule, which doubles unless told otherwise. */
export function withRule(rule: object, rest: object = {}, more: object = {}): object {
  const rules = [{ id: "r", name: named, gives: { kind: "multiplier", factor: "2" }, ...rule }];
  return { ...more, earning: { ...earning, ...rest, rules } };
}
