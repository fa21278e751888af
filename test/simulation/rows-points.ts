/** Whole numbers are kept in JSON as the app writes what JSON has no number for. */
export function pointsOf(stored: unknown): number {
  const text = typeof stored === "object" ? JSON.stringify(stored) : String(stored);
  return Number(/-?\d+/.exec(text)?.[0] ?? Number.NaN);
}
