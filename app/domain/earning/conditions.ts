import { testOf, type Test, type Unmet } from "#app/domain/earning/condition-test.ts";
import {
  memberLeafTest,
  type MemberLeaf,
  type MemberMoment,
} from "#app/domain/earning/member-conditions.ts";
import {
  orderLeafTest,
  type OrderLeaf,
  type OrderMoment,
} from "#app/domain/earning/order-conditions.ts";
import type { Condition, MemberCondition } from "#app/domain/program/condition.ts";

const memberTests = new WeakMap<MemberCondition, Test<MemberMoment>>();

/** Whether a condition holds of a member at a moment; one that is not there always holds. */
export function holds(condition: MemberCondition | null, moment: MemberMoment): boolean {
  return condition === null || memberTestOf(condition).holds(moment);
}

/** The part of a condition that does not hold of a member at a moment, or null. */
export function findUnmet(condition: MemberCondition | null, moment: MemberMoment): Unmet | null {
  if (condition === null) return null;
  const test = memberTestOf(condition);
  return test.holds(moment) ? null : test.blame(moment, false);
}

/** A condition on a member and a moment, made ready. The same one gives the same test. */
export function memberTestOf(condition: MemberCondition): Test<MemberMoment> {
  const known = memberTests.get(condition);
  if (known) return known;
  const test = testOf<MemberMoment, MemberLeaf>(condition, memberLeafTest);
  memberTests.set(condition, test);
  return test;
}

/** A condition on an order, made ready. */
export function orderTestOf(condition: Condition, minorPerMajor: bigint): Test<OrderMoment> {
  return testOf<OrderMoment, OrderLeaf>(condition, (leaf) => orderLeafTest(leaf, minorPerMajor));
}
