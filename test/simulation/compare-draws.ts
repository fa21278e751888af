import { createHash } from "node:crypto";
import { groupsBy } from "#test/simulation/groups.ts";
import type { DrawRow, Rows } from "#test/simulation/rows.ts";
import { rewardsOf } from "#test/simulation/world-facts.ts";
import type { World } from "#test/simulation/world.ts";

type Ticket = { id: string; at: number; memberId: string; group: number; isKnown: boolean };

/** A draw was held once, with every ticket, and as the seed says that was fixed before. */
export function drawsOf(world: World, rows: Rows): string[] {
  const { draw } = rows;
  const tickets = ticketsOf(world, rows);
  const held = world.draws.filter(({ winners }) => winners !== null);
  if (draw === null) return tickets.length + held.length > 0 ? ["there is no draw"] : [];
  const differences: string[] = [];
  const expect = (holds: boolean, what: string) => holds || differences.push(`draw: ${what}`);
  const { seed, commitment, opened, drawn } = draw;
  const first = Math.min(...tickets.map(({ at }) => at));
  expect(hash(`laurel draw ${draw.id}\n${seed}`) === commitment, "its seed is another one");
  expect(opened.getTime() <= first, "it was opened after its first ticket");
  for (const { winners } of held) {
    expect(
      winners?.join() === draw.winners.join(),
      `${winners?.length} were told, others are kept`,
    );
  }
  const at = held[0]?.at ?? null;
  expect((drawn?.getTime() ?? null) === at, `it is said to have been held at ${drawn}`);
  if (at === null) return differences;
  for (const { id, isKnown, at: taken } of tickets) {
    const takesPart = draw.tickets.includes(id);
    expect(taken <= at, `ticket ${id} was sold when it was over`);
    expect(takesPart || !isKnown, `ticket ${id} was left out`);
  }
  const known = new Set(tickets.map(({ id }) => id));
  expect(
    draw.tickets.every((id) => known.has(id)),
    "it had tickets that nobody took",
  );
  const distinct = new Set(draw.tickets).size === draw.tickets.length;
  expect(distinct, "a ticket took part twice");
  const winners = winnersOf(draw, held[0]?.asked ?? 0);
  expect(winners.join() === draw.winners.join(), `${draw.winners} won, and not ${winners}`);
  expect(!areConfused(draw, tickets), "who is one is two holders, or who are two is one");
  return differences;
}

/** The tickets that were taken; those of the forgotten may take part or not. */
function ticketsOf(world: World, rows: Rows): Ticket[] {
  const ids = rewardsOf(world).flatMap(({ id, gives }) => (gives === "ticket" ? [id] : []));
  const groups = groupsBy(world, Infinity);
  return [...world.redeemed.values()].flat().flatMap(({ id, who, memberId }) => {
    const row = rows.redemptions.get(id);
    if (!row || !ids.includes(row.rewardId)) return [];
    const index = groups.findIndex((group) => group.who.includes(who));
    return [{ id, at: row.at, memberId, group: index, isKnown: groups[index]?.redacted !== true }];
  });
}

/** By the hash of seed and ticket; a holder wins once. */
function winnersOf({ seed, tickets, holders }: DrawRow, asked: number): string[] {
  const ranked = tickets
    .map((id, index) => ({ id, holder: holders[index] ?? "", rank: hash(`${seed}\n${id}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const first = ranked.filter(
    ({ holder }, index) => ranked.findIndex((each) => each.holder === holder) === index,
  );
  return first.slice(0, asked).map(({ id }) => id);
}

/** Whether two people have one holder, or who took two tickets has two. */
function areConfused({ tickets, holders }: DrawRow, taken: Ticket[]): boolean {
  const held = tickets.flatMap((id, index) => {
    const ticket = taken.find((each) => each.id === id);
    return ticket ? [{ ...ticket, holder: holders[index] }] : [];
  });
  return held.some((one) =>
    held.some(({ holder, group, memberId }) =>
      holder === one.holder ? group !== one.group : memberId === one.memberId,
    ),
  );
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
