import { lowerCase } from "#app/domain/earning/line-conditions.ts";
import { planOf, type OrderPlan } from "#app/domain/earning/plan.ts";
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
  /** In minor units, or null. */
  minimum: Fraction | null;
  levels: Level[];
  orders: OrderPlan;
  excludesAny: boolean;
  /** Words are in lower case. */
  excluded: {
    products: Set<string>;
    variants: Set<string>;
    collections: Set<string>;
    tags: Set<string>;
    vendors: Set<string>;
    types: Set<string>;
  };
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
  for (let n = programs.length - 1; n >= 0; n -= 1) {
    const program = programs[n];
    if (program && program.effectiveFrom <= at) return program;
  }
  return null;
}

function prepare(version: ProgramVersion): Program {
  const { earning, tiers } = version.document;
  const minorPerMajor = 10n ** BigInt(currencyExponent(version.currency));
  return {
    ...version,
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
    orders: planOf({ document: version.document, minorPerMajor }),
    excludesAny: Object.values(earning.exclude).some((named) => named.length > 0),
    excluded: {
      products: new Set(earning.exclude.products),
      variants: new Set(earning.exclude.variants),
      collections: new Set(earning.exclude.collections),
      tags: lowerCase(earning.exclude.tags),
      vendors: lowerCase(earning.exclude.vendors),
      types: lowerCase(earning.exclude.types),
    },
  };
}

function toMinor(amount: Fraction, minorPerMajor: bigint): Fraction {
  return { numerator: amount.numerator * minorPerMajor, denominator: amount.denominator };
}
