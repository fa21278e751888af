import { sumUp, type Flow, type Flows, type NetFlow } from "#app/domain/engine/flows.ts";
import type { Move, State } from "#app/domain/engine/state.ts";

/**
 * The transfers that bring a ledger from what it says to what it should say. Each takes its
 * reason and its time from the last move of its kind; what no move explains is a correction.
 */
export function differencesOf(state: State, posted: Flows, at: number): Move[] {
  const wanted = sumUp(state);
  const different: NetFlow[] = [];
  const compare = (flow: NetFlow, points: bigint) => {
    if (points !== 0n) different.push({ ...flow, points });
  };
  for (const [key, flow] of wanted) compare(flow, flow.points - (posted.get(key)?.points ?? 0n));
  for (const [key, flow] of posted) {
    if (!wanted.has(key)) compare({ ...flow, last: -1 }, -flow.points);
  }
  return different
    .sort((a, b) => a.last - b.last)
    .map((flow) => explainedBy(state.journal[flow.last], moveOf(flow, at)));
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
