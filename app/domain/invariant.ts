/**
 * Stops where our own reasoning is broken: nothing is written, the job is tried again, people see
 * it.
 */
export function invariant(condition: boolean, law: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${law}`);
}
