import { lineTestOf, lineViewOf, type LineView } from "#app/domain/earning/line-conditions.ts";
import type { Test } from "#app/domain/earning/condition-test.ts";
import type { OrderWithPins } from "#app/domain/engine/timeline.ts";
import type { LineCondition } from "#app/domain/program/condition.ts";

const tests = new WeakMap<LineCondition, Test<LineView>>();

/** How many items of a kind are left of an order after its first `changes` changes. */
export function itemsLeft(
  { facts, pins }: OrderWithPins,
  changes: number,
  condition: LineCondition | null,
): bigint {
  const applied = facts.changes.slice(0, changes);
  const test = condition && testOf(condition);
  let items = 0;
  for (const line of [...facts.lines, ...applied.flatMap(({ addedLines }) => addedLines)]) {
    const pin = line.productId === null ? undefined : pins[line.productId];
    if (test && !test.holds(lineViewOf(line, pin))) continue;
    let left = line.quantity;
    for (const { lineId, quantity } of applied.flatMap(({ lines }) => lines)) {
      if (lineId === line.id) left += quantity;
    }
    items += Math.max(left, 0);
  }
  return BigInt(items);
}

function testOf(condition: LineCondition): Test<LineView> {
  const known = tests.get(condition) ?? lineTestOf(condition);
  tests.set(condition, known);
  return known;
}
