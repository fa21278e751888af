import type { Receipt } from "#app/domain/receipt.ts";
import type { Move } from "#app/domain/engine/state.ts";
import type { Liver } from "#test/support/year/live.ts";

/** Rules, and activities that multiply, by the receipts of a member's orders. */
export function partsApplied({ decision, facts }: Liver): string[] {
  const receipts = orderReceipts(decision?.state.journal ?? []);
  return receipts.flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.kind === "multiplier") {
        const { kind, id } = step.by;
        if (kind === "boost") return [`activity ${activityOf(facts.events, id)}`];
        return kind === "rule" ? [`rule ${id}`] : [];
      }
      return "rule" in step && step.rule !== null ? [`rule ${step.rule}`] : [];
    }),
  );
}

/** Receipts of orders in a journal. */
function orderReceipts(journal: Move[]): Receipt[] {
  return journal.flatMap(({ receipt }) => (receipt?.kind === "order" ? [receipt] : []));
}

/** A boost is known by the activity's id, or by the source that gave it. */
function activityOf(events: Liver["facts"]["events"], id: string): string {
  const event = events.find((each) => id === `activity:${each.id}`);
  return event?.kind === "activity" ? event.activity : id;
}
