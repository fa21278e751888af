import { expect, test } from "vitest";
import { previewOrder } from "#app/domain/earning/preview.ts";
import { ProgramDocument } from "#app/domain/program/document.ts";
import { starterProgram, starterProgramFor } from "#app/domain/program/starter.ts";
import { programAt, prepareProgram } from "#app/domain/program/program.ts";
import { parseDecimal, round } from "#app/domain/fraction.ts";
import { aLine, anOrder, aProgram, on } from "#test/support/facts.ts";

function problems(document: unknown): string[] {
  const parsed = ProgramDocument.safeParse(document);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."));
}

test("the starter program is valid, in amounts of the shop's currency", () => {
  expect(problems(starterProgram)).toEqual([]);
  expect(starterProgramFor("EUR")).toEqual(starterProgram);
  const yen = starterProgramFor("JPY");
  expect(problems(yen)).toEqual([]);
  expect(yen.earning).toMatchObject({ points: "1", perAmount: "100" });
  expect(yen.tiers?.levels.map(({ threshold }) => threshold)).toEqual(["20000", "60000"]);
  expect(yen.rewards[0]).toMatchObject({
    name: { en: "500 off your order", "zh-CN": "订单立减 500" },
    gives: { amount: "500" },
  });
});

test("what is wrong is said at its field", () => {
  const { earning, tiers, rewards } = starterProgram;
  const [silver, gold] = tiers?.levels ?? [];
  const [reward] = rewards;
  if (!tiers || !silver || !gold || !reward) throw new Error("the starter has tiers and rewards");
  expect(problems({ ...starterProgram, earning: { ...earning, points: "1,500" } })).toEqual([
    "earning.points",
  ]);
  expect(problems({ ...starterProgram, earning: { ...earning, perAmount: "0.00" } })).toEqual([
    "earning.perAmount",
  ]);
  expect(
    problems({
      ...starterProgram,
      earning: { ...earning, hold: { days: 365, after: "payment", atMostDays: null } },
    }),
  ).toEqual(["earning.hold.days"]);
  const downward = { ...tiers, levels: [silver, { ...gold, threshold: "100" }] };
  expect(problems({ ...starterProgram, tiers: downward })).toEqual(["tiers.levels.1.threshold"]);
  expect(problems({ ...starterProgram, rewards: [reward, reward] })).toEqual(["rewards.1.id"]);
  const torrent = { ...earning, points: "999999999999", perAmount: "0.000001" };
  expect(problems({ ...starterProgram, earning: torrent })).toEqual(["earning.points"]);
  const steep = { ...tiers, levels: [silver, { ...gold, multiplier: "51" }] };
  expect(problems({ ...starterProgram, tiers: steep })).toEqual(["tiers.levels.1.multiplier"]);
  const free = { ...reward, gives: { kind: "percentage-off", percent: "101" } };
  expect(problems({ ...starterProgram, rewards: [free] })).toEqual(["rewards.0.gives.percent"]);
});

test("a program is in force from its moment until the next one's", () => {
  const first = prepareProgram(aProgram());
  const second = prepareProgram(
    aProgram(undefined, { version: 2, effectiveFrom: on("2026-05-01") }),
  );
  const at = (text: string) => programAt([first, second], on(text))?.version ?? null;
  expect([at("2024-12-31"), at("2026-04-30"), at("2026-05-01")]).toEqual([null, 1, 2]);
});

test("the rate is exact in currencies of any number of decimals", () => {
  const of = (netMinor: bigint, currency: string) => {
    const earning = { points: "1", perAmount: "100" };
    const program = aProgram((d) => ({ ...d, earning: { ...d.earning, ...earning } }), {
      currency,
    });
    const facts = anOrder({ currency, lines: [aLine({ netMinor })] });
    return previewOrder({ facts, pins: {} }, prepareProgram(program)).points;
  };
  expect(of(1_000n, "JPY")).toBe(10n);
  expect(of(100_000n, "USD")).toBe(10n);
  expect(of(1_000_000n, "KWD")).toBe(10n);
});

test("rounding goes where it says, and halves go up", () => {
  const half = parseDecimal("2.5");
  expect([round(half, "down"), round(half, "nearest"), round(half, "up")]).toEqual([2n, 3n, 3n]);
  expect(round(parseDecimal("3"), "up")).toBe(3n);
});
