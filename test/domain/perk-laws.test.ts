import fc from "fast-check";
import { expect, test } from "vitest";
import { perkAllowances } from "#app/domain/allowance.ts";
import { decide } from "#app/domain/engine/decide.ts";
import type { RedemptionFact } from "#app/domain/engine/timeline.ts";
import type { Period } from "#app/domain/program/basics.ts";
import { prepareProgram, type ProgramVersion } from "#app/domain/program/program.ts";
import { decideRedemption } from "#app/domain/redemption.ts";
import { aProgram, aRedemption, factsOf, on } from "#test/support/facts.ts";
import { level, order, type LevelInput } from "#test/support/tier-stories.ts";

const HOUR = 3_600_000;
const ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Tokyo"];
const PERIODS: Period[] = ["day", "week", "month", "quarter", "year", "lifetime"];

const aPerk = fc.oneof(
  fc.record({
    kind: fc.constant("free-reward" as const),
    reward: fc.constantFrom("shipping", "coffee"),
    times: fc.integer({ min: 1, max: 3 }),
    per: fc.constantFrom(...PERIODS),
  }),
  fc.record({ kind: fc.constant("standing-discount" as const), reward: fc.constant("shipping") }),
);
type Perks = NonNullable<LevelInput["perks"]>;

function giving(perks: Perks, timeZone: string): ProgramVersion {
  const rewards = ["shipping", "coffee"].map((id) => ({
    ...{ id, name: { en: id }, costPoints: 100 },
    gives: { kind: "free-shipping" as const },
  }));
  const levels = [level("gold", "100", { perks })];
  const tiers = { measure: "spend" as const, window: { kind: "lifetime" as const }, levels };
  return aProgram((plain) => ({ ...plain, rewards, tiers }), { timeZone });
}

const aLife = fc.record({
  perks: fc.array(aPerk, { minLength: 1, maxLength: 3 }),
  timeZone: fc.constantFrom(...ZONES),
  // Hours until each wish, when the one before has ended, and what becomes of it when granted.
  wishes: fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 400 }),
      reward: fc.constantFrom("shipping", "coffee"),
      outcome: fc.constantFrom(null, "used" as const, "kept" as const, "returned" as const),
    }),
    { maxLength: 12 },
  ),
});

/** What is left of each reward at a moment, by what the member is told. */
function look(program: ProgramVersion, taken: RedemptionFact[], at: number) {
  const facts = factsOf([order(1, "2026-02-20", 300n)], { redemptions: taken });
  const { state } = decide({ programs: [program], facts, asOf: at });
  const prepared = prepareProgram(program);
  const left = (reward: string) =>
    perkAllowances(state, prepared, at)
      .filter(({ rewardId }) => rewardId === reward)
      .reduce((sum, perk) => sum + perk.left, 0);
  const grants = (id: string) => {
    const reward = prepared.document.rewards.find((each) => each.id === id);
    if (!reward) throw new Error("no such reward");
    const choice = { free: true };
    return decideRedemption(state, { reward, choice }, { program: prepared, at }).ok;
  };
  return { left, grants };
}

test("as many are granted as are said to be left, and one less until it comes back", () => {
  fc.assert(
    fc.property(aLife, ({ perks, timeZone, wishes }) => {
      const program = giving(perks, timeZone);
      const taken: RedemptionFact[] = [];
      let at = on("2026-02-26");
      for (const [n, { after, reward, outcome }] of wishes.entries()) {
        at += after * HOUR;
        const { left, grants } = look(program, taken, at);
        expect(grants(reward)).toBe(left(reward) > 0);
        if (left(reward) <= 0) continue;
        const open = aRedemption({
          ...{ id: `r${n}`, reservedAt: at, rewardId: reward, costPoints: 0n },
          ...{ free: "perk" as const, takes: [], ended: null },
        });
        const then = look(program, [...taken, open], at);
        expect(then.left(reward)).toBe(left(reward) - 1);
        const ended = outcome && { at: at + 1, outcome };
        const more = outcome === "returned" ? 0 : -1;
        expect(look(program, [...taken, { ...open, ended }], at + 1).left(reward)).toBe(
          left(reward) + more,
        );
        taken.push({ ...open, ended });
      }
    }),
  );
});
