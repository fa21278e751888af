import type { Account, Move, State } from "#app/domain/engine/state.ts";

/** Points that have flowed one way between two accounts; negative if they flowed the other way. */
export type Flow = { source: string; lot: string; from: Account; to: Account; points: bigint };

/** Net flows by source, lot and pair of accounts: what a member's transfers add up to. */
export type Flows = Map<string, Flow>;

/** Adds up moves. Transfers as posted are moves, too. */
export function flowsOf(moves: Iterable<Omit<Flow, "points"> & { points: bigint }>): Flows {
  const flows: Flows = new Map();
  for (const { source, lot, from, to, points } of moves) {
    const [first, second] = from < to ? [from, to] : [to, from];
    const key = `${source}|${lot}|${first}|${second}`;
    const flow = flows.get(key) ?? { source, lot, from: first, to: second, points: 0n };
    flow.points += from === first ? points : -points;
    flows.set(key, flow);
  }
  return flows;
}

/**
 * The transfers that bring a ledger from what it says to what it should say. Each takes its
 * reason and its time from the last move of its kind; what no move explains is a correction.
 */
export function differencesOf(state: State, posted: Flows, at: number): Move[] {
  const target = flowsOf(state.journal);
  const last = new Map(state.journal.map((move, index) => [keyOf(move), { move, index }]));
  const differences: { move: Move; index: number }[] = [];
  for (const key of new Set([...target.keys(), ...posted.keys()])) {
    const flow = target.get(key) ?? posted.get(key);
    const points = (target.get(key)?.points ?? 0n) - (posted.get(key)?.points ?? 0n);
    if (!flow || points === 0n) continue;
    const explained = last.get(key);
    const move = moveOf(flow, points, at);
    const same = explained !== undefined && explained.move.from === move.from;
    differences.push({
      index: explained?.index ?? -1,
      move: same ? { ...explained.move, points: move.points } : { ...move, ...context(explained) },
    });
  }
  return differences.sort((a, b) => a.index - b.index).map(({ move }) => move);
}

/** What every account holds after these flows; together nothing. */
export function balancesOf(flows: Flows): Record<Account, bigint> {
  const balances = { ...NOTHING };
  for (const { from, to, points } of flows.values()) {
    balances[from] -= points;
    balances[to] += points;
  }
  return balances;
}

/** One flow as it is kept with the member: source, lot, from, to, points. */
export type FlowRow = [source: string, lot: string, from: Account, to: Account, points: string];

/** Flows as plain data, to be kept with the member. */
export function formatFlows(flows: Flows): FlowRow[] {
  return [...flows.values()]
    .filter(({ points }) => points !== 0n)
    .map(({ source, lot, from, to, points }) => [source, lot, from, to, points.toString()]);
}

/** Reads what `formatFlows` wrote. */
export function parseFlows(rows: FlowRow[]): Flows {
  return flowsOf(
    rows.map(([source, lot, from, to, points]) => ({
      source,
      lot,
      from,
      to,
      points: BigInt(points),
    })),
  );
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

function moveOf(flow: Flow, points: bigint, at: number): Move {
  const forward = points > 0n;
  return {
    source: flow.source,
    lot: flow.lot,
    from: forward ? flow.from : flow.to,
    to: forward ? flow.to : flow.from,
    points: forward ? points : -points,
    reason: "corrected",
    at,
    version: null,
    receipt: null,
  };
}

/** A correction of something known keeps its receipt, which says what stands now. */
function context(explained: { move: Move } | undefined): Partial<Move> {
  if (!explained) return {};
  const { version, receipt } = explained.move;
  return { version, receipt };
}

function keyOf({ source, lot, from, to }: Move): string {
  return from < to ? `${source}|${lot}|${from}|${to}` : `${source}|${lot}|${to}|${from}`;
}
