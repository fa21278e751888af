import { holds } from "#app/domain/earning/conditions.ts";
import type { MemberMoment } from "#app/domain/earning/member-conditions.ts";
import { residualOf, type ConditionLeaf } from "#app/domain/earning/residual.ts";
import type { State } from "#app/domain/engine/state.ts";
import { emptyTraits } from "#app/domain/engine/traits.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import type { Condition, MemberCondition } from "#app/domain/program/condition.ts";
import { partsOf } from "#app/domain/program/condition-places.ts";
import type { Program } from "#app/domain/program/program.ts";

/** Who asks what they can earn: a member as of now, or null for whoever has no account. */
export type Asking = { program: Program; at: Instant; state: State | null };

/** What must still come true; null where nothing must. */
export type Remainder = { when: Condition | null };

const OF_MEMBERS = new Set<string>([
  "tier",
  "customer-tag",
  "segment",
  "joined",
  "member-for",
  "birthday",
  "birthday-month",
  "top-percent",
]);

/**
 * What is left of conditions for whoever asks: what is known of member and day is settled, what
 * comes round again or is up to the order stays to be said. Null where it cannot come true now.
 * Without an account nothing can be said of a member.
 */
export function remainderFor(
  asking: Asking,
  conditions: (Condition | MemberCondition | null)[],
): Remainder | null {
  const asked = conditions.filter((condition) => condition !== null);
  const [only] = asked;
  if (only === undefined) return { when: null };
  const whole = asked.length === 1 ? only : { kind: "all" as const, of: asked };
  if (asking.state === null && asksOfMembers(whole)) return null;
  const left = residualOf(whole, (leaf) => knownOf(asking, leaf));
  if (typeof left === "boolean") return left ? { when: null } : null;
  return { when: left };
}

function asksOfMembers(condition: Condition): boolean {
  return partsOf({ condition, path: [] }).some(({ condition: { kind } }) => OF_MEMBERS.has(kind));
}

function knownOf(asking: Asking, leaf: ConditionLeaf): boolean | null {
  switch (leaf.kind) {
    case "tier":
    case "customer-tag":
    case "segment":
    case "joined":
    case "member-for":
    case "top-percent":
    case "dates":
    case "yearly":
      return holds(leaf, momentOf(asking));
    case "order-number":
      return knownOfNumber(leaf, asking.state);
    case "discount-code":
      // Which codes earn more may be a secret of the shop's.
      return leaf.in === null ? null : false;
    default:
      return null;
  }
}

/** Orders are counted on: what was for earlier ones is over. */
function knownOfNumber(
  { from, to, every }: Extract<ConditionLeaf, { kind: "order-number" }>,
  state: State | null,
): boolean | null {
  if (state === null) return null;
  const next = state.ordersPlaced + 1;
  if (to !== null && to < next) return false;
  return from <= next && to === null && every === 1 ? true : null;
}

function momentOf({ program, at, state }: Asking): MemberMoment {
  return {
    at,
    timeZone: program.timeZone,
    tierId: state?.tier.id ?? null,
    traits: state?.traits ?? emptyTraits(),
  };
}
