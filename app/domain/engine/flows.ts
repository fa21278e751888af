import type { Account, State } from "#app/domain/engine/state.ts";

/** Points that have flowed one way between two accounts; negative if they flowed the other way. */
export type Flow = { source: string; lot: string; from: Account; to: Account; points: bigint };

/** Net flows by source, lot and pair of accounts: what a member's transfers add up to. */
export type Flows = Map<string, NetFlow>;

/** The account that comes first in the alphabet is where it comes from. */
export type NetFlow = Flow & {
  /** The place of the last move that is in it, or -1 where moves are not known one by one. */
  last: number;
};

/** Adds up moves. Transfers as posted are moves, too. */
export function flowsOf(moves: Iterable<Flow>): Flows {
  const flows: Flows = new Map();
  let at = 0;
  for (const move of moves) addMove(flows, move, at++);
  return flows;
}

/** What the state's journal adds up to; only what is new in it since the last time is added. */
export function sumUp(state: State): Flows {
  for (; state.summed < state.journal.length; state.summed += 1) {
    const move = state.journal[state.summed];
    if (move) addMove(state.flows, move, state.summed);
  }
  return state.flows;
}

/** The key of a flow among `Flows`, whichever way points went. */
export function keyOf({ source, lot, from, to }: Omit<Flow, "points">): string {
  return from < to ? `${source}|${lot}|${from}|${to}` : `${source}|${lot}|${to}|${from}`;
}

/** What every account holds after these flows; together nothing. */
export function balancesOf(flows: Flows): Record<Account, bigint> {
  return balancesAfter(flows.values());
}

/** As `balancesOf`, of moves one by one. */
export function balancesAfter(
  moves: Iterable<Pick<Flow, "from" | "to" | "points">>,
): Record<Account, bigint> {
  const balances = { ...NOTHING };
  for (const { from, to, points } of moves) {
    balances[from] -= points;
    balances[to] += points;
  }
  return balances;
}

const NOTHING: Record<Account, bigint> = {
  pending: 0n,
  available: 0n,
  reserved: 0n,
  debt: 0n,
  issued: 0n,
  redeemed: 0n,
  expired: 0n,
  adjusted: 0n,
  forgiven: 0n,
};

function addMove(flows: Flows, move: Flow, last: number): void {
  const { source, lot, from, to } = move;
  const forward = from < to;
  const points = forward ? move.points : -move.points;
  const key = keyOf(move);
  const flow = flows.get(key);
  if (flow) {
    flow.points += points;
    flow.last = last;
  } else if (forward) flows.set(key, { source, lot, from, to, points, last });
  else flows.set(key, { source, lot, from: to, to: from, points, last });
}
