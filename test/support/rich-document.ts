import { expect } from "vitest";
import { readDocument } from "#app/domain/program/read-document.ts";
import { documentProblemText } from "#app/texts/document-problems.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";

/** A document to spoil: its name, where and what is put there, and what is said of it. */
export type Wrong = [path: string, value: unknown, message: string, at?: string];

/** A sound document with one of everything a reference or a range can go wrong in. */
export function aRichDocument(): ProgramInput {
  const name = { en: "It" };
  const gives = { kind: "points" as const, points: 10 };
  return {
    schema: 2,
    name: "Club",
    earning: {
      points: "1",
      perAmount: "1",
      caps: [{ per: "day", points: 500 }],
      rules: [
        {
          id: "wednesday",
          name,
          gives: { kind: "multiplier", factor: "2" },
          when: { kind: "weekday", in: ["wed"] },
          lines: { kind: "tag", in: ["tea"] },
          caps: [{ per: "order", points: 50 }],
          limits: [{ per: "week", times: 1 }],
        },
        { id: "first", name, gives: { kind: "fixed", points: 50 } },
      ],
    },
    activities: [
      { id: "review", name, kind: "review", gives, limits: [{ per: "month", times: 2 }] },
      { id: "birthday", name, kind: "birthday", gives },
      {
        id: "streak",
        name,
        kind: "streak",
        gives,
        of: { kind: "activity", activity: "review" },
        unit: "week",
        length: 4,
      },
      {
        id: "challenge",
        name,
        kind: "challenge",
        gives,
        of: { kind: "orders" },
        target: "3",
        within: { kind: "period", per: "month" },
      },
    ],
    campaigns: [
      {
        id: "festival",
        name,
        from: "2026-12-01",
        until: "2026-12-24",
        rules: [{ id: "double", name, gives: { kind: "multiplier", factor: "2" } }],
        activities: { factor: "2", only: ["review"] },
      },
    ],
    referral: { inviterPoints: 50, friendPoints: 50, limits: [{ per: "year", times: 5 }] },
    expiry: { kind: "months-after-earning", months: 12 },
    tiers: {
      measure: "points",
      window: { kind: "rolling-months", months: 12 },
      levels: [
        { id: "silver", name, threshold: "500" },
        {
          id: "gold",
          name,
          threshold: "1000",
          ways: [
            {
              kind: "measured",
              measure: "orders",
              window: { kind: "calendar-year" },
              atLeast: "12",
            },
          ],
          perks: [
            { kind: "free-reward", reward: "five", times: 1, per: "month" },
            { kind: "standing-discount", reward: "five" },
          ],
        },
      ],
    },
    rewards: [
      {
        id: "five",
        name,
        gives: { kind: "amount-off", amount: "5" },
        costPoints: 100,
        prices: [{ tier: "gold", costPoints: 90 }],
        limits: [{ per: "month", times: 1 }],
      },
      {
        id: "cash",
        name,
        gives: { kind: "points-as-cash", amount: "1", minimumSteps: 2, maximumSteps: 10 },
        costPoints: 100,
      },
    ],
  };
}

/** Spoils the rich document, and expects it refused at the right place, in plain words. */
export function expectRefused([path, value, message, at = path]: Wrong): void {
  const read = readDocument(withValue(aRichDocument(), path.split("."), value));
  const problems = read.ok ? [] : read.problems;
  expect(problems).toContainEqual({ path: at, message });
  for (const problem of problems) {
    expect(problem.message).not.toMatch(JARGON);
    const chinese = documentProblemText(problem.message, "zh-CN");
    expect(chinese, problem.message).not.toBe("此处有误。");
    expect(chinese).toMatch(/。$/);
  }
}

/** Changes the rich document, and expects that nothing is said against it. */
export function expectAccepted(path: string, value: unknown): void {
  const read = readDocument(withValue(aRichDocument(), path.split("."), value));
  expect(read.ok ? [] : read.problems).toEqual([]);
}

const JARGON = /invalid|expected|received|undefined|string|array|object|null|NaN|regex/i;

function withValue(whole: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  const inside = (whole as Record<string, unknown>)[key];
  if (Array.isArray(whole)) {
    return whole.map((item, at) => (String(at) === key ? withValue(item, rest, value) : item));
  }
  return { ...(whole as object), [key]: withValue(inside, rest, value) };
}
