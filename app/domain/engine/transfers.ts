import type { Account, Move, State } from "#app/domain/engine/state.ts";

/** Points that have flowed one way between two accounts; negative if they flowed the other way. */
export type Flow = { source: string; lot: string; from: Account; to: Account; points: bigint };

/** Net flows by source, lot and pair of accounts: what a member's transfers add up to. */
export type Flows = Map<string, Flow>;

/** Adds up moves. Transfers as posted are moves, too. */
export function flowsOf(moves: Iterable<Flow>): Flows {
  const flows: Flows = new Map();
  for (const move of moves) addMove(flows, keyOf(move), move);
  return flows;
}

/**
 * The transfers that bring a ledger from what it says to what it should say. Each takes its
 * reason and its time from the last move of its kind; what no move explains is a correction.
 */
export function differencesOf(state: State, posted: Flows, at: number): Move[] {
  const target: Flows = new Map();
  const keys = state.journal.map((move) => {
    const key = keyOf(move);
    addMove(target, key, move);
    return key;
  });
  const different: Flows = new Map();
  const compare = (key: string, flow: Flow, points: bigint) => {
    if (points !== 0n) different.set(key, { ...flow, points });
  };
  for (const [key, flow] of target) compare(key, flow, flow.points - pointsOf(posted, key));
  for (const [key, flow] of posted) if (!target.has(key)) compare(key, flow, -flow.points);
  if (different.size === 0) return [];
  const last = new Map<string, number>();
  keys.forEach((key, index) => different.has(key) && last.set(key, index));
  return [...different]
    .map(([key, flow]) => ({ flow, index: last.get(key) ?? -1 }))
    .sort((a, b) => a.index - b.index)
    .map(({ flow, index }) => explainedBy(state.journal[index], moveOf(flow, at)));
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

function addMove(flows: Flows, key: string, { source, lot, from, to, points }: Flow): void {
  const forward = from < to;
  const signed = forward ? points : -points;
  const flow = flows.get(key);
  if (flow) flow.points += signed;
  else if (forward) flows.set(key, { source, lot, from, to, points: signed });
  else flows.set(key, { source, lot, from: to, to: from, points: signed });
}

function pointsOf(flows: Flows, key: string): bigint {
  return flows.get(key)?.points ?? 0n;
}

function moveOf(flow: Flow, at: number): Move {
  const { points } = flow;
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
function explainedBy(last: Move | undefined, move: Move): Move {
  if (!last) return move;
  if (last.from === move.from) return { ...last, points: move.points };
  return { ...move, version: last.version, receipt: last.receipt };
}

function keyOf({ source, lot, from, to }: Flow): string {
  return from < to ? `${source}|${lot}|${from}|${to}` : `${source}|${lot}|${to}|${from}`;
}
