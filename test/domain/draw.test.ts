import { expect, test } from "vitest";
import { commitmentOf, drawTickets } from "#app/domain/draw.ts";

const seed = new Uint8Array(4);

// Worked out by another program from what draw.ts promises to who takes part.
test("what is shown before a draw is the hash over its name and the seed", () => {
  expect(commitmentOf("spring", seed)).toBe(
    "af63d1a754c502ccc5746e7b367ffae8c08242c8065f6427e9642f720d91e2f4",
  );
});

test("tickets win in the order of the hashes over seed and ticket, each member once", () => {
  const tickets = [
    { id: "a", memberId: "ada" },
    { id: "b", memberId: "ben" },
    { id: "c", memberId: "cleo" },
    { id: "d", memberId: "ben" },
    { id: "e", memberId: "ben" },
  ];
  expect(drawTickets({ seed, tickets }, 5)).toEqual(["b", "c", "a"]);
  expect(drawTickets({ seed, tickets }, 2)).toEqual(["b", "c"]);
  expect(drawTickets({ seed, tickets: tickets.toReversed() }, 2)).toEqual(["b", "c"]);
  expect(drawTickets({ seed, tickets: [] }, 2)).toEqual([]);
});
