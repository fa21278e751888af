/** The most points that one adjustment moves. */
export const MOST_POINTS = 999_999_999;

/** What staff wrote of an adjustment. */
export type AdjustWish = { direction: "give" | "take"; points: string; note: string };

/** What is wrong with it, by field; `takeable` is what the member has to take, in points. */
export function adjustProblems({ direction, points, note }: AdjustWish, takeable: number) {
  const whole = /^[1-9]\d{0,8}$/.test(points);
  const tooMany = direction === "take" && Number(points) > takeable;
  return {
    points: whole ? (tooMany ? ("too-few" as const) : null) : ("not-whole" as const),
    note: note.trim() === "" ? ("missing" as const) : null,
  };
}
