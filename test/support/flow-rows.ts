import { flowsOf, type Flows } from "#app/domain/engine/flows.ts";
import type { Account } from "#app/domain/engine/state.ts";

/** A net flow in a form that tests compare and write down. */
export type FlowRow = [source: string, lot: string, from: Account, to: Account, points: string];

/** Flows without those that came to nothing. */
export function rowsOf(flows: Flows): FlowRow[] {
  return [...flows.values()]
    .filter(({ points }) => points !== 0n)
    .map(({ source, lot, from, to, points }) => [source, lot, from, to, points.toString()]);
}

export function flowsFrom(rows: FlowRow[]): Flows {
  return flowsOf(
    rows.map(([source, lot, from, to, points]) => {
      return { source, lot, from, to, points: BigInt(points) };
    }),
  );
}
