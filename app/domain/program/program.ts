import { parseDecimal, type Fraction } from "#app/domain/fraction.ts";
import { currencyExponent } from "#app/domain/money.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { TierLevel } from "#app/domain/program/tiers.ts";

/** A published program: a document, and what it meant when it came into force. */
export type ProgramVersion = {
  version: number;
  /** In force from this moment until the next version's. */
  effectiveFrom: Instant;
  timeZone: string;
  currency: string;
  document: ProgramDocument;
};

/** A tier with its numbers taken out of their texts. */
export type Level = TierLevel & {
  /** In minor units, points or orders, as the measure says; null without a threshold. */
  reach: Fraction | null;
  factor: Fraction;
};

/** A program version made ready to compute with. */
export type Program = ProgramVersion & {
  /** Points per minor unit of the shop's currency. */
  rate: Fraction;
  /** In minor units, or null. */
  minimum: Fraction | null;
  levels: Level[];
  excluded: { products: Set<string>; collections: Set<string>; tags: Set<string> };
};

const prepared = new WeakMap<ProgramVersion, Program>();

/** Makes a version ready to compute with. The same version gives the same object. */
export function prepareProgram(version: ProgramVersion): Program {
  const known = prepared.get(version);
  if (known) return known;
  const program = prepare(version);
  prepared.set(version, program);
  return program;
}

/** The program in force at a moment, or null before the first. `programs` are oldest first. */
export function programAt(programs: Program[], at: Instant): Program | null {
  return programs.findLast((program) => program.effectiveFrom <= at) ?? null;
}

function prepare(version: ProgramVersion): Program {
  const { earning, tiers } = version.document;
  const minorPerMajor = 10n ** BigInt(currencyExponent(version.currency));
  const points = parseDecimal(earning.points);
  const per = toMinor(parseDecimal(earning.perAmount), minorPerMajor);
  return {
    ...version,
    rate: {
      numerator: points.numerator * per.denominator,
      denominator: points.denominator * per.numerator,
    },
    minimum:
      earning.minimumOrder === null
        ? null
        : toMinor(parseDecimal(earning.minimumOrder), minorPerMajor),
    levels: (tiers?.levels ?? []).map((level) => {
      const threshold = level.threshold === null ? null : parseDecimal(level.threshold);
      const isMoney = threshold !== null && tiers?.measure === "spend";
      return {
        ...level,
        reach: isMoney ? toMinor(threshold, minorPerMajor) : threshold,
        factor: parseDecimal(level.multiplier),
      };
    }),
    excluded: {
      products: new Set(earning.exclude.products),
      collections: new Set(earning.exclude.collections),
      tags: new Set(earning.exclude.tags.map((tag) => tag.toLowerCase())),
    },
  };
}

function toMinor(amount: Fraction, minorPerMajor: bigint): Fraction {
  return { numerator: amount.numerator * minorPerMajor, denominator: amount.denominator };
}
