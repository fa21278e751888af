/** Whether two documents, both brought to today's shape, say the same. */
export function isSameDocument(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
