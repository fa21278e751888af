import { expect, test } from "vitest";
import { adjustProblems } from "#app/ui/adjust-problems.ts";

test("more than there is to take is refused before anything is asked; giving is not bound", () => {
  const wish = { points: "51", note: "A mistake" };
  const take = { direction: "take" as const, ...wish };
  expect(adjustProblems(take, 50)).toEqual({ points: "too-few", note: null });
  expect(adjustProblems(take, 51)).toEqual({ points: null, note: null });
  expect(adjustProblems({ direction: "give", ...wish }, 0)).toEqual({ points: null, note: null });
});

test("points are whole, positive and of nine digits, and a reason is needed", () => {
  for (const points of ["", "0", "-5", "1.5", "99999999999"]) {
    const wish = { direction: "take" as const, points, note: " " };
    expect(adjustProblems(wish, 50)).toEqual({ points: "not-whole", note: "missing" });
  }
});
