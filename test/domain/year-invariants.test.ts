import { beforeAll, expect, test } from "vitest";
import { yearOf } from "#test/support/year/guide.ts";
import { problemsAt, problemsOfYear } from "#test/support/year/invariants.ts";
import { endOf, type Liver, type Seen, type Year } from "#test/support/year/live.ts";

let year: Year;
beforeAll(() => {
  year = yearOf("home-electronics");
}, 60_000);

/** Somebody with points and a reward, as seen at the end of the year; changed as told. */
function seen(change: (seen: Seen & { liver: Liver }) => void): Seen {
  const found = [...year.livers.values()].find(
    ({ facts, decision }) =>
      facts.redemptions.length > 0 &&
      [...(decision?.state.lots.values() ?? [])].some(({ points }) => points > 0n),
  );
  if (!found?.decision) throw new RangeError("Nobody has points");
  const { decision, ...liver } = found;
  const lots = new Map([...decision.state.lots].map(([id, lot]) => [id, { ...lot }]));
  const state = { ...decision.state, lots, journal: [...decision.state.journal] };
  const copy = {
    liver: { ...liver, decision, facts: { ...liver.facts } },
    decision: { ...decision, state },
    at: endOf(year),
    program: year.program,
  };
  change(copy);
  return copy;
}

const told = (look: Seen) => [...problemsAt(look), ...problemsOfYear(look)].join("\n");

test("books that are in order are told nothing about", () => {
  expect(told(seen(() => undefined))).toBe("");
});

test("a point too many in a lot is seen", () => {
  const tampered = seen(({ decision: { state } }) => {
    for (const lot of state.lots.values()) lot.points += 1n;
  });
  expect(told(tampered)).toMatch(/available: \d+ is not \d+/);
});

test("a lot that can be spent past its day is seen", () => {
  const tampered = seen(({ decision: { state }, at }) => {
    for (const lot of state.lots.values()) lot.expiresAt = at;
  });
  expect(told(tampered)).toContain("has expired and can be spent");
});

test("points that no receipt speaks of are seen", () => {
  const tampered = seen(({ decision: { state } }) => {
    const earned = state.journal.find(({ reason }) => reason === "earned");
    if (earned) state.journal.push({ ...earned, receipt: null, points: 1n });
  });
  expect(told(tampered)).toContain("not what its receipt says");
});

test("an order over the cap is seen", () => {
  const tampered = seen(({ decision: { state } }) => {
    state.orders = new Map(
      [...state.orders].map(([id, order]) => [id, { ...order, points: 5001n }]),
    );
  });
  expect(told(tampered)).toContain("over the cap of 5000");
});
